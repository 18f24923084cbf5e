/** Quantities as authors write them, each with its unit, and the values they stand for. */
import * as z from 'zod';

/**
 * Wraps every value that a seed may decide. The schema of a scenario is built twice from one definition: as authored
 * (the wrap also accepts a range, a choice or a variable) and as resolved (the wrap is the identity).
 */
export type SeedWrap = <T extends z.ZodType>(inner: T) => T;

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A number without its unit is told in the same words as a text of another form. */
function quantity(form: RegExp, words: string): z.ZodString {
  return z.string({ error: ({ input }) => (input === undefined ? undefined : words) }).regex(form, words);
}

/** `900ms`, `8s`, `2m`, `1h`. */
export const durationSchema = quantity(/^\d+(\.\d+)?(ms|s|m|h)$/, 'a duration with its unit: 900ms, 8s, 2m');

/** A duration before the start: `-8m`. */
export const pastSchema = quantity(/^-\d+(\.\d+)?(ms|s|m|h)$/, 'a time before the start, with its unit: -8m');

/** Bandwidth in Toxiproxy's whole kilobytes (1000 bytes) per second: `6KB/s`. */
export const rateSchema = quantity(/^\d+KB\/s$/, 'a rate in whole kilobytes per second: 6KB/s');

/** Memory: `64MB`. */
export const memorySchema = quantity(/^\d+(\.\d+)?MB$/, 'an amount of memory: 64MB');

export const shareSchema = z.number().min(0).max(1);

/** Milliseconds of a duration; negative for a past one. The text has passed its schema. */
export function durationMs(text: string): number {
  const unit = text.replace(/^[-\d.]+/, '');
  return Math.round(Number.parseFloat(text) * (unitMs[unit] ?? Number.NaN));
}

/** The number in front of a unit: `6KB/s` gives 6. */
export function amount(text: string): number {
  return Number.parseFloat(text);
}
