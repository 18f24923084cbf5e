import { describe, expect, test } from 'vitest';
import type { DrillView, TimelineEntry } from '../../core/protocol/drill-view.ts';
import type { SandboxView } from '../../core/protocol/messages.ts';
import { changeOf, emptyHouse, type House, historySeconds } from './store.ts';

const view = (drillId: string, seq: number): DrillView => ({ drillId, seq }) as DrillView;
const line = (index: number): TimelineEntry => ({
  index,
  atMs: index,
  kind: 'system',
  from: 'Brownout',
  text: `line ${index}`,
  evidence: null,
});
const lines = (from: number, to: number): TimelineEntry[] => Array.from({ length: to - from }, (_, n) => line(from + n));
const frame = { frame: { epochSecond: 1 } as never, gameMs: null };
const inDrill = (change: Partial<House> = {}): House => ({ ...emptyHouse, drill: view('INC-1', 5), ...change });

describe('what the page knows', () => {
  test('an older view of the same drill is ignored, one of another drill is taken and starts an empty channel', () => {
    const house = inDrill({ timeline: lines(0, 3), online: ['p-1'] });
    expect(changeOf(house, { kind: 'drill', seq: 4, view: view('INC-1', 4) }, 9)).toEqual({ heard: true });
    expect(changeOf(house, { kind: 'drill', seq: 0, view: view('INC-2', 0) }, 9)).toEqual({
      drill: view('INC-2', 0),
      drillSeenAtMs: 9,
      heard: true,
      timeline: [],
      online: [],
      frames: [],
    });
  });

  test('a new sandbox begins with empty charts; the same one, or the first one heard of, keeps them', () => {
    const of = (sandboxId: string | null) => ({ kind: 'sandbox', sandbox: { sandboxId } as SandboxView }) as const;
    const house = { ...emptyHouse, frames: [frame], sandbox: of('s-1').sandbox };
    expect(changeOf(house, of('s-1'), 0)).not.toHaveProperty('frames');
    expect(changeOf(house, of('s-2'), 0)?.frames).toEqual([]);
    expect(changeOf(house, of(null), 0)?.frames).toEqual([]);
    expect(changeOf({ ...house, sandbox: null }, of('s-2'), 0)).not.toHaveProperty('frames');
  });

  test('seconds of a former drill in the same sandbox lose its clock, so that no chart mixes two', () => {
    const house = inDrill({ frames: [{ ...frame, gameMs: 300_000 }, frame] });
    const change = changeOf(house, { kind: 'drill', seq: 0, view: view('INC-2', 0) }, 0);
    expect(change?.frames?.map(({ gameMs }) => gameMs)).toEqual([null, null]);
  });

  test('new lines are added, lines that came before are not doubled', () => {
    const house = inDrill({ timeline: lines(0, 3) });
    const change = changeOf(house, { kind: 'timeline', drillId: 'INC-1', firstIndex: 2, entries: lines(2, 5) }, 0);
    expect(change?.timeline?.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });

  test('a hole in the lines asks for everything again', () => {
    const house = inDrill({ timeline: lines(0, 3) });
    expect(changeOf(house, { kind: 'timeline', drillId: 'INC-1', firstIndex: 4, entries: lines(4, 5) }, 0)).toBeNull();
  });

  test('after a reconnect all lines come again and replace the known ones', () => {
    const house = inDrill({ timeline: lines(0, 3) });
    const change = changeOf(house, { kind: 'timeline', drillId: 'INC-1', firstIndex: 0, entries: lines(0, 6) }, 0);
    expect(change?.timeline).toHaveLength(6);
  });

  test('lines of another drill are none of this page', () => {
    expect(changeOf(inDrill(), { kind: 'timeline', drillId: 'INC-9', firstIndex: 0, entries: lines(0, 1) }, 0)).toEqual({});
  });

  test('no more seconds are kept than charts can show', () => {
    const house = inDrill({ frames: Array.from({ length: historySeconds }, () => frame) });
    expect(changeOf(house, { kind: 'signals', ...frame }, 0)?.frames).toHaveLength(historySeconds);
  });

  describe('what is told again', () => {
    const withAlert = (drillId: string, seq: number): DrillView => ({ ...view(drillId, seq), alerts: [{ alertId: 'a' }] }) as DrillView;
    const known = withAlert('INC-1', 5);
    const house = inDrill({ drill: known, timeline: lines(0, 3), online: ['p-1'] });
    const alertsAfter = (told: DrillView) => changeOf(house, { kind: 'drill', seq: told.seq, view: told }, 0)?.drill?.alerts;

    test('[KP6] keeps the parts of a view that say the same; another drill begins with its own', () => {
      expect(alertsAfter(withAlert('INC-1', 6))).toBe(known.alerts);
      expect(alertsAfter(withAlert('INC-2', 0))).not.toBe(known.alerts);
    });

    test('[KP7] keeps the lines of a channel that comes again as a whole, and who is here', () => {
      const whole = changeOf(house, { kind: 'timeline', drillId: 'INC-1', firstIndex: 0, entries: lines(0, 4) }, 0)?.timeline ?? [];
      expect(whole.slice(0, 3).map((line, index) => line === house.timeline[index])).toEqual([true, true, true]);
      expect(whole).toHaveLength(4);
      expect(changeOf(house, { kind: 'presence', drillId: 'INC-1', online: ['p-1'] }, 0)?.online).toBe(house.online);
    });
  });
});
