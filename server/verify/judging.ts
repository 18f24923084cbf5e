/** When a part is over, and whether users were well by then. */
import { goalWords } from '../../core/drill/rules/goal.ts';
import { newestSecondMs } from '../../core/drill/rules/health.ts';
import { isWon, type Outcome } from '../../core/drill/values.ts';
import { badSharesNow, type LastAct, usersSince, worseOf } from '../../core/verification/users-since.ts';
import { describeActs } from './acts.ts';
import type { DrillRun } from './drill-run.ts';
import { NotJudged } from './not-judged.ts';
import { describeUsers, type Playing } from './player.ts';

/** A drill that ends so says nothing of who played it. */
const nobodysDoing: ReadonlySet<Outcome> = new Set(['invalid', 'absorbed', 'aborted']);

type Judged = Pick<Playing, 'usersWell' | 'how'>;

/**
 * Until users have been well for the hold after the last act, or cannot be any more.
 * @param before how users fared when whoever acts came; null for who does nothing
 * @throws NotJudged when the drill ended as nobody's doing
 */
export async function untilJudged(run: DrillRun, { badShares: before, podHoldMs }: Omit<LastAct, 'atMs'>): Promise<Judged> {
  await run.until(() => run.isOver || run.isActed);
  const actedAtMs = run.gameMs;
  const act = { atMs: actedAtMs, badShares: before && worseOf(before, badSharesNow(run.state)), podHoldMs };
  const verdict = (): ReturnType<typeof usersSince> => usersSince(run.state, act);
  // A resolve that still is verified comes to its own end.
  await run.until(() => run.isOver || verdict() === 'unwell' || (verdict() === 'well' && run.state.resolve === null));
  const { plan, ending } = run.state;
  const holdSeconds = plan.oracle.holdMs / 1000;
  if (ending && nobodysDoing.has(ending.outcome)) throw new NotJudged(`It ended as ${ending.outcome}: ${ending.reason}`);
  if (ending) return { usersWell: isWon(ending.outcome), how: `${ending.outcome}: ${ending.reason}${describeActs(run.acts)}` };
  if (verdict() === 'well') {
    return { usersWell: true, how: `${goalWords(run.state) ?? `users were well for ${holdSeconds} s`}${describeActs(run.acts)}` };
  }
  const since = Math.round((newestSecondMs(run.state) - actedAtMs) / 1000);
  return {
    usersWell: false,
    how: describeUsers(run, `${since} s ${run.state.controls.length > 0 ? 'after its last act' : 'later'}`),
  };
}

/** Until it is won, or cannot be any more: after a resolve that did not hold whoever follows a script knows nothing further. */
export async function toItsEnd(run: DrillRun): Promise<Judged> {
  const isRefused = (): boolean => run.isActed && run.state.resolve === null && run.state.falseResolves > 0;
  await run.until(() => run.isOver || isRefused());
  const { ending } = run.state;
  if (!ending) return { usersWell: false, how: `its resolve did not hold (${await reasonsOf(run)}): ${describeUsers(run, 'then')}` };
  const how = `${ending.outcome}: ${ending.reason}`;
  return isWon(ending.outcome) ? { usersWell: true, how } : { usersWell: false, how: `${how} ${describeUsers(run, 'at its end')}` };
}

async function reasonsOf(run: DrillRun): Promise<string> {
  const events = await run.log();
  const unmet = events.flatMap((event) => (event.type === 'resolveUnmet' ? event.data.reasons : []));
  const reopened = events.flatMap((event) => (event.type === 'incidentReopened' ? [event.data.reason] : []));
  return [...new Set([...unmet, ...reopened])].join('; ');
}
