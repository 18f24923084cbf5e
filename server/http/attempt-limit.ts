/** Counts failed tries by address, so that short codes cannot be found by trying them all. */
export interface AttemptLimit {
  /** Whether this address may try again. */
  allows(address: string): boolean;
  failed(address: string): void;
}

/** Addresses remembered at most; beyond that the oldest are forgotten. */
const maxAddresses = 10_000;

export function createAttemptLimit(max: number, windowMs: number, nowMs: () => number = () => performance.now()): AttemptLimit {
  const failures = new Map<string, number[]>();
  const recent = (address: string): number[] => (failures.get(address) ?? []).filter((atMs) => nowMs() - atMs < windowMs);
  return {
    allows: (address) => recent(address).length < max,
    failed(address) {
      const tries = [...recent(address), nowMs()];
      failures.delete(address);
      failures.set(address, tries);
      const [oldest] = failures.keys();
      if (failures.size > maxAddresses && oldest !== undefined) failures.delete(oldest);
    },
  };
}
