/**
 * To whom the record of an ended drill stays closed. A drill that has ended is open to the house, with two exceptions: a player who
 * was in it says first what it was; and while the same incident is being played again, only those who know it already may read it.
 */
import type { NextFunction, Request, Response } from 'express';
import type { ErrorCode } from '../../core/protocol/errors.ts';
import type { PlayerIdentity } from '../host/player-identity.ts';
import type { Visitor } from '../visitor.ts';
import { refuse } from './answers.ts';
import { visitorOf } from './identity.ts';
import type { EdgeParts } from './parts.ts';

type GateParts = Pick<EdgeParts, 'host' | 'records' | 'facilitatorKey'>;
type Gate = <P extends { drillId: string }>(request: Request<P>, response: Response, next: NextFunction) => void;
/** What somebody who was in the drill is refused with; null when nothing stands in the way. */
type OfInsider = (parts: GateParts, identity: PlayerIdentity) => Promise<ErrorCode | null>;

/** For what telemetry showed: closed only while the incident is played again. */
export function requireNotPlayedAgain(parts: GateParts): Gate {
  return gate(parts, async () => null);
}

/** For the truth itself. */
export function requireTold(parts: GateParts): Gate {
  return gate(parts, untilDiagnosed);
}

/** What keeps a visitor from the truth of an ended drill; null when nothing does. */
export function whyClosed(parts: GateParts, drillId: string, visitor: Visitor): Promise<ErrorCode | null> {
  return refusalOf(parts, drillId, { ...visitor, ofInsider: untilDiagnosed });
}

const untilDiagnosed: OfInsider = async ({ records }, { drillId, actor }) =>
  (await records.owesDiagnosis(drillId, actor.id)) ? 'diagnosis_first' : null;

function gate(parts: GateParts, ofInsider: OfInsider): Gate {
  return (request, response, next) => {
    const { drillId } = request.params;
    const visitor = visitorOf(request as unknown as Request, parts);
    void refusalOf(parts, drillId, { ...visitor, ofInsider }).then((code) => (code === null ? next() : refuse(response, code)), next);
  };
}

async function refusalOf(
  parts: GateParts,
  drillId: string,
  { identity, isFacilitator, ofInsider }: Visitor & { ofInsider: OfInsider },
): Promise<ErrorCode | null> {
  if (isFacilitator) return null;
  if (identity?.drillId === drillId) return ofInsider(parts, identity);
  const live = parts.host.current();
  if (!live?.running || live.drillId === drillId) return null;
  return (await parts.records.scenarioOf(drillId)) === live.scenarioId ? 'played_again' : null;
}
