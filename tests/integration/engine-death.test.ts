/** An engine of the sandbox is killed in the middle of a drill with a fault on. One in each run, by chance; `ENGINE=kafka` names it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../core/protocol/desk.ts';
import { type DrillView, drillViewSchema } from '../../core/protocol/drill-view.ts';
import { type Joined, joinedSchema, sandboxViewSchema } from '../../core/protocol/messages.ts';
import { commandLine } from '../../infra/process/command-line.ts';
import { type House, openHouse } from '../support/house.ts';
import { descendants, eventually, isAlive } from '../support/program.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

/** What is told apart by its command line. */
const engines = {
  redis: /engines\/redis\.js/,
  kafka: /engines\/kafka\.js/,
  toxiproxy: /engines\/toxiproxy\.js/,
  postgres: /postgres\S* -D/,
} as const;

const view = async ({ playerToken }: Joined): Promise<DrillView> =>
  drillViewSchema.parse(await house.call('drills/current', { token: playerToken }));

function supervisor(): number {
  const found = descendants(house.server.pid).find((pid) => commandLine(pid).includes('sandbox/supervisor.js'));
  if (found === undefined) throw new Error('the server has no supervisor');
  return found;
}

async function everythingIsUp(): Promise<boolean> {
  const { state, components } = sandboxViewSchema.parse(await house.call('sandbox'));
  return state === 'ready' && components.length > 0 && components.every((component) => component.state === 'up');
}

const names = Object.keys(engines) as (keyof typeof engines)[];
const engine = names.find((name) => name === process.env['ENGINE']) ?? names[Math.floor(Math.random() * names.length)] ?? 'redis';

test.skipIf(process.platform !== 'linux')(
  `[ED1] an engine killed in a drill makes it invalid by name, never the pod’s loss; nothing is left (ENGINE=${engine} repeats it)`,
  async () => {
    console.log(`ENGINE=${engine}`);
    await eventually(everythingIsUp, { what: 'a sandbox is ready', timeoutMs: 240_000 });
    const joined = joinedSchema.parse(await house.call('drills', { body: { practice: true } }));
    await eventually(
      async () => (await house.facilitate<Desk>('desk')).faults.some(({ state }) => state === 'applied' || state === 'felt'),
      {
        what: 'the fault is on',
        timeoutMs: 240_000,
      },
    );
    const top = supervisor();
    const processes = [top, ...descendants(top)];
    const victim = processes.find((pid) => engines[engine].test(commandLine(pid)));
    expect(victim, `${engine} runs`).toBeGreaterThan(0);
    process.kill(victim ?? Number.NaN, 'SIGKILL');

    const ended = await eventually(async () => (await view(joined)).ending, {
      what: `the drill says that ${engine} is gone`,
      timeoutMs: 60_000,
    });
    expect(ended.outcome).toBe('invalid');
    expect(ended.reason).toContain(engine);
    await eventually(() => processes.every((pid) => !isAlive(pid)), { what: 'no process of its sandbox is left', timeoutMs: 60_000 });
    const desk = await eventually(
      async () => {
        const seen = await house.facilitate<Desk>('desk');
        return seen.undo && seen;
      },
      { what: 'the undo is told', timeoutMs: 60_000 },
    );
    expect(desk.faults.filter(({ state }) => state !== 'ended' && state !== 'failed')).toEqual([]);
    expect(desk.undo).toEqual({ ok: true, remaining: [] });
    await eventually(everythingIsUp, { what: 'the next sandbox serves', timeoutMs: 240_000 });
    const log = await house.facilitate<{ events: { seq: number }[] }>(`drills/${joined.drillId}/log`);
    expect(log.events.map(({ seq }) => seq)).toEqual(log.events.map((_, index) => index + 1));
  },
);
