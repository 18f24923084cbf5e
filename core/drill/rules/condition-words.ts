/** Conditions in a facilitator's words. */
import { type Condition, type Fact, matchOf } from '../../scenario/condition.ts';
import { describeMatch } from './desk-truth.ts';

export function conditionWords(condition: Condition): string {
  if ('all' in condition) return condition.all.map(partWords).join(' and ');
  if ('any' in condition) return condition.any.map(partWords).join(' or ');
  return factWords(condition);
}

/** Brackets where one list stands inside another. */
function partWords(part: Condition): string {
  return 'fact' in part ? factWords(part) : `(${conditionWords(part)})`;
}

function factWords(fact: Fact): string {
  switch (fact.fact) {
    case 'alert':
      return fact.slo === 'any' ? 'the first page' : `the first page of ${fact.slo}`;
    case 'declared':
      return 'the declaration';
    case 'acknowledged':
      return 'an acknowledged page';
    case 'updated':
      return 'the first update';
    case 'summarised':
      return 'the first summary for the executives';
    case 'published':
      return 'the first public note';
    case 'resolved':
      return 'a resolve that stands';
    case 'status':
      return `the status ${fact.status}`;
    case 'control':
      return describeMatch(matchOf(fact));
    case 'fired':
      return `${fact.injectId}`;
    case 'ended':
      return `the end of ${fact.injectId}`;
    case 'noUpdate':
      return `${clock(fact.forMs)} without an update`;
    case 'clock':
      return `${clock(fact.forMs)} on the clock`;
  }
}

/** `0:45`. */
export function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
