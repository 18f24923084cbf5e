/** Entries of what people do together: forms, seats, commands, what stands on the board. */
import { isTaken, seats, seatTitle } from '../../pages/roles.ts';
import { isGateTold, isHeldUp } from '../../requests/request-words.ts';
import { type Doing, doingOf } from '../doing.ts';
import { offerable } from '../hand-over/seat-offers.ts';
import { type KeyHelp, keyHelp } from '../keys.ts';
import { slashCommands } from '../slash/commands.ts';
import type { Entry, PaletteRoom } from './entry.ts';

/** Everything that has a key and needs no line in focus; the palette itself is open. */
export function keyEntries({ drill }: PaletteRoom): Entry[] {
  return keyHelp.filter(({ act }) => act !== 'palette' && isOffered(doingOf[act], drill.sees.telemetry)).map(entryOfKey);
}

function isOffered(doing: Doing, seesTelemetry: boolean): boolean {
  if (doing.kind === 'inLine') return false;
  const isTelemetry = doing.kind === 'view' || (doing.kind === 'dialog' && doing.needs === 'telemetry');
  return seesTelemetry || !isTelemetry;
}

const groupWords: Record<KeyHelp['group'], string> = { find: 'find', incident: 'incident', channel: 'channel', go: 'go to' };

function entryOfKey({ act, words, group, keys }: KeyHelp): Entry {
  return { id: `key-${act}`, title: words, group: groupWords[group], keys, doing: doingOf[act] };
}

/** Forms and steps without a key of their own. */
export function incidentEntries({ drill }: PaletteRoom): Entry[] {
  const step = (status: 'investigating' | 'mitigating' | 'monitoring'): Entry => ({
    id: `status-${status}`,
    title: `Say that you are ${status}`,
    group: 'incident',
    doing: { kind: 'send', command: { type: 'setStatus', status }, needs: 'respond' },
  });
  return [
    { id: 'publish', title: 'Publish on the status page', group: 'incident', doing: form('publish', 'respond') },
    { id: 'summary', title: 'Summary for the executives', group: 'incident', doing: form('summary', 'respond') },
    { id: 'fishbone', title: 'Fishbone of the hypotheses', group: 'incident', doing: form('fishbone', 'look') },
    ...(['investigating', 'mitigating', 'monitoring'] as const).map(step),
    ...exceptionEntry(drill),
    ...drill.requests.map(
      ({ requestId, title, from, state }): Entry => ({
        id: `request-${requestId}`,
        title: `Change request: ${title}`,
        group: state,
        alias: from,
        doing: { kind: 'dialog', dialog: { kind: 'request', requestId }, needs: 'look' },
      }),
    ),
  ];
}

function exceptionEntry(drill: PaletteRoom['drill']): Entry[] {
  if (!isGateTold(drill)) return [];
  const title = isHeldUp(drill) ? 'Record an exception from the release policy' : 'Read the exception from the release policy';
  return [{ id: 'exception', title, group: 'incident', alias: 'error budget', doing: form('exception', 'look') }];
}

const form = (kind: 'publish' | 'summary' | 'fishbone' | 'exception', needs: 'respond' | 'look'): Doing => ({
  kind: 'dialog',
  dialog: { kind },
  needs,
});

/** Seats to take, everybody of the pod, and who of them can be offered one's own. */
export function peopleEntries({ drill, me, online }: PaletteRoom): Entry[] {
  const own = drill.players.find(({ playerId }) => playerId === me)?.role ?? null;
  return [
    ...seats.map(
      ({ role, title, job }): Entry => ({
        id: `seat-${role}`,
        title: `Take the seat: ${title}`,
        group: own === role ? 'yours' : isTaken(role, drill.players, online) ? 'taken' : 'seat',
        alias: `${role} ${job}`,
        doing: { kind: 'send', command: { type: 'takeSeat', role }, needs: 'seat' },
      }),
    ),
    ...drill.players.map(
      ({ playerId, name, role }): Entry => ({
        id: `person-${playerId}`,
        title: playerId === me ? `${name} (you)` : name,
        group: online.includes(playerId) ? seatTitle(role) : `${seatTitle(role)}, away`,
        alias: 'person player',
        doing: { kind: 'room', tab: 'pod' },
      }),
    ),
    ...offerable(drill, me, online).map(
      ({ playerId, name }): Entry => ({
        id: `offer-${playerId}`,
        title: `Offer your seat to ${name}`,
        group: seatTitle(own),
        doing: { kind: 'send', command: { type: 'offerSeat', to: playerId }, needs: 'seat' },
      }),
    ),
  ];
}

/** Each begins in the field of the channel, where it is completed. */
export function commandEntries(): Entry[] {
  return slashCommands.map(({ name, usage, words }) => ({
    id: `command-${name}`,
    title: `/${name} ${usage}`.trim(),
    group: 'command',
    alias: words,
    doing: { kind: 'write', command: name },
  }));
}

/** What the pod has written down. */
export function boardEntries({ drill: { hypotheses, tasks } }: PaletteRoom): Entry[] {
  return [
    ...hypotheses.flatMap(({ hypothesisId, text, state }): Entry[] => [
      { id: `hypothesis-${hypothesisId}`, title: text, group: `hypothesis, ${state}`, doing: { kind: 'room', tab: 'board' } },
      {
        id: `sort-${hypothesisId}`,
        title: `Sort: ${text}`,
        group: 'hypothesis',
        doing: { kind: 'dialog', dialog: { kind: 'place', hypothesisId }, needs: 'talk' },
      },
    ]),
    ...tasks.map(
      ({ taskId, text, owner, closed }): Entry => ({
        id: `task-${taskId}`,
        title: text,
        group: closed ? 'task, closed' : `task, ${owner ?? 'nobody yet'}`,
        doing: { kind: 'room', tab: 'tasks' },
      }),
    ),
  ];
}
