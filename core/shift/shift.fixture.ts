/** Shifts for tests: three short watches, of which the first is an incident. */
import type { Watch } from './ledger.ts';
import type { ShiftPlan } from './place.ts';

export const shiftPlan: ShiftPlan = {
  id: 'a-day',
  title: 'A day',
  briefing: 'You are on call.',
  seed: 40,
  openingBudgets: { 'checkout-availability': 0.3 },
  watches: [
    { scenarioId: 'first-one', timeboxMs: 300_000 },
    { scenarioId: 'second-one', timeboxMs: 240_000 },
    { scenarioId: 'third-one', timeboxMs: 240_000 },
  ],
};

export const slos = [
  { name: 'browse-latency', displayName: 'Product pages are fast' },
  { name: 'checkout-availability', displayName: 'Checkout works' },
];

/** An ended one, unless it is told to be open. */
export function watch(index: number, changes: Partial<NonNullable<Watch['ended']>> | 'open' = {}): Watch {
  const ended = {
    title: `Title ${index}`,
    outcome: 'recovered' as const,
    tookMs: 100_000,
    burnt: { 'browse-latency': 0, 'checkout-availability': 0.1 },
    exceptions: [],
    requests: { asked: 1, right: 1 },
    players: [],
  };
  return {
    drillId: `INC-000${index + 1}`,
    index,
    openedAtMs: 1_000_000 * (index + 1),
    ended: changes === 'open' ? null : { ...ended, ...changes },
  };
}
