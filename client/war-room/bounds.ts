/** A number that a form asks for. */
interface Bounds {
  min: number | null;
  max: number | null;
  unit: string;
}

/** What is wrong with it, or null. */
export function outOfBounds({ min, max, unit }: Bounds, value: string | number | undefined): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'a number is needed.';
  const low = min !== null && value < min;
  const high = max !== null && value > max;
  return low || high ? `between ${min ?? '…'} and ${max ?? '…'} ${unit}.` : null;
}
