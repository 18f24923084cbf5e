import { describe, expect, test } from 'vitest';
import type { DrillView, TimelineEntry } from '../../core/protocol/drill-view.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { nextIndex } from '../evidence/chart-keys.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { type Action, atTarget, defaultsOf, problemOf, progressOf, runningWords, targetOf } from './action-form.ts';
import { type AlertView, inOrder, unacknowledgedPages, unfolded, untakenFirst } from './alert-order.ts';
import { type ChannelFilter, isLong, linesOf, readLines } from './channel-lines.ts';
import { keyMap, placeKeys } from './key-map.ts';
import { actOf, keyHelp, matching, type Press } from './keys.ts';
import { seatForbids, whyNot } from './may-act.ts';
import { compared, medianOf, rulerMarks } from './ruler.ts';
import { clocksOf, dueWords, stepsOf } from './stepper.ts';

const alert = (alertId: string, state: AlertView['state'], severity: AlertView['severity'] = 'page', sinceMs = 0): AlertView => ({
  alertId,
  alert: alertId,
  severity,
  state,
  summary: '',
  burnRate: null,
  sinceMs,
  firedAtMs: state === 'pending' ? null : sinceMs,
  resolvedAtMs: null,
  acknowledgedBy: null,
  silence: null,
});
/** @param of what it is called, where another one is called the same */
const over = (alertId: string, [sinceMs, resolvedAtMs]: [number, number], of = alertId): AlertView => ({
  ...alert(alertId, 'resolved', 'page', sinceMs),
  alert: of,
  resolvedAtMs,
});

describe('alerts', () => {
  const alerts = [
    alert('hushed', 'silenced', 'page', 20),
    alert('info', 'firing', 'info'),
    alert('acked', 'acknowledged', 'page', 5),
    alert('soon', 'pending', 'page', 0),
    alert('new', 'firing', 'page', 9),
    alert('old', 'firing', 'page', 1),
  ];
  const ids = (of: readonly AlertView[]): string[] => of.map(({ alertId }) => alertId);

  test('pages come before information, older before newer, whether or not they are acknowledged; then what is silenced', () => {
    expect(ids(inOrder(alerts))).toEqual(['old', 'acked', 'new', 'soon', 'info', 'hushed']);
    expect(ids(unacknowledgedPages(alerts))).toEqual(['old', 'new']);
  });

  test('where an alert stands does not change by its acknowledgement: a second press is on none but the same', () => {
    const acked = alerts.map((each) => (each.alertId === 'old' ? { ...each, state: 'acknowledged' as const } : each));
    expect(ids(inOrder(acked))).toEqual(ids(inOrder(alerts)));
  });

  test('where there is room for a few, what nobody has taken comes first', () => {
    expect(ids(untakenFirst(alerts))).toEqual(['old', 'new', 'soon', 'acked', 'info', 'hushed']);
  });

  describe('what is over', () => {
    const at = (nowMs: number, ...list: AlertView[]): string => {
      const { shown, over: folded } = unfolded(list, nowMs);
      return [...ids(shown), '|', ...ids(folded)].join(' ');
    };
    const still = alert('still', 'firing', 'page', 5000);

    test('stays in its place, and is folded away after a minute', () => {
      expect(at(10_000, over('first', [1000, 9000]), still)).toBe('first still |');
      expect(at(68_999, over('first', [1000, 9000]), still)).toBe('first still |');
      expect(at(69_000, over('first', [1000, 9000]), still)).toBe('still | first');
    });

    test('stays as long as something else ended within a minute of it: the list closes up once', () => {
      const both = [over('first', [1000, 9000]), over('second', [2000, 60_000]), still];
      expect(at(100_000, ...both)).toBe('first second still |');
      expect(at(120_000, ...both)).toBe('still | first second');
      expect(at(170_000, over('long ago', [1000, 9000]), over('second', [2000, 150_000]), still)).toBe('second still | long ago');
    });

    test('stays once of each alert, and not beside the same one when it fires anew', () => {
      expect(at(30_000, over('cpu.1', [0, 9000], 'cpu'), over('cpu.2', [12_000, 20_000], 'cpu'), still)).toBe('still cpu.2 | cpu.1');
      expect(at(30_000, over('still.0', [0, 4000], 'still'), still)).toBe('still | still.0');
    });
  });
});

describe('the stepper', () => {
  const at = (status: DrillView['status'], milestones: DrillView['milestones'] = {}) =>
    stepsOf({ status, milestones }).map(({ id, state }) => `${id} ${state}`);
  test('steps before the current one are done, or were skipped when they never happened; those after it are ahead', () => {
    expect(at('investigating', { acknowledged: 1, declared: 2 })).toEqual([
      'paged skipped',
      'acknowledged done',
      'declared done',
      'investigating current',
      'mitigating ahead',
      'monitoring ahead',
      'resolved ahead',
      'debrief ahead',
    ]);
  });

  test('each step has the time at which the room did it, and the last one is the debrief', () => {
    const room = { milestones: { paged: 5, declared: 9, resolved: 60 }, investigatingAtMs: 12, endedAtMs: 80 };
    const times = stepsOf({ ...room, status: 'ended' }).map(({ id, state, atMs }) => [id, state, atMs]);
    expect(times).toEqual([
      ['paged', 'done', 5],
      ['acknowledged', 'skipped', null],
      ['declared', 'done', 9],
      ['investigating', 'done', 12],
      ['mitigating', 'skipped', null],
      ['monitoring', 'skipped', null],
      ['resolved', 'done', 60],
      ['debrief', 'current', 80],
    ]);
  });

  test('a page is the first step; a reopened incident is being investigated again', () => {
    expect(at('quiet').every((step) => step.endsWith('ahead'))).toBe(true);
    expect(at('paged', { paged: 1 }).filter((step) => !step.endsWith('ahead'))).toEqual(['paged current']);
    expect(at('reopened')).toContain('investigating current');
  });

  test('a promised update counts down, and says how late it is', () => {
    expect(dueWords(null, 0)).toEqual({ text: '–', figure: '–', overdue: false });
    expect(dueWords(90_000, 10_000)).toEqual({ text: '01:20', figure: '01:20', overdue: false });
    expect(dueWords(90_000, 100_000)).toEqual({ text: '00:10 late', figure: '+00:10', overdue: true });
    const late = clocksOf({ milestones: {}, ordersLost: 3, nextUpdateDueMs: 90_000 }, 100_000).at(-1);
    expect(late).toEqual({ label: 'update late', value: '+00:10', overdue: true });
  });
});

describe('the channel', () => {
  const line = (index: number, kind: TimelineEntry['kind'], atMs = index): TimelineEntry => ({
    index,
    atMs,
    kind,
    from: 'x',
    text: 'y',
    evidence: null,
  });
  test('stands in order of time and counts what it leaves out', () => {
    const { lines, earlier } = linesOf(readLines([line(0, 'system', 50), line(1, 'change', -90), line(2, 'message', 60)]), 'all', 2);
    expect(lines.map(({ index }) => index)).toEqual([0, 2]);
    expect(earlier).toBe(1);
  });
  test('shows one sort of lines when asked', () => {
    const all = readLines([
      line(0, 'alert'),
      line(1, 'message'),
      line(2, 'update'),
      line(3, 'decision'),
      line(4, 'seat'),
      line(5, 'status'),
    ]);
    const shown = (filter: ChannelFilter) => linesOf(all, filter, 9).lines.map(({ index }) => index);
    expect(shown('people')).toEqual([1, 2]);
    expect(shown('decisions')).toEqual([3]);
    expect(shown('roles')).toEqual([4, 5]);
  });
  test('a line is read in its newest words, with those before, and pinned lines stand at their own time', () => {
    const over = (index: number, kind: TimelineEntry['kind'], refers: number, text = '') => ({ ...line(index, kind), refers, text });
    const all = readLines([
      line(0, 'message', 50),
      line(1, 'message', 20),
      over(2, 'edit', 0, 'better'),
      over(3, 'edit', 0, 'best'),
      over(4, 'pin', 0),
      over(5, 'pin', 1),
      over(6, 'pin', 9),
    ]);
    expect(all.map(({ index, text }) => [index, text])).toEqual([
      [0, 'best'],
      [1, 'y'],
    ]);
    expect(all[0]?.former).toEqual([
      { text: 'y', untilMs: 2 },
      { text: 'better', untilMs: 3 },
    ]);
    expect(linesOf(all, 'pinned', 9).lines.map(({ index }) => index)).toEqual([1, 0]);
    const off = readLines([line(0, 'message'), over(1, 'pin', 0), over(2, 'unpin', 0)]);
    expect(linesOf(off, 'pinned', 9).lines).toEqual([]);
  });
  test('a flood is folded away: by characters, and by lines', () => {
    expect(isLong('a few words\nin two lines')).toBe(false);
    expect(isLong('😀'.repeat(1000))).toBe(true);
    expect(isLong('\n'.repeat(2000))).toBe(true);
  });
});

describe('actions', () => {
  const action = (control: string): Action => ({
    control,
    title: control,
    targets: ['catalog'],
    parameters: [
      { name: 'limit', type: 'number', unit: '/s', min: 1, max: 50, choices: [], default: 20 },
      { name: 'mode', type: 'choice', unit: '', min: null, max: null, choices: ['a', 'b'], default: 'a' },
    ],
    durationMs: 0,
    warmUp: '',
    sideEffect: '',
    equivalent: '',
    takesEvidence: false,
  });
  test('what is out of bounds, no number or no choice is said before it is sent', () => {
    expect(problemOf(action('cache.bypass'), { limit: 20, mode: 'b' })).toBeNull();
    expect(problemOf(action('cache.bypass'), { limit: 51, mode: 'a' })?.words).toContain('between 1 and 50 /s');
    expect(problemOf(action('cache.bypass'), { limit: Number.NaN, mode: 'a' })?.words).toContain('a number');
    expect(problemOf(action('cache.bypass'), { limit: 1, mode: 'z' })?.words).toContain('a, b');
  });
  test('what has still to be said is open, not wrong; at another target what was chosen of the old one is gone', () => {
    const fields = { unit: '', choices: [], default: '' };
    const parameters: Action['parameters'] = [
      { ...fields, name: 'alert', type: 'live', min: null, max: null },
      { ...fields, name: 'reason', type: 'text', min: 10, max: 20 },
    ];
    const silence = { ...action('alert.silence'), parameters };
    expect(problemOf(silence, defaultsOf(silence))).toMatchObject({ isOpen: true, words: expect.stringContaining('alert') });
    expect(problemOf(silence, { alert: 'a', reason: '   known   ' })).toMatchObject({
      isOpen: true,
      words: expect.stringContaining('5 more'),
    });
    expect(problemOf(silence, { alert: 'a', reason: 'x'.repeat(21) })).toMatchObject({ isOpen: false });
    expect(problemOf(silence, { alert: 'a', reason: 'known, ticket 4' })).toBeNull();
    expect(atTarget(silence, { alert: 'a', reason: 'known' })).toEqual({ alert: '', reason: 'known' });
  });
  test('begins with what is looked at, or with its caller, where the action fits', () => {
    const { targets } = { targets: ['gateway', 'payments', 'orders->payments'] };
    expect(targetOf({ targets }, 'payments')).toBe('payments');
    expect(targetOf({ targets }, 'orders->payments')).toBe('orders->payments');
    expect(targetOf({ targets }, 'payments->psp')).toBe('payments');
    expect([null, 'redis'].map((component) => targetOf({ targets }, component))).toEqual(['gateway', 'gateway']);
  });
  test('progress stays between nothing and all', () => {
    const control = { requestedAtMs: 1000, landsAtMs: 3000 };
    expect([0, 2000, 9000].map((now) => progressOf(control, now))).toEqual([0, 0.5, 1]);
    expect(progressOf({ requestedAtMs: 5, landsAtMs: 5 }, 5)).toBe(1);
  });
  test('says when it starts, and then for how long it has been at work', () => {
    const control = { state: 'requested', detail: 'under way', landsAtMs: 3000 } as const;
    expect(runningWords(control, 1000)).toBe('starts in 2 s');
    expect(runningWords({ ...control, state: 'applying', detail: 'paged, no answer yet' }, 15_000)).toBe('paged, no answer yet, 12 s');
    expect(runningWords({ ...control, state: 'applying', detail: 'being applied' }, 2000)).toBe('being applied, 0 s');
  });
});

describe('who may act when', () => {
  const player = (role: 'operations' | 'observer' | null) => ({ playerId: 'p', name: 'P', role, ready: true, joinedAtMs: 0 });
  const when = (phase: DrillView['phase'], role: Parameters<typeof player>[0] = 'operations') => ({ phase, players: [player(role)] });
  test('talk goes on while the baseline is taken and while paused; acts wait for the clock', () => {
    for (const phase of ['baseline', 'paused'] as const) {
      expect(whyNot(when(phase), 'p', 'talk')).toBeNull();
      expect(whyNot(when(phase), 'p', 'respond')).not.toBeNull();
    }
    expect(whyNot(when('live'), 'p', 'respond')).toBeNull();
  });
  test('observers, strangers and those who come too late are told so', () => {
    expect(whyNot(when('live', 'observer'), 'p', 'talk')).toContain('Observers');
    expect(whyNot(when('live'), 'q', 'talk')).toContain('watching');
    expect(whyNot(when('debrief'), 'p', 'talk')).toContain('ended');
    expect(whyNot(when('live', null), 'p', 'respond')).toBeNull();
    expect(whyNot(when('paused', 'observer'), 'p', 'seat')).toBeNull();
  });
  test('a seat that somebody here holds acts for itself, and the page says whom to ask', () => {
    const players = [
      { ...player(null), playerId: 'me', name: 'Me' },
      { playerId: 'ic', name: 'Ana', role: 'commander' as const, ready: true, joinedAtMs: 0 },
    ];
    const asked = (online: string[], type = 'resolve') => seatForbids({ players, severity: 2 }, { playerId: 'me', online, act: { type } });
    expect(asked(['me', 'ic'])).toBe('Another seat does this. Ask Ana (commander).');
    expect(asked(['me'])).toBeNull();
    expect(asked(['me', 'ic'], 'acknowledge')).toBeNull();
  });
  test('CQ16 an exception is for the commander alone, also while that seat is empty or away', () => {
    const me = { ...player(null), playerId: 'me', name: 'Me' };
    const ana = { ...me, playerId: 'ic', name: 'Ana', role: 'commander' as const };
    const asked = (players: (typeof ana | typeof me)[], playerId = 'me') =>
      seatForbids({ players, severity: 2 }, { playerId, online: ['me'], act: { type: 'recordException' } });
    expect(asked([me, ana])).toBe('Only the commander records an exception. Ask Ana (commander).');
    expect(asked([me])).toBe('Only a commander records an exception: take that seat.');
    expect(asked([me, ana], 'ic')).toBeNull();
  });
});

describe('keys', () => {
  const press = (key: string, change: Partial<Press> = {}): Press => ({
    key,
    ctrl: false,
    meta: false,
    alt: false,
    typing: false,
    singleKeys: true,
    isHeld: false,
    ...change,
  });
  test('nothing fires while somebody types or holds a modifier; the palette opens from everywhere', () => {
    expect(actOf(press('a'), '')).toBe('acknowledge');
    expect(actOf(press('a', { typing: true }), '')).toBeNull();
    expect(actOf(press('r', { ctrl: true }), '')).toBeNull();
    expect(actOf(press('k', { meta: true, typing: true }), '')).toBe('palette');
  });
  test('switched off, single keys do nothing and the palette still opens', () => {
    expect(actOf(press('a', { singleKeys: false }), '')).toBeNull();
    expect(actOf(press('g', { singleKeys: false }), '')).toBeNull();
    expect(actOf(press('k', { ctrl: true, singleKeys: false }), '')).toBe('palette');
  });
  test('a key that is held down acts once; only walking through lines goes on', () => {
    const held = (key: string, before = '') => actOf(press(key, { isHeld: true }), before);
    expect([held('a'), held('p'), held('t', 'g')]).toEqual([null, null, null]);
    expect([held('j'), held('k')]).toEqual(['nextLine', 'lineBefore']);
  });
  test('g waits for where to go', () => {
    expect(actOf(press('g'), '')).toBe('pending');
    expect(actOf(press('t'), 'g')).toBe('goTraces');
    expect(actOf(press('a'), 'g')).toBe('goTasks');
    expect(actOf(press('u'), 'g')).toBe('goWorld');
    expect(actOf(press('x'), 'g')).toBeNull();
  });
  test('every key does one thing, and that one', () => {
    for (const { keys, act } of keyHelp.filter(({ keys: shown }) => !shown.startsWith('Ctrl'))) {
      const [before, key] = keys.includes(' ') ? keys.split(' ') : ['', keys];
      expect([keys, actOf(press(key ?? ''), before ?? '')]).toEqual([keys, act]);
    }
  });
  test('the map of the keyboard has every key once, and its places name keys that do something there', () => {
    const rows = keyMap().flatMap(({ rows: each }) => each);
    for (const { keys, words } of keyHelp) expect(rows.filter((row) => row.keys === keys && row.words === words)).toHaveLength(1);
    const place = {
      index: 5,
      atMs: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
      markers: [
        { atMs: 1, kind: 'alert', label: 'x' },
        { atMs: 9, kind: 'alert', label: 'y' },
      ] as ChartMarker[],
    };
    const names: Record<string, string> = { '←': 'ArrowLeft', '→': 'ArrowRight', '↑': 'ArrowUp', '↓': 'ArrowDown' };
    const presses = (keys: string) =>
      keys.split(' ').map((key) => ({ key: names[key.replace('Shift+', '')] ?? key, shiftKey: key.startsWith('Shift+') }));
    for (const press of placeKeys.chart.flatMap(({ keys }) => presses(keys))) {
      expect([press, nextIndex(press, place)]).not.toEqual([press, null]);
      expect([press, nextIndex(press, place)]).not.toEqual([press, 5]);
    }
  });
  test('the palette finds by any words, beginnings first', () => {
    const items = ['Flush the cache', 'Cache tab', 'Restart catalog'].map((title) => ({ id: title, title, group: 'x' }));
    expect(matching(items, 'cache').map(({ id }) => id)).toEqual(['Cache tab', 'Flush the cache']);
    expect(matching(items, 'the fl').map(({ id }) => id)).toEqual(['Flush the cache']);
    const told = [
      { id: 'tells', title: 'Restart', group: 'Service', detail: 'payments and others' },
      { id: 'group', title: 'Hold', group: 'Payments' },
      { id: 'title', title: 'Defer payments', group: 'x' },
    ];
    expect(matching(told, 'pay').map(({ id }) => id)).toEqual(['title', 'group', 'tells']);
    expect(matching([{ id: 'typed', title: 'Roll back', group: 'x', alias: 'kubectl rollout undo' }], 'kubectl undo')).toHaveLength(1);
  });
});

describe('what is normal here', () => {
  const frame = (cacheHitPercent: number | null) => ({ services: {}, links: {}, cacheHitPercent }) as SignalFrame;
  test('is the median of what was seen', () => {
    const cache = rulerMarks.find(({ id }) => id === 'cache');
    expect(cache && medianOf([frame(90), frame(null), frame(10), frame(92)], cache)).toBe(90);
  });
  test('a reading near the truth is right, one far off is told which way to look', () => {
    expect(compared(88, 92)).toBe('about right');
    expect(compared(900, 92)).toContain('lower');
    expect(compared(9, 92)).toContain('higher');
    expect(compared(9, null)).toContain('nothing measured');
  });
});
