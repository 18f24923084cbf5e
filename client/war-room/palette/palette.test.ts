/** Everything that there is in the room is found by name, and does there what its key or button does. */
import { describe, expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { themes } from '../../app/theme.ts';
import { seats } from '../../pages/roles.ts';
import { evidenceTabs } from '../../state/selection.ts';
import { roomTabs } from '../channel/channel-place.ts';
import { readLines } from '../channel-lines.ts';
import type { OpenDialog } from '../dialogs.ts';
import { type Doing, doingOf } from '../doing.ts';
import { keyHelp, matching } from '../keys.ts';
import { slashCommands } from '../slash/commands.ts';
import { entriesOf } from './entries.ts';
import type { PaletteRoom } from './entry.ts';

const player = (playerId: string, name: string, role: DrillView['players'][number]['role']) => ({
  ...{ playerId, name, role, ready: true, joinedAtMs: 0 },
});
const action = (control: string, title: string) => ({
  ...{
    control,
    title,
    targets: ['catalog'],
    parameters: [],
    durationMs: 0,
    warmUp: '',
    sideEffect: 'costs',
    equivalent: `kubectl ${control}`,
  },
});
const drill = {
  ...{ drillId: 'INC-0001', phase: 'live', openedBy: 'facilitator', sees: { telemetry: true, voices: true } },
  alerts: [{ alertId: 'alert-1', alert: 'browse-latency.page', summary: 'slow', state: 'firing', sinceMs: 5 }],
  actions: [action('cache.bypass', 'Bypass the cache'), action('owner.page', 'Page an owner')],
  players: [player('p-1', 'Ana', 'commander'), player('p-2', 'Bo', 'operations')],
  seatOffers: [{ offerId: 'offer-1', role: 'operations', from: 'p-2', to: 'p-1', atMs: 0, lapsesAtMs: 60_000 }],
  releaseGate: { line: 0.25, below: [{ slo: 'checkout', displayName: 'Checkouts work', budgetLeft: 0.1 }], exceptions: [] },
  requests: [{ requestId: 'request-1', title: 'Names', from: 'Release manager', state: 'open' }],
  hypotheses: [{ hypothesisId: 'hypothesis-1', text: 'The cache answers late', state: 'open' }],
  tasks: [{ taskId: 'task-1', text: 'Compare both', owner: null, closed: null }],
  controls: [{ controlId: 'control-1', control: 'cache.bypass', target: 'catalog', state: 'landed', requestedAtMs: 9 }],
  changes: [{ changeId: 'change-1', kind: 'deploy', target: 'catalog', summary: '1.14.2', by: 'CI', happenedAtMs: -60_000 }],
  tickets: [{ ticketId: 'ticket-1', from: 'A customer', text: 'I cannot pay', orderId: 'ord-7', atMs: 12 }],
} as unknown as DrillView;
const stack = {
  services: [{ service: 'catalog' }],
  dependencies: [{ name: 'redis' }],
  links: [{ link: 'catalog->redis' }],
} as unknown as StackView;
const line = (index: number, text: string, masked?: true) => ({
  ...{ index, atMs: index, kind: 'message' as const, from: 'Bo', text, evidence: null, ...(masked ? { masked } : {}) },
});
const room: PaletteRoom = {
  ...{ drill, stack, me: 'p-1', online: ['p-1', 'p-2'], theme: 'dark', singleKeys: true },
  lines: readLines([line(0, 'first'), line(1, '', true)]),
};
const solo = { ...drill, openedBy: 'player', players: [player('p-1', 'Ana', null)] } as DrillView;

const entries = entriesOf(room);
const doings = (from: PaletteRoom = room): Doing[] => entriesOf(from).map(({ doing }) => doing);
const titles = (from: PaletteRoom): string[] => entriesOf(from).map(({ title }) => title);

describe('the palette is over everything', () => {
  test('every tab of the room and of the evidence, by the key that goes there', () => {
    for (const tab of roomTabs) expect(doings()).toContainEqual({ kind: 'room', tab });
    for (const tab of evidenceTabs) expect(doings()).toContainEqual({ kind: 'view', change: { tab, entry: null } });
    const keyOf = (words: RegExp) => entries.find(({ title }) => words.test(title))?.keys;
    expect([keyOf(/tasks/), keyOf(/world/), keyOf(/^Go to Redis/)]).toEqual(['g a', 'g u', 'g e']);
  });

  test('every dialog', () => {
    const kinds: Record<OpenDialog['kind'], true> = {
      ...{ declare: true, severity: true, decision: true, note: true, update: true, summary: true, publish: true, resolve: true },
      ...{ hint: true, end: true, hypothesis: true, place: true, fishbone: true, diagnosis: true, task: true, request: true },
      ...{ help: true, palette: true, action: true, exception: true },
    };
    const opened = [...doings(), ...doings({ ...room, drill: solo })].flatMap((doing) =>
      doing.kind === 'dialog' ? [doing.dialog.kind] : [],
    );
    expect(Object.keys(kinds).filter((kind) => !opened.includes(kind as OpenDialog['kind']))).toEqual([]);
  });

  test('every seat, every person, the way to offer one’s own seat and to answer who offers theirs', () => {
    for (const { role } of seats) expect(doings()).toContainEqual({ kind: 'send', command: { type: 'takeSeat', role }, needs: 'seat' });
    expect(titles(room)).toEqual(expect.arrayContaining(['Ana (you)', 'Bo', 'Offer your seat to Bo']));
    expect(titles({ ...room, me: undefined }).filter((title) => title.startsWith('Offer'))).toEqual([]);
  });

  test('a seat is offered to who is here; who is away is named with that, and their seat may be taken', () => {
    const chi = player('p-3', 'Chi', 'communications');
    const pod = { ...drill, players: [...drill.players, chi, player('p-4', 'Dee', null)] } as DrillView;
    const seenBy = (online: string[]): PaletteRoom => ({ ...room, drill: pod, online });
    const offered = (from: PaletteRoom) => titles(from).filter((title) => title.startsWith('Offer your seat'));
    const groupOf = (from: PaletteRoom, id: string) => entriesOf(from).find((entry) => entry.id === id)?.group;
    const all = seenBy(['p-1', 'p-2', 'p-3', 'p-4']);
    const withoutChi = seenBy(['p-1', 'p-2', 'p-4']);
    expect(offered(all)).toEqual(['Offer your seat to Bo', 'Offer your seat to Chi', 'Offer your seat to Dee']);
    expect(offered(withoutChi)).toEqual(['Offer your seat to Bo', 'Offer your seat to Dee']);
    expect([all, withoutChi].map((from) => groupOf(from, 'person-p-3'))).toEqual(['Communications', 'Communications, away']);
    expect([all, withoutChi].map((from) => groupOf(from, 'seat-communications'))).toEqual(['taken', 'seat']);
  });

  test('what is offered to this person is accepted or declined, and taken back by who offers it', () => {
    const answer = (accept: boolean) => ({ kind: 'send', command: { type: 'answerOffer', offerId: 'offer-1', accept }, needs: 'seat' });
    expect(doings()).toEqual(expect.arrayContaining([answer(true), answer(false)]));
    const offers = (me: string | undefined) => titles({ ...room, me }).filter((title) => /^(I take it|Decline|Take back)/.test(title));
    expect(offers('p-1')).toEqual(['I take it: Operations, from Bo', 'Decline the seat: Operations, from Bo']);
    expect(offers('p-2')).toEqual(['Take back the seat offered to Ana']);
    expect(offers(undefined)).toEqual([]);
  });

  test('every slash command, and every action by what one would type', () => {
    for (const { name } of slashCommands) expect(doings()).toContainEqual({ kind: 'write', command: name });
    for (const each of drill.actions) {
      expect(doings()).toContainEqual({ kind: 'dialog', dialog: { kind: 'action', action: each }, needs: 'look' });
      expect(matching(entries, each.equivalent).map(({ title }) => title)).toContain(each.title);
    }
  });

  test('themes, the wall, the public page, and keys without a modifier', () => {
    for (const theme of themes) expect(doings()).toContainEqual({ kind: 'theme', theme });
    const paths = doings().flatMap((doing) => (doing.kind === 'page' ? [doing.path] : []));
    expect(paths).toEqual(['/drill/INC-0001/wall', '/status/INC-0001', '/']);
    expect(doings()).toContainEqual({ kind: 'singleKeys', isOn: false });
  });

  test('the theme that is on says so beside its group', () => {
    const shown = entries.filter(({ id }) => id.startsWith('theme-')).map(({ title, group, note }) => [title, group, note]);
    expect(shown).toEqual([
      ['Theme: as the system has it', 'page', undefined],
      ['Theme: light', 'page', undefined],
      ['Theme: dark', 'page', 'now'],
    ]);
  });

  test('what happened, what is written down, and parts of the shop: each opens what shows it', () => {
    const found = (typed: string) => matching(entries, typed)[0]?.doing;
    expect(found('browse-latency')).toMatchObject({ kind: 'evidence', evidence: { kind: 'alert', ref: 'alert-1' } });
    expect(found('runbook of browse')).toEqual({ kind: 'view', change: { runbook: 'browse-latency' } });
    expect(found('cache.bypass catalog')).toMatchObject({ kind: 'evidence', evidence: { kind: 'action', ref: 'control-1' } });
    expect(found('deploy catalog')).toMatchObject({ kind: 'evidence', evidence: { kind: 'change', ref: 'change-1' } });
    expect(found('cannot pay')).toMatchObject({ kind: 'evidence', evidence: { kind: 'ticket', ref: 'ticket-1' } });
    expect(found('the cache answers')).toEqual({ kind: 'room', tab: 'board' });
    expect(found('compare both')).toEqual({ kind: 'room', tab: 'tasks' });
    expect(found('catalog->redis')).toMatchObject({ kind: 'view', change: { component: 'catalog->redis' } });
    expect(found('Bo: first')).toEqual({ kind: 'line', index: 0 });
  });

  test('each entry has an id of its own', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  });
});

describe('the palette offers what this person has', () => {
  test('who plays alone pauses, goes on and ends; a pod does not', () => {
    const clock = (from: DrillView) => titles({ ...room, drill: from }).filter((title) => /^(Pause|Go on|End the drill)/.test(title));
    expect(clock(drill)).toEqual([]);
    expect(clock(solo)).toEqual(['Pause: the clock stands still', 'End the drill and debrief']);
    expect(clock({ ...solo, phase: 'paused' })).toEqual(['Go on after the pause', 'End the drill and debrief']);
    expect(clock({ ...solo, phase: 'debrief' })).toEqual([]);
  });

  test('where telemetry lies on another desk it leads to none, and lines of another desk are not listed', () => {
    const cut = { ...room, drill: { ...drill, sees: { telemetry: false, voices: false } } };
    expect(doings(cut).filter(({ kind }) => kind === 'view' || kind === 'evidence')).toEqual([]);
    expect(titles(cut).some((title) => title === 'Find an action' || title === 'Bypass the cache')).toBe(false);
    expect(doings(room).filter(({ kind }) => kind === 'line')).toEqual([{ kind: 'line', index: 0 }]);
  });

  test('each desk finds what lies on it: operations no tickets, communications nothing else', () => {
    const pointed = (sees: DrillView['sees']) =>
      doings({ ...room, drill: { ...drill, sees } }).flatMap((doing) => (doing.kind === 'evidence' ? [doing.evidence.kind] : []));
    expect(pointed({ telemetry: true, voices: false })).toEqual(['alert', 'action', 'change']);
    expect(pointed({ telemetry: false, voices: true })).toEqual(['ticket']);
  });
});

test('a key and its entry do the same, and each key has an entry unless it is about the line in focus or the palette itself', () => {
  const without = keyHelp.filter(({ act }) => !entries.some(({ id }) => id === `key-${act}`)).map(({ act }) => act);
  expect(without).toEqual(['palette', 'nextLine', 'lineBefore', 'pinLine', 'rewordLine']);
  for (const { act } of keyHelp.filter((key) => !without.includes(key.act)))
    expect(entries.find(({ id }) => id === `key-${act}`)?.doing).toBe(doingOf[act]);
});
