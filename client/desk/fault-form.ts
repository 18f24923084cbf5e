import type { FaultOffer } from '../../core/protocol/desk.ts';
import { outOfBounds } from '../war-room/bounds.ts';

export type FaultValues = Record<string, string | number>;

export function defaultsOf({ parameters }: FaultOffer): FaultValues {
  return Object.fromEntries(parameters.map(({ name, default: value }) => [name, value]));
}

/** Why this fault cannot be injected as it stands; null when it can. The server checks again. */
export function problemOf({ parameters }: FaultOffer, values: FaultValues): string | null {
  for (const { name, type, ...bounds } of parameters) {
    const value = values[name];
    if (type === 'text' && String(value ?? '').trim() === '') return `${name}: say what.`;
    const problem = type === 'number' ? outOfBounds(bounds, value) : null;
    if (problem !== null) return `${name}: ${problem}`;
  }
  return null;
}

/** What is about to happen, in one sentence. */
export function sentenceOf(
  { title, parameters }: FaultOffer,
  target: string,
  { values, seconds }: { values: FaultValues; seconds: number | null },
): string {
  const figures = parameters.map(({ name, unit }) => `${name} ${values[name]}${unit ? ` ${unit}` : ''}`).join(', ');
  return `${title} on ${target}${figures ? ` (${figures})` : ''}, ${seconds === null ? 'until you end it' : `for ${seconds} s`}. It is undone at the end like every other.`;
}
