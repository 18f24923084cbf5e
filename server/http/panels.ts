import { type Request, type Response, Router } from 'express';
import { panelProblem } from '../../core/panels/panel-problem.ts';
import { isUnanswered, type PanelAnswer, type PanelQuery, panelQuerySchema } from '../../core/protocol/panels.ts';
import { createPace } from '../command-pace.ts';
import type { Looking } from '../host/panel-desk.ts';
import { answerAck, refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

/** Of one person, over all their tabs: three panels that look every two seconds, and some clicks. */
const looks = { most: 12, perSecond: 4 };
/** A plan runs its statement. */
const plans = { most: 4, perSecond: 0.5 };
const knownPeople = 500;

/** Looks into the engines. They are felt by users, however little: for those who are in the drill. */
export function panelRoutes(parts: EdgeParts): Router {
  const router = Router();
  const mayLook = createPaces(() => parts.clock.monotonicMs());

  router.post('/api/v1/drills/:drillId/panels', async (request, response) => {
    const { drillId } = request.params;
    const person = personIn(drillId, request, parts);
    if (person === null) return refuse(response, 'unauthorized');
    const query = readQuery(request.body, response, parts);
    if (!query) return;
    const preparation = parts.host.preparation(drillId);
    if (!preparation) return refuse(response, 'not_found', 'the engines are shown while the drill runs');
    if (!mayLook(person, query.kind === 'postgresPlan')) return refuse(response, 'too_fast');
    answerLook(response, await preparation.look(query));
  });
  return router;
}

/** A browser writes every failed request into its console, and looks again every two seconds: an engine that hangs is no failed request. */
function answerLook(response: Response, looking: Looking): void {
  if (looking.ok) return void response.json({ ageMs: looking.ageMs, panel: looking.panel } satisfies PanelAnswer);
  const { code, message, detail } = looking;
  if (isUnanswered(code)) response.json({ panel: null, code, message, detail } satisfies PanelAnswer);
  else answerAck(response, looking);
}

/** @returns who asks, by whom looks are paced; null for nobody of this drill */
function personIn(drillId: string, request: Request, parts: EdgeParts): string | null {
  const { identity, isFacilitator } = visitorOf(request, parts);
  if (!isFacilitator && identity?.drillId !== drillId) return null;
  return identity?.actor.id ?? 'facilitator';
}

/** @returns null when it was refused: not a look at all, or at nothing this stack has */
function readQuery(body: unknown, response: Response, { stack }: Pick<EdgeParts, 'stack'>): PanelQuery | null {
  const query = parseOrRefuse(panelQuerySchema, body, response);
  const problem = query && panelProblem(stack, query);
  if (problem === null) return query;
  refuse(response, 'bad_parameter', problem);
  return null;
}

/** @returns whether this person may look once more now */
function createPaces(nowMs: () => number): (person: string, isPlan: boolean) => boolean {
  const paces = new Map<string, { look: () => boolean; plan: () => boolean }>();
  return (person, isPlan) => {
    const pace = paces.get(person) ?? { look: createPace(looks, nowMs), plan: createPace(plans, nowMs) };
    paces.delete(person);
    paces.set(person, pace);
    const [longestAway] = paces.keys();
    if (paces.size > knownPeople && longestAway !== undefined) paces.delete(longestAway);
    return pace.look() && (!isPlan || pace.plan());
  };
}
