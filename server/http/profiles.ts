/** Profiles of the running or the last drill: to take one, to list them, and to read one. */
import { type Response, Router } from 'express';
import type { TakenProfile } from '../../core/profile/taken.ts';
import { profileWishSchema } from '../../core/protocol/profiles.ts';
import { type Stack, slotNames } from '../../core/stack/schema.ts';
import { answerAck, refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';
import { requireNotPlayedAgain } from './truth-gate.ts';

export function profileRoutes(parts: EdgeParts): Router {
  const { host, stack } = parts;
  const router = Router();
  const open = requireNotPlayedAgain(parts);

  /** An instance feels it: for those who are in the drill. */
  router.post('/api/v1/drills/:drillId/profiles', (request, response) => {
    const { drillId } = request.params;
    const { identity, isFacilitator } = visitorOf(request, parts);
    if (!isFacilitator && identity?.drillId !== drillId) return refuse(response, 'unauthorized');
    const wish = parseOrRefuse(profileWishSchema, request.body, response);
    if (!wish) return;
    if (!hasSlot(stack, wish.slot)) return refuse(response, 'bad_parameter', `there is no instance ${wish.slot}`);
    const preparation = host.preparation(drillId);
    if (!preparation) return refuse(response, 'not_found');
    const begun = preparation.takeProfile(wish, identity?.actor.name ?? 'Facilitator');
    if (begun.ok) response.status(202).json({ profile: begun.profile });
    else answerAck(response, begun);
  });

  router.get('/api/v1/drills/:drillId/profiles', open, (request, response) => {
    const profiles = host.preparation(request.params.drillId)?.profiles;
    if (profiles) response.json({ profiles: profiles.list() });
    else refuse(response, 'not_found', notKept);
  });

  router.get('/api/v1/drills/:drillId/profiles/:profileId', open, (request, response) => {
    const done = doneOf(parts, request.params, response);
    if (done) response.type('json').send(done.text);
  });

  /** As V8 writes it: Chrome DevTools (Performance, Memory) and speedscope open it. */
  router.get('/api/v1/drills/:drillId/profiles/:profileId/file', open, (request, response) => {
    const done = doneOf(parts, request.params, response);
    if (!done) return;
    const { slot, kind, profileId } = done.view;
    const { profile } = JSON.parse(done.text.toString()) as TakenProfile;
    response.attachment(`${request.params.drillId}-${slot}-${profileId}.${kind}profile`).type('json').send(JSON.stringify(profile));
  });
  return router;
}

const notKept = 'profiles are kept until the next drill begins, the newest twelve of them';

function doneOf({ host }: EdgeParts, { drillId, profileId }: { drillId: string; profileId: string }, response: Response) {
  const done = host.preparation(drillId)?.profiles.done(profileId) ?? null;
  if (!done) refuse(response, 'not_found', notKept);
  return done;
}

function hasSlot({ services }: Pick<Stack, 'services'>, slot: string): boolean {
  return Object.entries(services).some(([service, { maxSlots }]) => slotNames(service, maxSlots).includes(slot));
}
