/**
 * One injection for a whole cast: each part goes on from the same beginning of the log, in the same sandbox. Between two of them the
 * sandbox is brought back to what stood then, and users must feel the fault again. Only waiting is cut, never what the fault does.
 */
import { isFeltAfter } from '../../core/drill/rules/faults.ts';
import { newestSecondMs } from '../../core/drill/rules/health.ts';
import type { DrillState } from '../../core/drill/state.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { Plan } from '../../core/scenario/plan.ts';
import { practicePlan } from '../../core/scenario/practice.ts';
import { type BadShares, badSharesNow, type LastAct } from '../../core/verification/users-since.ts';
import { EffectRunner } from '../host/effects.ts';
import { SandboxError } from '../ports/sandbox.ts';
import { hasTouchedFault, keepsRecords, mayHaveEnded } from './aftermath.ts';
import { type Part, type Round, sightOf } from './cast.ts';
import { DrillRun, type Prefix, type RunParts } from './drill-run.ts';
import { toItsEnd, untilJudged } from './judging.ts';
import { type Lease, leaseOf } from './lease.ts';
import { Looking } from './looking.ts';
import { NotJudged } from './not-judged.ts';
import type { Player, Playing } from './player.ts';
import type { Stage } from './stage.ts';

/** The shortest hold that says anything. */
const shortestHoldMs = 30_000;
/** Orders that wait are worked off, or at least become fewer, in this time. */
const workOffMs = 15_000;
/** A fault that the part before took the edge off is put on anew, once. */
const attempts = 2;

export interface PlayerParts extends Omit<RunParts, 'sandbox' | 'stage'> {
  stack: Pick<StackView, 'services'>;
  openStage: () => Promise<Stage>;
  /** It is not needed any more. */
  leaveStage: (stage: Stage) => Promise<void>;
}

/** How the report says that a part had no window of its own. */
const onlookerWords = 'touches nothing, judged beside who does nothing';

interface Fork {
  part: Part;
  /** Nothing it asks of the sandbox is done: the same users, seen by somebody else. */
  isOnlooker: boolean;
  run: DrillRun;
  lease: Lease;
}

export class Forks implements Player {
  readonly #parts: PlayerParts;
  /** The same incident without the wait before it. */
  readonly #plan: Plan;
  #stage: Stage | null = null;
  #prefix: Prefix | null = null;
  /** At the sandbox since before the fault, until somebody acts in it. */
  #looking: Looking | null = null;
  /** An act has touched what was struck: whoever knows shall find it as it was. */
  #isWorn = false;
  injections = 0;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.#plan = practicePlan(parts.plan);
  }

  async play(round: Round): Promise<Playing[]> {
    if (this.#isWorn && round.some(({ kind }) => kind === 'expert')) this.#prefix = null;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const { stage, prefix } = await this.#beginning();
      const playings = await this.#goOn(stage, prefix, round);
      if (playings) return playings;
      this.#prefix = null;
    }
    throw new NotJudged('Users did not feel the fault again.');
  }

  async close(): Promise<void> {
    const stage = this.#stage;
    this.#stage = null;
    this.#lookAway();
    if (stage) await this.#parts.leaveStage(stage);
  }

  /**
   * The one that stands, or a new one. A shop that has collapsed keeps itself down with everything taken off (a cold cache, a backlog), and
   * that says nothing about the scenario: what comes to nothing in a used sandbox gets a new one, once. @throws NotJudged
   */
  async #beginning(): Promise<{ stage: Stage; prefix: Prefix }> {
    const isUsed = this.#stage !== null;
    const stage = await this.#stageFor(this.#prefix);
    try {
      this.#prefix ??= await this.#inject(stage);
      return { stage, prefix: this.#prefix };
    } catch (error) {
      if (!isUsed || !(error instanceof NotJudged)) throw error;
      this.#parts.log(`${error.message} A new sandbox.`);
    }
    // Not handed on: nothing is left in it, and it would not become well for the next scenario either.
    this.#stage = null;
    await stage.close();
    const fresh = await this.#stageFor(null);
    this.#prefix = await this.#inject(fresh);
    return { stage: fresh, prefix: this.#prefix };
  }

  /**
   * The one the beginning stands in; before a new beginning one with nothing in it. What an act has lost does not come back with undoing
   * it, and nobody who comes later shall answer for it: such a sandbox is left. @throws NotJudged
   */
  async #stageFor(prefix: Prefix | null): Promise<Stage> {
    if (this.#stage && prefix === null && !(await this.#isCleared(this.#stage))) await this.close();
    this.#stage ??= await this.#parts.openStage();
    return this.#stage;
  }

  /** Everything is taken off, and where that counts no order is owed any more. @throws NotJudged */
  async #isCleared(stage: Stage): Promise<boolean> {
    await this.#takeEverythingOff(stage);
    if (!keepsRecords(this.#plan)) return true;
    for (let before = Number.POSITIVE_INFINITY; stage.ordersOwed > 0; ) {
      if (stage.ordersOwed >= before) {
        this.#parts.log(`${stage.ordersOwed} orders are lost for good: a new sandbox`);
        return false;
      }
      before = stage.ordersOwed;
      await new Promise<void>((resolve) => this.#parts.clock.after(workOffMs, resolve));
    }
    return true;
  }

  /** What is seen from now on is not the fault's alone. */
  #lookAway(): void {
    this.#looking?.stop();
    this.#looking = null;
  }

  /** Steady state, fault, witness, page: the beginning that all parts share. @throws NotJudged */
  async #inject(stage: Stage): Promise<Prefix> {
    this.injections += 1;
    this.#isWorn = false;
    this.#lookAway();
    const looking = new Looking(stage, this.#parts.clock);
    this.#looking = looking;
    const run = await DrillRun.open({ ...this.#parts, stage, plan: this.#plan, sandbox: stage.sandbox });
    try {
      await run.until(() => run.isOver || isUnderWay(run.state));
      if (run.isOver) throw new NotJudged(run.state.ending?.reason ?? 'It ended before it had begun.');
      this.#parts.log(`injection ${this.injections} under way after ${Math.round(run.gameMs / 1000)} s`);
      looking.mark(run.state, run.gameMs);
      return await run.stopHere();
    } finally {
      run.stop();
    }
  }

  async #takeEverythingOff({ sandbox }: Stage): Promise<void> {
    const { clock, log } = this.#parts;
    const { ok, did } = await new EffectRunner({ sandbox, clock, log }).run({ type: 'undoAll', effectId: 'between' });
    if (!ok) throw new NotJudged(`Between two injections something was left behind: ${did.join('; ')}.`);
  }

  /** False when instances do not become ready: what they need is still struck, and they will be when it is taken off. @throws SandboxError */
  async #isBroughtBack({ sandbox }: Stage, { state }: Prefix): Promise<boolean> {
    try {
      await sandbox.reconcile(state.standing);
      return true;
    } catch (error) {
      if (!(error instanceof SandboxError) || error.code !== 'not_ready') throw error;
      this.#parts.log(`${error.message}: a new beginning`);
      return false;
    }
  }

  /** Null when users do not feel the fault any more, or what the part before has done cannot be undone under it. */
  async #goOn(stage: Stage, prefix: Prefix, round: Round): Promise<Playing[] | null> {
    if (!(await this.#isBroughtBack(stage, prefix))) return null;
    const forks: Fork[] = [];
    try {
      for (const part of round) forks.push(await this.#openFork(stage, prefix, { part, isOnlooker: forks.length > 0 }));
      const felt = await Promise.all(forks.map(({ run }) => feltAgain(run, prefix)));
      if (!felt.every(Boolean)) return null;
      const playings = await Promise.all(forks.map((fork) => this.#playFork(stage, fork)));
      this.#lookAway();
      const states = forks.map(({ run }) => run.state);
      if (states.some(hasTouchedFault)) this.#isWorn = true;
      if (states.some(mayHaveEnded)) this.#prefix = null;
      return playings;
    } finally {
      for (const { run, lease } of forks) {
        lease.end();
        run.stop();
      }
    }
  }

  async #openFork(stage: Stage, prefix: Prefix, { part, isOnlooker }: Pick<Fork, 'part' | 'isOnlooker'>): Promise<Fork> {
    const lease = leaseOf(stage.sandbox);
    // What the script still does to the sandbox is done once, by the one who acts in it.
    if (isOnlooker) lease.end();
    // Who comes last undoes everything.
    const sandbox = part.kind === 'expert' ? stage.sandbox : lease.sandbox;
    const run = await DrillRun.open({ ...this.#parts, stage, plan: planFor(part, this.#plan), sandbox }, prefix);
    return { part, isOnlooker, run, lease };
  }

  async #playFork(stage: Stage, { part, isOnlooker, run, lease }: Fork): Promise<Playing> {
    const comesAtMs = run.gameMs;
    const before = badSharesNow(run.state);
    await run.respond(part.steps(sightOf(run.state, stage.frame, this.#parts.stack)));
    const { usersWell, how } = part.kind === 'expert' ? await toItsEnd(run) : await untilJudged(run, this.#actOf(part, before));
    lease.end();
    const seconds = Math.round((run.gameMs - comesAtMs) / 1000);
    const findable = part.kind === 'idle' ? ((await this.#looking?.judge(run.state)) ?? null) : null;
    const { acts } = run;
    const events = await run.finish('What there was to see has been seen.');
    return { usersWell, how: isOnlooker ? `${onlookerWords}: ${how}` : how, acts, seconds, findable, events };
  }

  #actOf({ kind }: Part, before: BadShares): Omit<LastAct, 'atMs'> {
    return { badShares: kind === 'idle' ? null : before, podHoldMs: this.#plan.oracle.holdMs };
  }
}

/** Only the expert always has to hold out as long as a pod, and only cheats need not wait for their turn: what they do is the same either way. */
function planFor({ kind }: Part, plan: Plan): Plan {
  if (kind === 'expert') return plan;
  const hurry = kind === 'cheat' ? { landsAtOnce: true as const } : {};
  const mostMs = plan.verify?.wholeHold ? plan.oracle.holdMs : shortestHoldMs;
  return { ...plan, ...hurry, oracle: { ...plan.oracle, holdMs: Math.min(plan.oracle.holdMs, mostMs) } };
}

/** Users feel it and somebody has been paged, or should have been; where nothing is to be felt, whatever is done to the sandbox has been. */
function isUnderWay(state: DrillState): boolean {
  const { plan, milestones, injects, effects } = state;
  // What only follows the list tells of itself when it fails, and never that it is done.
  const awaited = Object.values(effects).filter(({ kind }) => kind !== 'list');
  if (state.phase !== 'live' || awaited.length > 0) return false;
  if (plan.expect.witness === 'felt') return milestones.impact !== undefined && isPagedOrLate(state);
  return plan.script.every((item) => item.kind === 'message' || item.drawer || !('atMs' in item.due) || injects[item.id] !== undefined);
}

function isPagedOrLate(state: DrillState): boolean {
  const { expect } = state.plan;
  const patienceMs = Math.max(0, ...expect.alerts.filter(({ severity }) => severity === 'page').map(({ withinMs }) => withinMs));
  const appliedAtMs = Math.min(...Object.values(state.faults).flatMap(({ firstAppliedAtMs }) => firstAppliedAtMs ?? []));
  return state.firstPageAtMs['any'] !== undefined || newestSecondMs(state) > appliedAtMs + patienceMs;
}

/** What users felt in the beginning is no sign that the fault is still there: only what they feel since counts. */
async function feltAgain(run: DrillRun, { gameMs, state }: Prefix): Promise<boolean> {
  const { witness, withinMs } = state.plan.expect;
  if (witness === 'none') return true;
  const isFelt = (): boolean => isFeltAfter(run.state, gameMs);
  await run.until(() => isFelt() || run.isOver || run.gameMs > gameMs + withinMs);
  return isFelt() && !run.isOver;
}
