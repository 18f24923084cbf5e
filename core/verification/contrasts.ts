/**
 * Views whose sentence says that nothing changed there ("the median stays where it was"): beside the others they tell where the cause is
 * not. A plan does not say which these are, and a field in it would change the hash of every plan, so they are named here.
 */
const contrasts: Readonly<Record<string, readonly string[]>> = {
  'early-november': ['service:orders|errors'],
  'friday-sundown': ['link:gateway->catalog|p50'],
  'half-past-seven': ['link:gateway->orders|p95'],
  'wednesday-after-work': ['link:payments->postgres|p50'],
};

export function isContrast(scenarioId: string, signal: string): boolean {
  return contrasts[scenarioId]?.includes(signal) ?? false;
}
