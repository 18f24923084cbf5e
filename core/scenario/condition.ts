/** Conditions of a plan. */
import { durationMs } from '../faults/quantities.ts';
import type { ControlMatch } from './control-match.ts';
import type { AuthoredCondition, AuthoredFact } from './schema-condition.ts';

/** `alert`: the first page of an SLO, or of `any`. `noUpdate` counts from the newest update, or from the first page. `clock` from the live start. */
export type Fact =
  | { fact: 'alert'; slo: string }
  | { fact: (typeof plainFacts)[number] }
  | { fact: 'status'; status: 'investigating' | 'mitigating' | 'monitoring' }
  | ({ fact: 'control'; control: string; target: string | null } & Figures)
  | { fact: 'fired' | 'ended'; injectId: string }
  | { fact: 'noUpdate' | 'clock'; forMs: number };

/** Of a use of a control: only the ones that count, by the rules of `ControlMatch`. */
type Figures = Pick<ControlMatch, 'parameters' | 'atLeast' | 'atMost'>;

export type Condition = Fact | { all: Condition[] } | { any: Condition[] };

export function compileCondition(written: AuthoredCondition): Condition {
  if ('all' in written) return { all: written.all.map(compileCondition) };
  if ('any' in written) return { any: written.any.map(compileCondition) };
  return compileTimed(written) ?? compileNamed(written);
}

function compileTimed(written: AuthoredFact): Fact | null {
  if ('noUpdateFor' in written) return { fact: 'noUpdate', forMs: durationMs(written.noUpdateFor) };
  if ('clock' in written) return { fact: 'clock', forMs: durationMs(written.clock) };
  return null;
}

function compileNamed(written: AuthoredFact): Fact {
  if ('alert' in written) return { fact: 'alert', slo: written.alert };
  if ('status' in written) return { fact: 'status', status: written.status };
  if ('control' in written) return { fact: 'control', control: written.control, target: written.target ?? null, ...figuresOf(written) };
  if ('paged' in written) return { fact: 'control', control: 'owner.page', target: written.paged };
  if ('fired' in written) return { fact: 'fired', injectId: written.fired };
  if ('ended' in written) return { fact: 'ended', injectId: written.ended };
  return { fact: plainFacts.find((fact) => fact in written) ?? 'declared' };
}

/** Nothing is there that was not written: a plan's hash counts every field. */
export function figuresOf({ parameters, atLeast, atMost }: { [Name in keyof Figures]?: Figures[Name] | undefined }): Figures {
  return { ...(parameters && { parameters }), ...(atLeast && { atLeast }), ...(atMost && { atMost }) };
}

/** The uses that a fact is about. */
export function matchOf({ control, target, ...fact }: Extract<Fact, { fact: 'control' }>): ControlMatch {
  return { control, ...(target === null ? {} : { target }), ...figuresOf(fact) };
}

const plainFacts = ['declared', 'acknowledged', 'updated', 'summarised', 'published', 'resolved'] as const;
