/** An ended drill as lines for a terminal: what it was, one line for each row of its timeline, what came of it. */
import { clockText } from '../../core/postmortem/words.ts';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { ScoreView } from '../../core/protocol/score-view.ts';

type Row = Debrief['timeline'][number];

/** Longer names stand out of their column. */
const widestName = 24;

/** @param speed 0: all at once */
export function headingOf({ drillId, title, scenarioId, seed }: Debrief, speed: number): string {
  const pace = speed === 0 ? '' : speed === 1 ? ', as fast as it was' : `, ${speed} times as fast as it was`;
  return `${drillId} ${title} (${scenarioId}, seed ${seed})${pace}`;
}

/** Prints a row below the others, its time counted from the start of the incident's clock. */
export function rowPrinter({ timeline, liveAtMs }: Pick<Debrief, 'timeline' | 'liveAtMs'>): (row: Row) => string {
  const timeOf = ({ atMs }: Row): string => clockText(atMs - (liveAtMs ?? 0));
  const timeWidth = Math.max(0, ...timeline.map((row) => timeOf(row).length));
  const nameWidth = Math.min(widestName, Math.max(0, ...timeline.map(({ who }) => who.length)));
  // What people wrote over several lines must not look like rows of the record.
  const below = `\n${' '.repeat(timeWidth + nameWidth + 4)}`;
  return (row) => {
    const lines = row.what.split('\n').map(harmless);
    return `${timeOf(row).padEnd(timeWidth)}  ${harmless(row.who).padEnd(nameWidth)}  ${lines.join(below)}`;
  };
}

/** A terminal obeys control characters. */
function harmless(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

export function closingOf({ drillId, outcome }: Debrief, score: ScoreView['score']): string {
  if (score === null) return `${drillId} ${outcome}: no score, since it is nobody's win or loss`;
  const parts = Object.entries(score.parts).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value.toFixed(2)}`]));
  return `${drillId} ${outcome}, score ${score.total.toFixed(2)} (${parts.join(', ')})`;
}
