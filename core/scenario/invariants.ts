/**
 * What a resolve must not leave behind. `services-up`: every part runs. `traffic-back`: users come as before. `pages-heard`: no page is
 * silenced. `nothing-left-on`: no bypass, shed, paused or cordoned consumer, deferred payment or forced breaker without an owner.
 * `safe-policies`: what the pod has set is within sane bounds. `records-kept`: every accepted order has reached shipping,
 * and none was charged twice. `telemetry-back`: the shop tells of what its users do.
 */
export const invariants = [
  'services-up',
  'traffic-back',
  'pages-heard',
  'nothing-left-on',
  'safe-policies',
  'records-kept',
  'telemetry-back',
] as const;
export type Invariant = (typeof invariants)[number];

/** Only the business of a scenario that endangers records, or telemetry. */
const unusual: readonly Invariant[] = ['records-kept', 'telemetry-back'];

/** Where a scenario names none. */
export const usualInvariants: readonly Invariant[] = invariants.filter((invariant) => !unusual.includes(invariant));
