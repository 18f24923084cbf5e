import { CommandError, notAnInteger } from './command.ts';

const int64Max = 2n ** 63n - 1n;
const int64Min = -(2n ** 63n);

/** A whole number of 64 bits written the only way there is; undefined for anything else. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) return undefined;
  const value = BigInt(text);
  return fitsInt64(value) ? value : undefined;
}

export function fitsInt64(value: bigint): boolean {
  return value >= int64Min && value <= int64Max;
}

/** @throws CommandError when it is not a whole number of 64 bits. */
export function int64(text: string): bigint {
  const value = parseInt64(text);
  if (value === undefined) throw notAnInteger();
  return value;
}

/** A number for counting and indexing: beyond 2^53 it is rounded, which changes nothing there. */
export function integer(text: string): number {
  return Number(int64(text));
}

/** @throws CommandError unless it is a whole number from 0. */
export function positive(text: string): number {
  const value = parseInt64(text);
  if (value === undefined || value < 0n) throw new CommandError('ERR value is out of range, must be positive');
  return Number(value);
}
