import { afterAll, describe, expect, test } from 'vitest';
import { type Debrief, debriefSchema } from '../../core/protocol/debrief.ts';
import { startProgram, temporaryData } from '../support/program.ts';

/** Of the first forty, the one in which the trigger comes the soonest: 20 s after the baseline. */
const seed = '20';
const data = [temporaryData(), temporaryData()];
afterAll(() => data.forEach(({ remove }) => remove()));

interface Wish {
  responder: string;
  timebox: string;
  dir: string;
}
interface Played {
  code: number | null;
  debrief: Debrief;
  output: string;
}

/** Beside each other where `npm test` found the machine quick enough (scripts/lanes.mjs): two more sandboxes than one are more than a slow one carries. */
async function both<T>(one: () => Promise<T>, other: () => Promise<T>): Promise<[T, T]> {
  const first = one();
  if (process.env['BROWNOUT_TEST_LANES'] !== '2') await first;
  const second = other();
  // Whatever becomes of one, the other is not left behind.
  await Promise.allSettled([first, second]);
  return [await first, await second];
}

/** One drill from the command line, on a sandbox of its own. */
async function play({ responder, timebox, dir }: Wish): Promise<Played> {
  const program = startProgram('server/cli.js', {
    args: ['drill', '--scenario', 'after-lunch-errors', '--responder', responder, '--seed', seed, '--timebox', timebox, '--json'],
    environment: { BROWNOUT_DATA: dir, BROWNOUT_RATE: '30' },
  });
  const code = await program.ended;
  try {
    return { code, debrief: debriefSchema.parse(JSON.parse(program.stdout())), output: program.output() };
  } catch {
    throw new Error(`no debrief on stdout, exit ${code}:\n${program.output()}`);
  }
}

describe('a drill on the real sandbox', () => {
  test('[DR1] the expert brings users back and the resolve holds; the idle run is lost; nothing is left behind', async () => {
    // Who wins ends by it; who idles waits for the end of the box, which leaves most of a minute after a page in time.
    const [expert, idle] = await both(
      () => play({ responder: 'expert', timebox: '300', dir: data[0]?.dir ?? '' }),
      () => play({ responder: 'idle', timebox: '95', dir: data[1]?.dir ?? '' }),
    );
    expect([expert.debrief.outcome, expert.debrief.reason, expert.code]).toEqual(['recovered', expert.debrief.reason, 0]);
    expect([idle.debrief.outcome, idle.code]).toEqual(['lost', 1]);
    for (const { debrief } of [expert, idle]) {
      expect(debrief.undo).toEqual({ ok: true, remaining: [] });
      expect(debrief.milestones.impact).toBeGreaterThan(0);
      expect(debrief.milestones.paged).toBeGreaterThan(debrief.milestones.impact ?? 0);
    }
    expect(expert.debrief.planHash).toBe(idle.debrief.planHash);
    expect(expert.debrief.ordersLost).toBeLessThan(idle.debrief.ordersLost);
    expect(expert.debrief.controls.some(({ verdict }) => verdict === 'accepted')).toBe(true);
  });

  test('[DR2] an unknown scenario is bad usage', async () => {
    const program = startProgram('server/cli.js', {
      args: ['drill', '--scenario', 'no-such-thing'],
      environment: { BROWNOUT_DATA: data[0]?.dir ?? '' },
    });
    expect(await program.ended).toBe(2);
    expect(program.output()).toContain('No scenario has this id');
  });

  test('[DR3] bad usage of the command line is exit 2 with the usage', async () => {
    const wrong = [
      { args: ['drill', '--sed', '3'] },
      { args: ['drill', 'saturday-slowdown'] },
      { args: ['new', 'Saturday Slowdown'] },
      { args: ['new', 'saturday-slowdown'] },
      { args: ['replay', 'INC-0001', '--from', 'noon'] },
      { args: ['drill', '--scenario', 'quiet-shift'], environment: { PORT: 'many' } },
      { args: ['verify', 'quiet-shift'], environment: { BROWNOUT_RATE: 'many' } },
    ];
    for (const usage of wrong) {
      const program = startProgram('server/cli.js', usage);
      expect(await program.ended, usage.args.join(' ')).toBe(2);
      expect(program.output()).toContain('Usage:');
    }
  });
});
