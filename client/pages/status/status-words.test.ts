import { expect, test } from 'vitest';
import { componentStatuses, publicImpacts, publicStatuses } from '../../../core/protocol/status-page.ts';
import { agoWords, componentWords, dayOf, impactTones, incidentWords, timeOfDay } from './status-words.ts';

test('[ST13] every state of the page has words of its own, and colour never speaks alone', () => {
  expect(new Set(componentStatuses.map((status) => componentWords[status].words)).size).toBe(componentStatuses.length);
  expect(new Set(componentStatuses.map((status) => componentWords[status].tone)).size).toBe(componentStatuses.length);
  expect(new Set(publicStatuses.map((status) => incidentWords[status].words)).size).toBe(publicStatuses.length);
  expect(publicImpacts.map((impact) => impactTones[impact])).toEqual(['ok', 'info', 'warning', 'critical']);
});

test('[ST13] times are UTC and the same for everybody; ages are rough', () => {
  const iso = '2026-11-28T14:02:31.500Z';
  expect([timeOfDay(iso), dayOf(iso)]).toEqual(['14:02:31 UTC', '28 Nov 2026']);
  const after = (minutes: number) => agoWords(iso, Date.parse(iso) + minutes * 60_000);
  expect([after(-1), after(0.5), after(59), after(60), after(2879), after(2880)]).toEqual([
    'just now',
    'just now',
    '59 min ago',
    '1 h ago',
    '47 h ago',
    '2 days ago',
  ]);
});
