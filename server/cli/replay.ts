/** `replay DRILL`: tells an ended drill on the terminal, line by line, as it came about. */
import { clockText } from '../../core/postmortem/words.ts';
import { type Debrief, debriefSchema } from '../../core/protocol/debrief.ts';
import { type ScoreView, scoreViewSchema } from '../../core/protocol/score-view.ts';
import { systemClock } from '../adapters/system-clock/system-clock.ts';
import { untilInterrupted } from './interrupt.ts';
import { type JoinedHouse, joinHouse } from './joined-house.ts';
import { type Pace, sayPaced } from './paced.ts';
import { closingOf, headingOf, rowPrinter } from './print-timeline.ts';
import { refusalText } from './refusal-text.ts';
import { parseOptions, UsageError } from './usage.ts';
import { wholeNumber } from './whole-number.ts';

/** A quarter of an hour in a minute and a half. */
const usualSpeed = 10;

type Row = Debrief['timeline'][number];

interface Surroundings {
  clock: Pace['clock'];
  /** From now on; asked for once there is something to stop. */
  untilStopped: () => AbortSignal;
}

interface Wish {
  drillId: string;
  /** Since the start of the incident's clock; null tells what came before it, too. */
  sinceMs: number | null;
  speed: number;
  json: boolean;
}

/** Tells it in game time, faster or at once; 1 when the house does not tell it (there is no such drill, or it still runs). */
export async function replayCommand(
  args: string[],
  { clock, untilStopped }: Surroundings = { clock: systemClock, untilStopped: untilInterrupted },
): Promise<number> {
  const { drillId, sinceMs, speed, json } = wishOf(args);
  const told = await readDrill(drillId);
  if (typeof told === 'string') {
    process.stderr.write(`${told}\n`);
    return 1;
  }
  const { debrief, score } = told;
  const startMs = debrief.liveAtMs ?? 0;
  const fromMs = startMs + (sinceMs ?? 0);
  const rows = sinceMs === null ? debrief.timeline : debrief.timeline.filter(({ atMs }) => atMs >= fromMs);
  const print: (row: Row) => string = json ? (row) => JSON.stringify(row) : rowPrinter(debrief);
  // With --json stdout holds rows and nothing else.
  const aside = json ? process.stderr : process.stdout;
  aside.write(`${headingOf(debrief, speed)}\n`);
  const pace: Pace = { clock, speed, fromMs, stop: untilStopped() };
  const stoppedMs = await sayPaced(rows, pace, (row) => void process.stdout.write(`${print(row)}\n`));
  if (stoppedMs === null) aside.write(`${closingOf(debrief, score)}\n`);
  else process.stderr.write(`Stopped; --from ${clockText(stoppedMs - startMs).slice(2)} goes on from here.\n`);
  return 0;
}

function wishOf(args: string[]): Wish {
  const { values, positionals } = parseOptions(args, {
    from: { type: 'string' },
    speed: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const [drillId, ...more] = positionals;
  if (!drillId || more.length > 0) throw new UsageError('Name one drill, such as INC-0042.');
  const { from, json } = values;
  // Whoever asks for data does not watch.
  const speed = values.speed === undefined ? (json ? 0 : usualSpeed) : wholeNumber('--speed', values.speed);
  return { drillId, sinceMs: from === undefined ? null : gameTime(from), speed, json };
}

/** `04:30`, or as the lines have it, `T+04:30`. @throws UsageError */
function gameTime(text: string): number {
  const [, minutes, seconds] = /^(?:T\+)?(\d{1,3}):([0-5]\d)$/.exec(text) ?? [];
  if (minutes === undefined) throw new UsageError(`--from ${text} is no time of a drill: write minutes and seconds, such as 04:30.`);
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}

interface Told {
  debrief: Debrief;
  score: ScoreView['score'];
}

/** Read at once, so that nothing is held while the lines come; in words why it is not told. */
async function readDrill(drillId: string): Promise<Told | string> {
  const house = await joinHouse({ withSandbox: false });
  try {
    return await ask(house, encodeURIComponent(drillId));
  } finally {
    await house.leave();
  }
}

async function ask({ url, facilitatorKey }: JoinedHouse, drill: string): Promise<Told | string> {
  const debrief = await fetch(`${url}/api/v1/drills/${drill}/debrief`);
  if (!debrief.ok) return refusalText(await debrief.json());
  const headers = { authorization: `Bearer ${facilitatorKey}` };
  const scored = await fetch(`${url}/api/v1/facilitator/drills/${drill}/score`, { headers });
  if (!scored.ok) return refusalText(await scored.json());
  return { debrief: debriefSchema.parse(await debrief.json()), score: scoreViewSchema.parse(await scored.json()).score };
}
