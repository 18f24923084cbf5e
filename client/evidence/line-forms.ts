/** How the lines of a chart are drawn, so that they are told apart without their colours. */
import type { Series, SeriesTone } from './signals.ts';

export type LineForm = 'solid' | 'dotted' | 'dashed' | 'dash-dot' | 'long';

/** On and off, in pixels. */
export const dashes: Readonly<Record<LineForm, number[]>> = {
  solid: [],
  dotted: [2, 2],
  dashed: [6, 3],
  'dash-dot': [8, 3, 2, 3],
  long: [14, 4],
};

/** The percentiles have their own wherever they stand. */
const usualForm: Partial<Record<SeriesTone, LineForm>> = { p50: 'dotted', p99: 'dashed' };
const inTurn: readonly LineForm[] = ['solid', 'dash-dot', 'dashed', 'dotted', 'long'];

/** The form of each line: that of its tone, or the first that no line of this chart has; beyond as many as there are, they begin anew. */
export function formsOf(series: readonly Pick<Series, 'tone'>[]): LineForm[] {
  const taken: LineForm[] = [];
  for (const [index, { tone }] of series.entries()) {
    const usual = usualForm[tone] ?? 'solid';
    const free = taken.includes(usual) ? inTurn.find((form) => !taken.includes(form)) : usual;
    taken.push(free ?? inTurn[index % inTurn.length] ?? 'solid');
  }
  return taken;
}
