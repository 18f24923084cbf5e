import { UsageError } from './usage.ts';

/** @throws UsageError */
export function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new UsageError(`${option} ${text} is not a whole number from 0 on.`);
}
