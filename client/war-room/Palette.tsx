import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { TextField } from 'react-aria-components/TextField';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { useTheme } from '../app/theme.ts';
import { useHouse } from '../state/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Panel.tsx';
import { readLines } from './channel-lines.ts';
import { openDialog } from './dialogs.ts';
import { matching } from './keys.ts';
import { entriesOf } from './palette/entries.ts';
import type { Entry } from './palette/entry.ts';
import { actionEntries } from './palette/shop-entries.ts';
import { useSingleKeys } from './single-keys.ts';
import { useDoing } from './use-doing.ts';

interface PaletteProps {
  drill: DrillView;
  stack: StackView | null;
  only: 'everything' | 'actions';
  /** Typed already where it was opened from. */
  search?: string | undefined;
}

/** More than anybody reads; who wants another one types on. */
const mostShown = 40;

/** Everything by name: what can be done, opened, taken, read; or the actions alone, each with what it costs. */
export function Palette({ drill, stack, only, search = '' }: PaletteProps) {
  const [typed, setTyped] = useState(search);
  const entries = useEntries(drill, stack);
  const found = matching(only === 'actions' ? actionEntries(drill) : entries, typed);
  const shown = found.slice(0, mostShown);
  const run = useDoing();
  const choose = (id: string): void => {
    const entry = shown.find((each) => each.id === id);
    openDialog(null);
    if (entry) run(entry.doing);
  };
  // Enter takes the first of what is found, unless the arrows went to another one.
  const takeFirst = (event: React.KeyboardEvent): void => {
    const [first] = shown;
    const isElsewhere = (event.target as HTMLElement).hasAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || isElsewhere || !first) return;
    event.preventDefault();
    event.stopPropagation();
    choose(first.id);
  };
  return (
    <Dialog
      title={only === 'actions' ? 'Find an action' : 'Everything by name'}
      isOpen
      isDismissable
      onOpenChange={(open) => !open && openDialog(null)}
    >
      <div className="war-search" onKeyDownCapture={takeFirst}>
        <Autocomplete inputValue={typed} onInputChange={setTyped} disableAutoFocusFirst>
          <TextField aria-label="Search" autoFocus className="ui-field">
            <Input
              className="ui-input"
              role="combobox"
              aria-expanded
              aria-haspopup="listbox"
              placeholder={only === 'actions' ? 'restart, offset, redis-cli, index …' : 'restart, traces, catalog, declare, a name …'}
            />
          </TextField>
          <ListBox
            className="ui-listbox war-palette"
            aria-label="Found"
            items={shown}
            onAction={(key) => choose(String(key))}
            renderEmptyState={() => <p className="muted">Nothing has this name.</p>}
          >
            {(entry) => <Item entry={entry} isAction={only === 'actions'} />}
          </ListBox>
        </Autocomplete>
      </div>
      <p className="war-palette-more muted" role="status">
        {found.length > mostShown ? `and ${found.length - mostShown} more: type on to find them` : `${found.length} found`}
      </p>
    </Dialog>
  );
}

function useEntries(drill: DrillView, stack: StackView | null): Entry[] {
  const me = useHouse((house) => house.identity?.playerId);
  const lines = readLines(useHouse((house) => house.timeline));
  const online = useHouse((house) => house.online);
  const theme = useTheme();
  const singleKeys = useSingleKeys();
  return entriesOf({ drill, stack, lines, me, online, theme, singleKeys });
}

function Item({ entry: { id, title, detail, group, note, keys }, isAction }: { entry: Entry; isAction: boolean }) {
  return (
    <ListBoxItem id={id} className="ui-option war-palette-item" textValue={title}>
      <span>
        {title}
        {isAction && <small className="war-palette-detail">{detail}</small>}
      </span>
      <small>
        {note === undefined ? group : `${group}, ${note}`}{' '}
        {keys?.split(' ').map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </small>
    </ListBoxItem>
  );
}
