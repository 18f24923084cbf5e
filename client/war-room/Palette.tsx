import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { SearchField } from 'react-aria-components/SearchField';
import { Text } from 'react-aria-components/Text';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { evidenceTabs, select } from '../state/selection.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { type OpenDialog, openDialog } from './dialogs.ts';
import { matching, type PaletteItem } from './keys.ts';

interface Entry extends PaletteItem {
  run: () => void;
}

/** Everything by name: actions, views, components, forms. */
export function Palette({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const [typed, setTyped] = useState('');
  const found = matching(entriesOf(drill, stack), typed);
  const run = (id: string): void => {
    openDialog(null);
    found.find((entry) => entry.id === id)?.run();
  };
  return (
    <Dialog title="Everything by name" isOpen onOpenChange={(open) => !open && openDialog(null)}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label="Search" autoFocus className="ui-field">
          <Input className="ui-input" placeholder="restart, traces, catalog, declare …" />
        </SearchField>
        <ListBox
          className="ui-listbox war-palette"
          aria-label="Found"
          items={found}
          onAction={(key) => run(String(key))}
          renderEmptyState={() => <p className="muted">Nothing has this name.</p>}
        >
          {(entry) => (
            <ListBoxItem id={entry.id} className="ui-option war-palette-item" textValue={entry.title}>
              <Text slot="label">{entry.title}</Text>
              <small>{entry.group}</small>
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}

function entriesOf(drill: DrillView, stack: StackView | null): Entry[] {
  const dialog = (title: string, next: OpenDialog): Entry => ({
    id: `dialog-${next.kind}`,
    title,
    group: 'incident',
    run: () => openDialog(next),
  });
  const component = (name: string): Entry => ({
    id: `component-${name}`,
    title: name,
    group: 'component',
    run: () => select({ component: name, tab: 'map', entry: null }),
  });
  return [
    dialog('Declare the incident', { kind: 'declare' }),
    dialog('Status update', { kind: 'update' }),
    dialog('Add a hypothesis', { kind: 'hypothesis' }),
    dialog('Resolve the incident', { kind: 'resolve' }),
    dialog('Keys', { kind: 'help' }),
    ...(drill.phase === 'live' ? drill.actions : []).map(
      (action): Entry => ({
        id: `action-${action.control}`,
        title: action.title,
        group: 'action',
        run: () => openDialog({ kind: 'action', action }),
      }),
    ),
    ...evidenceTabs.map(
      (tab): Entry => ({
        id: `tab-${tab}`,
        title: `${tab[0]?.toUpperCase()}${tab.slice(1)} view`,
        group: 'evidence',
        run: () => select({ tab }),
      }),
    ),
    ...(stack?.services ?? []).map(({ service }) => component(service)),
    ...(stack?.dependencies ?? []).map(({ name }) => component(name)),
    ...(stack?.links ?? []).map(({ link }) => component(link)),
  ];
}
