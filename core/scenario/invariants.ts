/**
 * What a resolve must not leave behind. `services-up`: every part runs. `traffic-back`: users come as before. `pages-heard`: no page is
 * silenced. `nothing-left-on`: no bypass, shed, paused or cordoned consumer, deferred payment or forced breaker without an owner.
 * `safe-policies`: what the pod has set is within sane bounds. `records-kept`: every accepted order has reached shipping.
 */
export const invariants = ['services-up', 'traffic-back', 'pages-heard', 'nothing-left-on', 'safe-policies', 'records-kept'] as const;
export type Invariant = (typeof invariants)[number];

/** Where a scenario names none. Owed orders are only a scenario's business that endangers records. */
export const usualInvariants: readonly Invariant[] = invariants.filter((invariant) => invariant !== 'records-kept');
