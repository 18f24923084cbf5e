import { Router } from 'express';
import type { Home } from '../../core/protocol/messages.ts';
import { ownRecordRequestSchema } from '../../core/protocol/own-record.ts';
import { parseOrRefuse } from './parse.ts';
import type { EdgeParts } from './parts.ts';

const listedDrills = 20;

/** What anybody who opens the house may see: the drill that runs, scenarios by their neutral names, what has been played. */
export function homeRoutes(parts: EdgeParts): Router {
  const router = Router();
  router.get('/api/v1/home', async (_request, response) => void response.json(await homeOf(parts)));
  router.post('/api/v1/own-record', async (request, response) => {
    const asked = parseOrRefuse(ownRecordRequestSchema, request.body ?? {}, response);
    if (asked) response.json({ drills: await parts.ownRecords.of(asked.playerTokens) });
  });
  return router;
}

async function homeOf({ host, library, endedDrills, lanUrls }: EdgeParts): Promise<Home> {
  const view = host.current()?.running ? host.currentView() : null;
  return {
    live: view && { drillId: view.drillId, phase: view.phase, players: view.players.length },
    scenarios: library.cards(),
    ended: await endedDrills.ended(listedDrills),
    lanUrls: lanUrls(),
  };
}
