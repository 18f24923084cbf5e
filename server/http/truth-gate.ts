/**
 * To whom the record of an ended drill stays closed. A drill that has ended is open to the house, with two exceptions: a player who
 * was in it says first what it was; and while the same incident is being played again, only those who know it already may read it.
 */
import type { NextFunction, Request, Response } from 'express';
import type { ErrorCode } from '../../core/protocol/errors.ts';
import type { PlayerIdentity } from '../host/drill-host.ts';
import { refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import type { EdgeParts } from './parts.ts';

type GateParts = Pick<EdgeParts, 'host' | 'records' | 'facilitatorKey'>;
type OfDrill = Request<{ drillId: string }>;
type Gate = <P extends { drillId: string }>(request: Request<P>, response: Response, next: NextFunction) => void;
/** What somebody who was in the drill is refused with; null when nothing stands in the way. */
type OfInsider = (identity: PlayerIdentity) => Promise<ErrorCode | null>;

/** For what telemetry showed: closed only while the incident is played again. */
export function requireNotPlayedAgain(parts: GateParts): Gate {
  return gate(parts, async () => null);
}

/** For the truth itself. */
export function requireTold(parts: GateParts): Gate {
  return gate(parts, async ({ drillId, actor }) => ((await parts.records.owesDiagnosis(drillId, actor.id)) ? 'diagnosis_first' : null));
}

function gate(parts: GateParts, ofInsider: OfInsider): Gate {
  return (request, response, next) =>
    void refusalOf(parts, request as unknown as OfDrill, ofInsider).then((code) => (code === null ? next() : refuse(response, code)), next);
}

async function refusalOf(parts: GateParts, request: OfDrill, ofInsider: OfInsider): Promise<ErrorCode | null> {
  const { drillId } = request.params;
  const { identity, isFacilitator } = visitorOf(request as Request, parts);
  if (isFacilitator) return null;
  if (identity?.drillId === drillId) return ofInsider(identity);
  const live = parts.host.current();
  if (!live?.running || live.drillId === drillId) return null;
  return (await parts.records.scenarioOf(drillId)) === live.scenarioId ? 'played_again' : null;
}
