/** Which plan a drill is played by: the scenario asked for, or one that is drawn. */
import { randomInt } from 'node:crypto';
import type { StartDrill } from '../../core/protocol/commands.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { practicePlan } from '../../core/scenario/practice.ts';
import type { ScenarioLibrary } from '../ports/scenario-library.ts';

const maxSeed = 2 ** 31 - 1;

export function choosePlan(library: ScenarioLibrary, request: StartDrill): Plan | Extract<Ack, { ok: false }> {
  const seed = request.seed ?? randomInt(maxSeed);
  const scenarioId = request.scenarioId ?? draw(request.practice ? tutorialIds(library, seed) : library.ids());
  const compiled = library.compile(scenarioId, seed);
  if (!compiled) return refusal('unknown_scenario', scenarioId);
  const timeboxMs = Math.min(compiled.timeboxMs, (request.timeboxSeconds ?? Number.POSITIVE_INFINITY) * 1000);
  const plan = { ...(request.practice ? practicePlan(compiled) : compiled), timeboxMs };
  if (request.responder === undefined || plan.responders[request.responder]) return plan;
  return refusal('bad_message', `responder: this scenario has ${Object.keys(plan.responders).join(', ')}`);
}

function draw(ids: readonly string[]): string {
  return ids[randomInt(Math.max(1, ids.length))] ?? '';
}

/** For a first try: scenarios whose first page comes soon. */
function tutorialIds(library: ScenarioLibrary, seed: number): string[] {
  return library.ids().filter((id) => library.compile(id, seed)?.tutorial);
}
