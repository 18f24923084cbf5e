/** A service instance with the control plane of the kit and nothing else, written as a program of its own; and a fleet of them. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Desired, desiredState } from '../../core/sandbox/desired.ts';
import type { ActiveOperation } from '../../core/sandbox/operations.ts';
import { layoutSandbox } from '../../core/stack/layout.ts';
import type { Stack } from '../../core/stack/schema.ts';
import { Fleet } from './fleet.ts';
import { LineLog } from './line-log.ts';
import { RestartPolicy } from './restart-policy.ts';

/** Appends what happens to `events.log` beside itself; a file `burn-`, `die-`, `drop-`, `fall-`, `stay-` or `wait-` and its name changes how it behaves. */
const instance = `
import { createServer } from 'node:http';
import { appendFileSync, existsSync, rmSync } from 'node:fs';
const boot = JSON.parse(process.env.BROWNOUT_BOOT);
const note = (what) => appendFileSync(new URL('events.log', import.meta.url), boot.slot + ' ' + what + '\\n');
if (existsSync(new URL('die-' + boot.slot, import.meta.url))) { console.error('cannot bind'); process.exit(9); }
let desired = boot.desired;
/** Whether it was told to, once. */
const toldTo = (what) => {
  const file = new URL(what + '-' + boot.slot, import.meta.url);
  const told = existsSync(file);
  rmSync(file, { force: true });
  return told;
};
const seen = () => Object.values(desired.endpoints).flat().map(({ slot, weight }) => slot + (weight ? '*' + weight : '')).join(',');
const server = createServer(async (request, response) => {
  const answer = (status, body) => { response.statusCode = status; response.end(JSON.stringify(body)); };
  if (request.url === '/readyz') return answer(existsSync(new URL('wait-' + boot.slot, import.meta.url)) ? 503 : 200, {});
  if (request.headers['x-control-secret'] !== boot.controlSecret) return answer(403, {});
  if (request.url === '/control/drain') { note('drain'); return answer(200, {}); }
  if (request.url === '/control/state') return answer(200, desired);
  let text = ''; for await (const chunk of request) text += chunk;
  if (toldTo('burn')) for (const until = Date.now() + 2500; Date.now() < until; );
  if (toldTo('drop')) return request.socket.destroy();
  if (toldTo('fall')) process.exit(7);
  const next = JSON.parse(text);
  const applied = JSON.stringify(next.policies) === JSON.stringify(desired.policies) ? [] : ['policy'];
  if (next.consumer !== desired.consumer) applied.push('consumer');
  if (next.consumer !== desired.consumer) note('consumer ' + next.consumer);
  const stays = existsSync(new URL('stay-' + boot.slot, import.meta.url));
  desired = stays ? { ...next, consumer: desired.consumer } : next;
  note('told ' + seen());
  answer(200, { applied });
}).listen(boot.port, '127.0.0.1', () => { note('up ' + desired.version); process.send({ type: 'ready' }); });
process.on('SIGTERM', () => { note('term'); process.exit(0); });
process.on('disconnect', () => process.exit(0));
`;

const service = (slots: number, maxSlots: number) => ({
  owner: 'o',
  slots,
  maxSlots,
  version: '2',
  versions: { '1': {}, '2': {} },
  policies: { speed: 1 },
});

/** \`front\` calls \`back\`. */
const pairStack: Stack = {
  name: 'pair',
  summary: '',
  engines: {
    toxiproxy: {},
    postgres: { database: 'd', maxConnections: 1, tables: [], indexes: {}, migrations: [], archives: [], statements: {} },
    redis: { maxmemoryMb: 1, maxmemoryPolicy: 'noeviction', keyPrefixes: [] },
    kafka: { nodes: 1, topics: [] },
  },
  services: { front: service(1, 1), back: service(2, 3) },
  externals: {},
  jobs: {},
  noise: { tickets: [], changes: [], spells: [] },
  links: [{ id: 'front->back', kind: 'http' }],
  owners: {},
  slos: [],
  flags: '',
  load: {
    ratePerSecond: 1,
    maxRatePerSecond: 1,
    wave: { amplitude: 0, periodSeconds: 1 },
    mix: {} as Stack['load']['mix'],
    botShare: 0,
    abortShare: 0,
    clients: {},
    segments: {},
  },
  causeAlerts: [],
  controls: [],
  faults: [],
};

export interface FleetFixture {
  fleet: Fleet;
  desired: (operations: ActiveOperation[]) => Desired;
  givenUp: string[];
}

/** A fleet of fixture instances in `folder`, not started. */
export async function createFleet(folder: string): Promise<FleetFixture> {
  const program = join(folder, 'instance.mjs');
  writeFileSync(program, instance);
  writeFileSync(join(folder, 'events.log'), '');
  const layout = layoutSandbox(pairStack, await freeBlock(20));
  const desired = (operations: ActiveOperation[]): Desired => desiredState({ stack: pairStack, flags: {}, ratePerSecond: 1 }, operations);
  const givenUp: string[] = [];
  const fleet = new Fleet({
    context: { sandboxId: 's', controlSecret: 'secret', collectorPath: '', seed: 1, stack: pairStack, layout, slis: [], flags: {} },
    pristine: desired([]),
    programOf: () => program,
    logOf: (slot) => new LineLog(join(folder, 'logs', slot)),
    restartPolicy: () => new RestartPolicy(20),
    readyWithinMs: 6000,
    consumerSettleMs: 500,
    onChange: () => {},
    onGivenUp: (failure) => givenUp.push(failure.message),
  });
  return { fleet, desired, givenUp };
}

/** First of `size` ports that are free together, from where the kernel hands out none by itself and no sandbox lives. */
async function freeBlock(size: number): Promise<number> {
  for (let base = 10_000 + (process.pid % 300) * size; base < 19_000; base += size) if (await allFree(base, size)) return base;
  throw new Error('no free ports for the test');
}

async function allFree(base: number, size: number): Promise<boolean> {
  const servers = Array.from({ length: size }, (_, index) => createServer().listen(base + index, '127.0.0.1'));
  const results = await Promise.allSettled(servers.map((server) => once(server, 'listening')));
  await Promise.all(servers.filter(({ listening }) => listening).map((server) => new Promise((resolve) => server.close(resolve))));
  return results.every(({ status }) => status === 'fulfilled');
}
