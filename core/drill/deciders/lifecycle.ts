/** Opening, starting, ending, and time itself. */

import { diffOfStanding } from '../rules/change-diff.ts';
import { endDrill, endUnresolved } from '../rules/ending.ts';
import { logChange } from '../rules/script.ts';
import { refuseUnlessAlone, refuseWhereLed } from '../rules/solo.ts';
import { backgroundId } from '../rules/standing.ts';
import { emit, type Turn } from '../turn.ts';
import type { Phase } from '../values.ts';
import type { Deciders } from './decider.ts';
import { beforeTheEnd, onlyIn } from './phase-guard.ts';

type LifecycleCommand = 'open' | 'start' | 'advance' | 'pause' | 'resume' | 'endAndDebrief' | 'abort' | 'close';

export const lifecycleDeciders: Deciders<LifecycleCommand> = {
  open(turn, { data: { plan, code, openedBy, practice, splitDesk } }) {
    if (turn.state.seq > 0) return { code: 'wrong_phase', detail: 'the drill has been opened already' };
    const { scenarioId, stack, seed, hash, planVersion } = plan;
    const causeSeq = emit(turn, {
      type: 'drillOpened',
      data: {
        scenarioId,
        stack,
        seed,
        planHash: hash,
        planVersion,
        code,
        openedBy,
        practice,
        ...(practice || openedBy === 'system' ? {} : { nags: true }),
        ...(openedBy === 'player' ? { nudges: true } : {}),
        ...(splitDesk ? { splitDesk } : {}),
      },
    });
    for (const [index, { atMs, operation, ...change }] of plan.background.entries()) {
      const diff = operation ? diffOfStanding(turn.state, backgroundId(index), [operation]) : [];
      logChange(turn, { ...change, happenedAtMs: turn.atMs + atMs, diff }, { actor: turn.actor, causeSeq });
    }
    return null;
  },
  start: (turn) => onlyIn(turn, ['lobby']) ?? enter(turn, 'baseline', 'started'),
  advance: () => null,
  pause: (turn, { data }) => onlyIn(turn, ['live']) ?? refuseUnlessAlone(turn) ?? enter(turn, 'paused', data.reason),
  resume: (turn) => onlyIn(turn, ['paused']) ?? refuseWhereLed(turn) ?? enter(turn, 'live', 'resumed'),
  endAndDebrief(turn, { data }) {
    const refused = onlyIn(turn, beforeTheEnd) ?? refuseUnlessAlone(turn);
    if (refused) return refused;
    // Before the incident has begun there is nothing to win or lose.
    if (turn.state.liveAtMs === null) endDrill(turn, 'aborted', data.reason);
    else endUnresolved(turn, data.reason);
    return null;
  },
  abort(turn, { data }) {
    const refused = onlyIn(turn, beforeTheEnd);
    if (!refused) endDrill(turn, 'aborted', data.reason);
    return refused;
  },
  close: (turn) => onlyIn(turn, ['debrief']) ?? enter(turn, 'closed', 'closed'),
};

function enter(turn: Turn, to: Phase, reason: string): null {
  emit(turn, { type: 'phaseChanged', data: { from: turn.state.phase, to, reason } });
  return null;
}
