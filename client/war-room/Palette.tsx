import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { TextField } from 'react-aria-components/TextField';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { clock } from '../format.ts';
import { evidenceTabs, openEvidence, select } from '../state/selection.ts';
import { notify, useHouse } from '../state/store.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { grouped } from './action-groups.ts';
import { openRoomTab, showLine } from './channel/channel-place.ts';
import { type ReadLine, readLines } from './channel-lines.ts';
import { type OpenDialog, openDialog } from './dialogs.ts';
import { offerEntries } from './hand-over/offer-entries.ts';
import { matching, type PaletteItem } from './keys.ts';
import { useWhyNot, type WhyNot } from './may-act.ts';

interface Entry extends PaletteItem {
  run: () => void;
}

interface PaletteProps {
  drill: DrillView;
  stack: StackView | null;
  only: 'everything' | 'actions';
  /** Typed already where it was opened from. */
  search?: string | undefined;
}

/** Everything by name: actions, views, components, forms; or the actions alone, each with what it costs. */
export function Palette({ drill, stack, only, search = '' }: PaletteProps) {
  const [typed, setTyped] = useState(search);
  const whyNot = { respond: useWhyNot('respond'), talk: useWhyNot('talk') };
  const lines = readLines(useHouse((house) => house.timeline));
  const me = useHouse((house) => house.identity?.playerId);
  const entries =
    only === 'actions'
      ? actionEntries(drill)
      : [...offerEntries(drill, me), ...entriesOf(drill, stack, whyNot), ...alertEntries(drill), ...lineEntries(lines)];
  const found = matching(entries, typed);
  const run = (id: string): void => {
    openDialog(null);
    found.find((entry) => entry.id === id)?.run();
  };
  return (
    <Dialog
      title={only === 'actions' ? 'Find an action' : 'Everything by name'}
      isOpen
      isDismissable
      onOpenChange={(open) => !open && openDialog(null)}
    >
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <TextField aria-label="Search" autoFocus className="ui-field">
          <Input
            className="ui-input"
            placeholder={only === 'actions' ? 'restart, offset, redis-cli, index …' : 'restart, traces, catalog, declare …'}
          />
        </TextField>
        <ListBox
          className="ui-listbox war-palette"
          aria-label="Found"
          items={found}
          onAction={(key) => run(String(key))}
          renderEmptyState={() => <p className="muted">Nothing has this name.</p>}
        >
          {(entry) => (
            <ListBoxItem id={entry.id} className="ui-option war-palette-item" textValue={entry.title}>
              <span>
                {entry.title}
                {only === 'actions' && <small className="war-palette-detail">{entry.detail}</small>}
              </span>
              <small>{entry.group}</small>
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}

function actionEntries({ actions }: DrillView): Entry[] {
  return grouped(actions).flatMap((group) =>
    group.actions.map(
      (action): Entry => ({
        id: `action-${action.control}`,
        title: action.title,
        group: group.title,
        detail: `${action.targets.join(', ')}. ${action.sideEffect}`,
        alias: `${action.control} ${action.equivalent}`,
        run: () => openDialog({ kind: 'action', action }),
      }),
    ),
  );
}

/** Newest first, as many as somebody may still have in mind. */
const foundLines = 200;

function lineEntries(lines: readonly ReadLine[]): Entry[] {
  return lines
    .slice(-foundLines)
    .toReversed()
    .map(({ index, from, text, atMs }) => ({
      id: `line-${index}`,
      title: `${from}: ${text.slice(0, 100)}`,
      group: `channel ${clock(Math.max(0, atMs))}`,
      run: () => showLine(index),
    }));
}

function alertEntries({ alerts }: DrillView): Entry[] {
  return alerts.map(({ alertId, alert, summary, state, sinceMs }) => ({
    id: `alert-${alertId}`,
    title: alert,
    group: `alert, ${state}`,
    alias: summary,
    run: () => openEvidence({ kind: 'alert', ref: alertId, label: alert, atMs: sinceMs }),
  }));
}

const roomEntries: Entry[] = [
  { id: 'room-channel', title: 'Channel', group: 'room', run: () => openRoomTab('channel') },
  { id: 'room-board', title: 'Board of hypotheses', group: 'room', run: () => openRoomTab('board') },
  { id: 'room-pod', title: 'Pod: seats, hand-over, join code', group: 'room', run: () => openRoomTab('pod') },
];

function entriesOf(drill: DrillView, stack: StackView | null, whyNot: WhyNot): Entry[] {
  const dialog = (title: string, next: OpenDialog, kind?: keyof WhyNot): Entry => ({
    id: `dialog-${next.kind}`,
    title,
    group: 'incident',
    run: () => {
      const refusal = kind ? whyNot[kind] : null;
      if (refusal === null) openDialog(next);
      else notify(refusal);
    },
  });
  const component = (name: string): Entry => ({
    id: `component-${name}`,
    title: name,
    group: 'component',
    run: () => select({ component: name, tab: 'map', entry: null }),
  });
  return [
    dialog('Declare the incident', { kind: 'declare' }, 'respond'),
    dialog('Change the severity', { kind: 'severity' }, 'respond'),
    dialog('Status update', { kind: 'update' }, 'respond'),
    dialog('Record a decision', { kind: 'decision' }, 'talk'),
    dialog('Note for the record', { kind: 'note' }, 'talk'),
    dialog('Public status page', { kind: 'publish' }, 'respond'),
    dialog('Summary for the executives', { kind: 'summary' }, 'respond'),
    dialog('Add a hypothesis', { kind: 'hypothesis' }, 'talk'),
    dialog('Add a task', { kind: 'task' }, 'talk'),
    dialog('Fishbone of the hypotheses', { kind: 'fishbone' }),
    dialog('Diagnosis: what it was', { kind: 'diagnosis' }),
    dialog('Resolve the incident', { kind: 'resolve' }, 'respond'),
    dialog('Hint, and what it costs', { kind: 'hint' }, 'respond'),
    dialog('Keys and commands', { kind: 'help' }),
    ...roomEntries,
    ...actionEntries(drill),
    ...evidenceTabs.map(
      (tab): Entry => ({
        id: `tab-${tab}`,
        title: tab === 'cache' ? 'Redis view' : `${tab[0]?.toUpperCase()}${tab.slice(1)} view`,
        ...(tab === 'cache' ? { alias: 'cache' } : {}),
        group: 'evidence',
        run: () => select({ tab }),
      }),
    ),
    ...(stack?.services ?? []).map(({ service }) => component(service)),
    ...(stack?.dependencies ?? []).map(({ name }) => component(name)),
    ...(stack?.links ?? []).map(({ link }) => component(link)),
  ];
}
