import { useEffect, useRef } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { wordsOf } from '../state/api.ts';
import { type EvidenceTab, select } from '../state/selection.ts';
import { send } from '../state/socket.ts';
import { notify } from '../state/store.ts';
import { unacknowledgedPages } from './alert-order.ts';
import { messageFieldId } from './ChannelPanel.tsx';
import { type OpenDialog, openDialog, useDialog } from './dialogs.ts';
import { actOf, type KeyAct } from './keys.ts';
import { type ActKind, useWhyNot } from './may-act.ts';
import { hasSingleKeys } from './single-keys.ts';

const dialogs: Partial<Record<KeyAct, { dialog: OpenDialog; kind: ActKind | 'look' }>> = {
  help: { dialog: { kind: 'help' }, kind: 'look' },
  palette: { dialog: { kind: 'palette', only: 'everything' }, kind: 'look' },
  findAction: { dialog: { kind: 'palette', only: 'actions' }, kind: 'look' },
  declare: { dialog: { kind: 'declare' }, kind: 'respond' },
  update: { dialog: { kind: 'update' }, kind: 'respond' },
  hypothesis: { dialog: { kind: 'hypothesis' }, kind: 'talk' },
  task: { dialog: { kind: 'task' }, kind: 'talk' },
  diagnosis: { dialog: { kind: 'diagnosis' }, kind: 'look' },
  resolve: { dialog: { kind: 'resolve' }, kind: 'respond' },
  hint: { dialog: { kind: 'hint' }, kind: 'respond' },
};
const tabs: Partial<Record<KeyAct, EvidenceTab>> = {
  goMap: 'map',
  goMetrics: 'metrics',
  goTraces: 'traces',
  goLogs: 'logs',
  goProfiles: 'profiles',
  goChanges: 'changes',
  goTickets: 'tickets',
  goSlos: 'slos',
  goKafka: 'kafka',
  goCache: 'cache',
  goPostgres: 'postgres',
  goPapers: 'papers',
};
/** Places in which a letter belongs to what is there: fields, and open lists, where it finds an entry. */
const takesLetters = 'input, textarea, select, [contenteditable], [role="listbox"], [role="menu"], [role="combobox"]';

type WhyNot = Record<ActKind, string | null>;

/** The keys of the war room, while it is on the screen. */
export function useKeys(drill: DrillView): void {
  const respond = useWhyNot('respond');
  const talk = useWhyNot('talk');
  /** The key before, which may begin a sequence; it outlives what the drill sends between two keys. */
  const before = useRef('');
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const act = actOf(pressOf(event), before.current);
      before.current = act === 'pending' ? event.key : '';
      if (act === null || act === 'pending') return;
      event.preventDefault();
      run(act, drill, { respond, talk });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [drill, respond, talk]);
}

function pressOf(event: KeyboardEvent): Parameters<typeof actOf>[0] {
  const target = event.target as HTMLElement;
  const typing = target.closest(takesLetters) !== null || useDialog.getState().dialog !== null || event.isComposing;
  return { key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey, typing, singleKeys: hasSingleKeys() };
}

/** What cannot be done now says why, and opens nothing. */
function run(act: KeyAct, drill: DrillView, whyNot: WhyNot): void {
  const opens = dialogs[act];
  const tab = tabs[act];
  if (opens) {
    const refusal = opens.kind === 'look' ? null : whyNot[opens.kind];
    if (refusal === null) openDialog(opens.dialog);
    else notify(refusal);
  } else if (tab) select({ tab, entry: null });
  else if (act === 'message') document.querySelector<HTMLTextAreaElement>(`#${messageFieldId} textarea`)?.focus();
  else if (act === 'acknowledge') void acknowledgeFirst(drill, whyNot.respond);
}

async function acknowledgeFirst({ alerts }: DrillView, refusal: string | null): Promise<void> {
  if (refusal !== null) return notify(refusal);
  const [page] = unacknowledgedPages(alerts);
  if (!page) return notify('No page waits to be acknowledged.', 'info');
  const sent = await send({ type: 'acknowledge', alertId: page.alertId });
  notify(sent.ok ? null : wordsOf(sent));
}
