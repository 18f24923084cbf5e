import { useEffect, useRef } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { wordsOf } from '../state/api.ts';
import { type EvidenceTab, select } from '../state/selection.ts';
import { send } from '../state/socket.ts';
import { notify } from '../state/store.ts';
import { unacknowledgedPages } from './alert-order.ts';
import { messageFieldId } from './channel/Composer.tsx';
import { moveLine, openRoomTab, pressInLine, type RoomTab } from './channel/channel-place.ts';
import { type OpenDialog, openDialog, useDialog } from './dialogs.ts';
import { goToOffer } from './hand-over/say-offer.ts';
import { actOf, type KeyAct } from './keys.ts';
import { useWhyNot, type WhyNot } from './may-act.ts';
import { hasSingleKeys } from './single-keys.ts';

const dialogs: Partial<Record<KeyAct, { dialog: OpenDialog; kind: keyof WhyNot | 'look' }>> = {
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
  severity: { dialog: { kind: 'severity' }, kind: 'respond' },
  decision: { dialog: { kind: 'decision' }, kind: 'talk' },
  note: { dialog: { kind: 'note' }, kind: 'talk' },
};
const roomTabs: Partial<Record<KeyAct, RoomTab>> = { goChannel: 'channel', goBoard: 'board', goPod: 'pod' };
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
  if (opens) {
    const refusal = opens.kind === 'look' ? null : whyNot[opens.kind];
    if (refusal === null) openDialog(opens.dialog);
    else notify(refusal);
  } else if (act === 'acknowledge') void acknowledgeFirst(drill, whyNot.respond);
  else go(act);
}

/** Acts that only move somebody to another place. */
function go(act: KeyAct): void {
  const tab = tabs[act];
  const roomTab = roomTabs[act];
  if (tab) select({ tab, entry: null });
  else if (roomTab) openRoomTab(roomTab);
  else elsewhere[act]?.();
}

const elsewhere: Partial<Record<KeyAct, () => void>> = {
  goOffer: answerOffered,
  nextLine: () => moveLine(1),
  lineBefore: () => moveLine(-1),
  pinLine: () => pressInLine('pin'),
  rewordLine: () => pressInLine('reword'),
  message: writeMessage,
};

function answerOffered(): void {
  if (!goToOffer()) notify('No seat is offered to you.', 'info');
}

/** The field is there once the channel is; it may have to be opened first. */
function writeMessage(): void {
  openRoomTab('channel');
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>(`#${messageFieldId} textarea`)?.focus());
}

async function acknowledgeFirst({ alerts }: DrillView, refusal: string | null): Promise<void> {
  if (refusal !== null) return notify(refusal);
  const [page] = unacknowledgedPages(alerts);
  if (!page) return notify('No page waits to be acknowledged.', 'info');
  const sent = await send({ type: 'acknowledge', alertId: page.alertId });
  notify(sent.ok ? null : wordsOf(sent));
}
