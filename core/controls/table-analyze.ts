import type { ControlDefinition } from './control.ts';
import { choiceOf, shownOf, stackParameter } from './parameters.ts';

/** Gives the planner fresh statistics of one table. */
export const tableAnalyze: ControlDefinition = {
  control: 'table.analyze',
  title: 'Analyze a table',
  parameters: [stackParameter('table')],
  leadMs: 2_000,
  warmUp: 'Plans that sessions keep are made anew at their next use.',
  occupies: (target) => target,
  sideEffect: 'Reads a sample of the table. Where statistics were not the trouble, nothing changes.',
  equivalent: (_target, parameters) => `psql -c "analyze verbose ${shownOf(parameters, 'table')}"`,
  receipt: 'postgres: orders analyzed in 35 ms, 5210 rows',
  undoable: false,
  change: (target, parameters) => ({ kind: 'maintenance', summary: `Table ${choiceOf(parameters, 'table')} of ${target} analyzed` }),
  work: ({ parameters }) => ({ type: 'action', action: { kind: 'analyze', table: choiceOf(parameters, 'table') } }),
};
