import { readSession } from '../sandbox/live.ts';
import type { ControlDefinition } from './control.ts';
import { choiceOf, liveParameter, sessionOf } from './parameters.ts';

/** Cancels the statement that one database session runs; the session stays. */
export const queryCancel: ControlDefinition = {
  control: 'query.cancel',
  title: 'Cancel a query',
  parameters: [liveParameter('session', 'sessions')],
  leadMs: 1_000,
  warmUp: 'None.',
  occupies: () => null,
  sideEffect: 'That statement fails for whoever asked. A session that is idle in its transaction runs none, and keeps its locks.',
  equivalent: (_target, parameters) =>
    `psql -c "select pg_cancel_backend(${readSession(String(parameters['session'] ?? ''))?.pid ?? '<pid>'})"`,
  receipt: 'postgres: the statement of session catalog-1/4712 was cancelled after 12 s: select search_page($1)',
  undoable: false,
  change: (target, parameters) => ({
    kind: 'maintenance',
    summary: `Query of session ${choiceOf(parameters, 'session')} of ${target} cancelled`,
  }),
  work: ({ parameters }) => ({ type: 'action', action: { kind: 'sessionEnd', ...sessionOf(parameters), how: 'cancel' } }),
};
