import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isWon } from '../../core/drill/values.ts';
import { type StartDrill } from '../../core/protocol/commands.ts';
import { type Debrief, debriefSchema } from '../../core/protocol/debrief.ts';
import { errorCodes } from '../../core/protocol/errors.ts';
import { joinedSchema } from '../../core/protocol/messages.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { readStackFiles } from '../../infra/sandbox/stack-files.ts';
import { openScenarioLibrary } from '../adapters/scenario-files/scenario-library.ts';
import { shopStackFile } from '../stack-file.ts';
import { type JoinedHouse, joinHouse } from './joined-house.ts';
import { printDebrief } from './print-debrief.ts';
import { refusalText } from './refusal-text.ts';
import { parseOptions, UsageError } from './usage.ts';
import { wholeNumber } from './whole-number.ts';

const pollMs = 500;

/** Plays one drill with a scripted responder; 0 when users were well at its end, 1 when not. */
export async function drillCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    scenario: { type: 'string' },
    responder: { type: 'string', default: 'expert' },
    seed: { type: 'string', default: '1' },
    timebox: { type: 'string' },
    engines: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new UsageError(`drill takes options only, not ${positionals.join(' ')}.`);
  if (!values.scenario) throw new UsageError('--scenario is missing.');
  const seed = wholeNumber('--seed', values.seed);
  const timebox = values.timebox === undefined ? {} : { timeboxSeconds: wholeNumber('--timebox', values.timebox) };
  await requirePlayable(values.scenario, values.responder);
  const house = await joinHouse({ withSandbox: true, engines: values.engines });
  try {
    const debrief = await play(house, { scenarioId: values.scenario, responder: values.responder, seed, ...timebox });
    process.stdout.write(values.json ? `${JSON.stringify({ ...debrief, responder: values.responder }, null, 2)}\n` : printDebrief(debrief));
    return isWon(debrief.outcome) ? 0 : 1;
  } finally {
    await house.leave();
  }
}

/** Refuses before anything starts: a scenario that is not there or broken, a responder it does not have. @throws UsageError */
async function requirePlayable(scenarioId: string, responder: string): Promise<void> {
  const { stack, slos } = await readStackFiles(shopStackFile());
  const library = openScenarioLibrary({ folder: join(projectRoot(), 'scenarios'), stack, slos });
  const plan = library.compile(scenarioId, 0);
  const known = `Scenarios: ${library.ids().join(', ')}.`;
  if (!plan) throw new UsageError([`${errorCodes.unknown_scenario} There is no ${scenarioId}. ${known}`, ...library.problems()].join('\n'));
  if (!plan.responders[responder])
    throw new UsageError(`${scenarioId} has no responder ${responder}; it has ${Object.keys(plan.responders).join(', ')}.`);
}

async function play(house: JoinedHouse, start: StartDrill): Promise<Debrief> {
  const headers = { authorization: `Bearer ${house.facilitatorKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${house.url}/api/v1/drills`, { method: 'POST', headers, body: JSON.stringify(start) });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(refusalText(body));
  const { drillId } = joinedSchema.parse(body);
  process.stderr.write(`${drillId} is running.\n`);
  for (;;) {
    await pause(pollMs);
    const answer = await fetch(`${house.url}/api/v1/drills/${drillId}/debrief`);
    if (answer.status === 409) continue;
    const debrief = debriefSchema.parse(await answer.json());
    // The undo is part of the result.
    if (debrief.undo) return debrief;
  }
}
