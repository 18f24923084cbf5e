import { expect, test } from 'vitest';
import type { DeskScenario } from '../../../core/protocol/desk.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { trainedBy } from './trained.ts';

const drill = (drillId: string, scenarioId: string, practices: string[] | null): OwnDrill =>
  ({
    drillId,
    scenarioId,
    told: practices && { title: `Title of ${scenarioId}`, capabilities: [], practices, diagnosis: null },
  }) as unknown as OwnDrill;

test('[CM3] a player sees the drills whose truth was told, each incident once, and nothing of the others', () => {
  const played = [drill('INC-3', 'a', ['flags']), drill('INC-2', 'b', null), drill('INC-1', 'a', ['flags'])];
  expect(trainedBy('flags', played, [])).toEqual([{ title: 'Title of a', drillId: 'INC-3' }]);
  expect(trainedBy('canary', played, [])).toEqual([]);
});

test('[CM3] with the facilitator’s key every scenario is named, once', () => {
  const scenarios = [
    { scenarioId: 'a', title: 'Title of a', practices: ['flags'] },
    { scenarioId: 'c', title: 'Title of c', practices: ['flags', 'canary'] },
  ] as DeskScenario[];
  expect(trainedBy('flags', [drill('INC-3', 'a', ['flags'])], scenarios)).toEqual([
    { title: 'Title of a', drillId: 'INC-3' },
    { title: 'Title of c', drillId: null },
  ]);
});
