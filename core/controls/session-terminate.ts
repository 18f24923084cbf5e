import { readSession } from '../sandbox/live.ts';
import type { ControlDefinition } from './control.ts';
import { choiceOf, liveParameter, sessionOf } from './parameters.ts';

/** Ends one database session, whatever it is doing. */
export const sessionTerminate: ControlDefinition = {
  control: 'session.terminate',
  title: 'Terminate a session',
  parameters: [liveParameter('session', 'sessions')],
  leadMs: 2_000,
  warmUp: 'Whoever waited for its locks goes on; the program it belonged to connects again if it is one that does.',
  // Two sessions may be ended side by side, also while something else is being done to the database.
  occupies: () => null,
  sideEffect:
    'Its transaction is rolled back and its connection is lost. Ending those who wait instead of whom they wait for heals nothing.',
  equivalent: (_target, parameters) =>
    `psql -c "select pg_terminate_backend(${readSession(String(parameters['session'] ?? ''))?.pid ?? '<pid>'})"`,
  receipt: 'postgres: session nightly-report/4711 ended, which was idle in transaction for 41 s',
  undoable: false,
  change: (target, parameters) => ({ kind: 'maintenance', summary: `Session ${choiceOf(parameters, 'session')} of ${target} terminated` }),
  work: ({ parameters }) => ({ type: 'action', action: { kind: 'sessionEnd', ...sessionOf(parameters), how: 'terminate' } }),
};
