/** Every part from the start, in a drill and a sandbox of its own, to its real end. */
import type { DrillState } from '../../core/drill/state.ts';
import { isWon } from '../../core/drill/values.ts';
import { describeActs } from './acts.ts';
import { type Part, type Round, sightOf } from './cast.ts';
import { DrillRun } from './drill-run.ts';
import type { PlayerParts } from './forks.ts';
import { Looking } from './looking.ts';
import type { Player, Playing } from './player.ts';
import type { Stage } from './stage.ts';

/** Without a page people begin to wonder after this long. */
const quietForMs = 60_000;

export class Whole implements Player {
  readonly #parts: PlayerParts;
  injections = 0;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  async play(round: Round): Promise<Playing[]> {
    const playings: Playing[] = [];
    for (const part of round) playings.push(await this.#play(part));
    return playings;
  }

  async close(): Promise<void> {}

  async #play(part: Part): Promise<Playing> {
    const stage = await this.#parts.openStage();
    this.injections += 1;
    try {
      return await this.#playIn(stage, part);
    } finally {
      await this.#parts.leaveStage(stage);
    }
  }

  async #playIn(stage: Stage, part: Part): Promise<Playing> {
    const looking = new Looking(stage, this.#parts.clock);
    const run = await DrillRun.open({ ...this.#parts, stage, sandbox: stage.sandbox });
    try {
      // Who plays by a script knows by themselves when to begin.
      const isScripted = part.kind === 'expert' || part.kind === 'idle';
      await run.until(() => run.isOver || (isScripted ? run.state.phase === 'live' : isCalled(run.state, run.gameMs)));
      await run.respond(part.steps(sightOf(run.state, stage.frame, this.#parts.stack)));
      await run.until(() => run.isOver);
      const { ending, liveAtMs } = run.state;
      const usersWell = isWon(ending?.outcome);
      const how = `${ending?.outcome}: ${ending?.reason}${describeActs(run.acts)}`;
      const seconds = Math.round((run.gameMs - (liveAtMs ?? 0)) / 1000);
      looking.mark(run.state, run.gameMs);
      const findable = part.kind === 'idle' ? await looking.judge(run.state) : null;
      return { usersWell, how, acts: run.acts, seconds, findable, events: await run.finish('It is over.') };
    } finally {
      looking.stop();
      run.stop();
    }
  }
}

function isCalled({ phase, firstPageAtMs, liveAtMs }: DrillState, gameMs: number): boolean {
  return phase === 'live' && (firstPageAtMs['any'] !== undefined || gameMs > (liveAtMs ?? 0) + quietForMs);
}
