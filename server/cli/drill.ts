import { setTimeout as pause } from 'node:timers/promises';
import { debriefSchema, type Debrief, joinedSchema } from '../../core/protocol/messages.ts';
import { type JoinedHouse, joinHouse } from './joined-house.ts';
import { printDebrief } from './print-debrief.ts';
import { parseOptions, UsageError } from './usage.ts';

const pollMs = 500;

/** Plays one drill with a scripted responder; 0 when users were well at its end, 1 when not. */
export async function drillCommand(args: string[]): Promise<number> {
  const { values } = parseOptions(args, {
    scenario: { type: 'string' },
    responder: { type: 'string', default: 'expert' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  if (!values.scenario) throw new UsageError('--scenario is missing.');
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new UsageError(`--seed ${values.seed} is not a whole number from 0 on.`);
  const house = await joinHouse(true);
  try {
    const debrief = await play(house, { scenarioId: values.scenario, responder: values.responder, seed });
    process.stdout.write(values.json ? `${JSON.stringify({ ...debrief, responder: values.responder }, null, 2)}\n` : printDebrief(debrief));
    return debrief.outcome === 'recovered' || debrief.outcome === 'held' ? 0 : 1;
  } finally {
    await house.leave();
  }
}

async function play(house: JoinedHouse, start: { scenarioId: string; responder: string; seed: number }): Promise<Debrief> {
  const headers = { authorization: `Bearer ${house.facilitatorKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${house.url}/api/v1/drills`, { method: 'POST', headers, body: JSON.stringify(start) });
  const body: unknown = await response.json();
  if (!response.ok) throw refusedStart(body, await problemsOf(house));
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

function refusedStart(body: unknown, problems: string[]): Error {
  const { code, message, detail } = body as { code: string; message: string; detail?: string };
  const text = [message, detail].filter(Boolean).join(' ');
  const usage = code === 'unknown_scenario' || code === 'bad_message';
  return usage ? new UsageError([text, ...problems].join('\n')) : new Error(text);
}

async function problemsOf(house: JoinedHouse): Promise<string[]> {
  const response = await fetch(`${house.url}/api/v1/facilitator/scenarios`, {
    headers: { authorization: `Bearer ${house.facilitatorKey}` },
  });
  return ((await response.json()) as { problems: string[] }).problems;
}
