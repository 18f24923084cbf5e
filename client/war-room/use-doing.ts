import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { flushSync } from 'react-dom';
import { setTheme } from '../app/theme.ts';
import { wordsOf } from '../state/api.ts';
import { draftOf, keepDrafts } from '../state/drafts.ts';
import { select } from '../state/selection.ts';
import { type SendableCommand, send } from '../state/socket.ts';
import { notify, useHouse } from '../state/store.ts';
import { unacknowledgedPages } from './alert-order.ts';
import { messageFieldId } from './channel/Composer.tsx';
import { moveLine, openRoomTab, pressInLine, showLine } from './channel/channel-place.ts';
import { openDialog } from './dialogs.ts';
import type { Doing } from './doing.ts';
import { goToOffer } from './hand-over/offer-place.ts';
import { type ActKind, whyNotNow } from './may-act.ts';
import { setSingleKeys } from './single-keys.ts';
import { withCommand } from './slash/read-slash.ts';
import { showEvidence } from './split/evidence-here.ts';
import { whyElsewhere } from './split/other-desk.ts';

type Run<K extends Doing['kind']> = (doing: Extract<Doing, { kind: K }>, goTo: (path: string) => void) => void;

/** What cannot be done now says why, and does nothing. */
const run: { [K in Doing['kind']]: Run<K> } = {
  dialog: ({ dialog, needs }) => {
    const refusal = needs === 'telemetry' ? whyNoTelemetry() : needs === 'look' ? null : whyNotNow(useHouse.getState(), needs);
    if (refusal === null) openDialog(dialog);
    else notify(refusal);
  },
  send: ({ command, needs }) => void act(command, needs),
  acknowledge: () => acknowledgeFirst(),
  view: ({ change }) => onTelemetry(() => select(change)),
  evidence: ({ evidence }) => showEvidence(evidence),
  room: ({ tab }) => openRoomTab(tab),
  offer: () => {
    if (!goToOffer()) notify('No seat is offered to you.', 'info');
  },
  line: ({ index }) => showLine(index),
  inLine: ({ does }) => {
    if (does === 'next' || does === 'before') moveLine(does === 'next' ? 1 : -1);
    else pressInLine(does);
  },
  write: ({ command }) => write(command),
  theme: ({ theme }) => setTheme(theme),
  singleKeys: ({ isOn }) => setSingleKeys(isOn),
  page: ({ path, isNew }, goTo) => {
    if (isNew) open(path, '_blank', 'noreferrer');
    else goTo(path);
  },
};

/** Does what a key, an entry of the palette or of a menu stands for. */
export function useDoing(): (doing: Doing) => void {
  const { history } = useRouter();
  return useCallback((doing) => (run[doing.kind] as Run<Doing['kind']>)(doing, (path) => history.push(path)), [history]);
}

function whyNoTelemetry(): string | null {
  const { drill } = useHouse.getState();
  return drill && whyElsewhere(drill, 'telemetry');
}

function onTelemetry(open: () => void): void {
  const refusal = whyNoTelemetry();
  if (refusal === null) open();
  else notify(refusal);
}

async function act(command: SendableCommand, needs: ActKind): Promise<void> {
  const refusal = whyNotNow(useHouse.getState(), needs, command);
  if (refusal !== null) return notify(refusal);
  const sent = await send(command);
  notify(sent.ok ? null : wordsOf(sent));
}

function acknowledgeFirst(): void {
  const house = useHouse.getState();
  const refusal = whyNotNow(house, 'respond') ?? whyNoTelemetry();
  if (refusal !== null) return notify(refusal);
  const [page] = unacknowledgedPages(house.drill?.alerts ?? []);
  if (page) void act({ type: 'acknowledge', alertId: page.alertId }, 'respond');
  else notify('No page waits to be acknowledged.', 'info');
}

/**
 * The field has the focus before the next key comes, whatever tab is open: a letter typed right after belongs to it, and is no key of the room.
 * What was typed becomes what the command is about.
 */
function write(command: string | null): void {
  const { drill } = useHouse.getState();
  flushSync(() => {
    openRoomTab('channel');
    if (command !== null && drill) keepDrafts(drill.drillId, { message: withCommand(draftOf(`${drill.drillId}.message`), command) });
  });
  const field = document.querySelector<HTMLTextAreaElement>(`#${messageFieldId} textarea`);
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
