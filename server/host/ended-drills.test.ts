import { expect, test } from 'vitest';
import type { DrillEvent } from '../../core/drill/events.ts';
import { createEndedDrills } from './ended-drills.ts';

const sample = { type: 'sliSampled', data: {} } as DrillEvent;
const end = { type: 'drillEnded', data: { outcome: 'lost', reason: '' } } as DrillEvent;

/** A store that counts its reads. */
function storeOf(logs: Record<string, DrillEvent[]>) {
  const reads: string[] = [];
  const ended = createEndedDrills({
    list: async () => Object.entries(logs).map(([drillId, { length }]) => ({ drillId, events: length, lastType: '', openedAtMs: 1 })),
    read: async (drillId, afterSeq = 0) => {
      reads.push(drillId);
      return (logs[drillId] ?? []).slice(Math.max(0, afterSeq));
    },
  });
  return { ended, reads };
}

test('[ED1] an end is found however much was written after it, and looked up once', async () => {
  const { ended, reads } = storeOf({ 'INC-2': [sample, end], 'INC-1': [end, ...Array<DrillEvent>(200).fill(sample)] });
  const expected = ['INC-2', 'INC-1'].map((drillId) => ({ drillId, openedAtMs: 1, outcome: 'lost' }));
  expect(await ended.list(null)).toEqual(expected);
  const before = reads.length;
  expect(await ended.list(null)).toEqual(expected);
  expect(reads).toHaveLength(before);
});

test('[ED2] the drill that runs is not read, and at most twenty are listed', async () => {
  const { ended, reads } = storeOf({ live: [sample], ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`INC-${n}`, [end]])) });
  expect(await ended.list('live')).toHaveLength(20);
  expect(reads).not.toContain('live');
});
