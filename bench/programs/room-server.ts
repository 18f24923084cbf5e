/** The real edges of the house with a drill in it and nothing behind it: a second of the drill passes in each second, with telemetry as large as a real one. */
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Joined } from '../../core/protocol/messages.ts';
import type { SignalFrame } from '../../core/protocol/signals.ts';
import { announceReady, endWithParent } from '../../infra/process/lifeline.ts';
import { projectRoot } from '../../infra/process/paths.ts';
import { type App, createApp } from '../../server/app.ts';
import { openTestHouse } from '../../server/host/test-house.fixture.ts';

/** What is asked for: a drill to sit in, seconds that go by themselves, or none any more. */
export type RoomRequest = { type: 'open' } | { type: 'go' } | { type: 'halt' };

export interface OpenedMessage {
  type: 'opened';
  url: string;
  /** Who sits in it. */
  identity: Joined;
}

/** Charts that are full, and as many lines as the channel of a long incident has; the time box is a quarter of an hour. */
const pastSeconds = 300;
const lines = 150;
const bad = { 'checkout-availability': 0.6 };

let app: App | null = null;
const house = await openTestHouse({ onChange: () => app?.socket.drillChanged() });
const opened = createApp({ ...house.parts, clientFolder: join(projectRoot(), 'dist', 'client') });
app = opened;
await new Promise<void>((resolve) => opened.server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(opened.server.address() as AddressInfo).port}`;
let seconds = 0;
let commands = 0;

/** Every service, link, partition and instance, with figures that change. */
function frame(): SignalFrame {
  const { services, links } = house.parts.stack;
  const step = seconds % 13;
  const red = { ratePerSecond: 41.5 + step, errorShare: 0.002, p50Ms: 12.4 + step, p95Ms: 48.2 + 2 * step, p99Ms: 93.7 + 3 * step };
  const gauges = { inflight: step, poolUsed: 2, poolIdle: 3, poolPending: 0, loopBusy: 0.2, heapMb: 40 + step, heapAfterGcMb: 30 };
  const slots = Object.keys(services).flatMap((service) => [`${service}-1`, `${service}-2`]);
  return {
    epochSecond: Math.floor(house.clock.wallMs() / 1000),
    services: Object.fromEntries(Object.keys(services).map((service) => [service, red])),
    links: Object.fromEntries(links.map(({ id }) => [id, red])),
    partitions: [{ group: 'fulfilment', topic: 'orders.placed', partition: 0, member: 'fulfilment-1', lag: step, lagSeconds: 0.1 }],
    slots: Object.fromEntries(slots.map((slot) => [slot, gauges])),
    goodputPerSecond: 40,
    cacheHitPercent: 93.1,
    redisUsedMb: 3.4,
    redisMaxMb: 64,
    eventLoopDelayMs: Object.fromEntries(slots.map((slot) => [slot, 3 + step])),
    ingest: { spans: 0, points: 0, logs: 0, refused: 0 },
  };
}

async function pass(badShare?: Record<string, number>): Promise<void> {
  seconds += 1;
  await house.pass(1, badShare);
  opened.socket.signals(frame());
}

async function post<T>(path: string, body: object, token = ''): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A drill in which users have suffered for a while, with what a pod has said and thought by then. */
async function open(): Promise<OpenedMessage> {
  const identity = await post<Joined>('drills', { scenarioId: 'after-lunch-errors', seed: 7, playerName: 'Ana' });
  const say = async (command: object): Promise<void> => {
    await post(`drills/${identity.drillId}/commands`, { commandId: `room-${(commands += 1)}`, ...command }, identity.playerToken);
    // A person may do only so much in a second of the drill.
    await pass(bad);
  };
  for (let past = 0; past < pastSeconds; past += 1) await pass(past < 40 ? undefined : bad);
  await say({ type: 'declare', severity: 2, title: 'Checkout fails for half of all customers', reason: 'Orders are lost' });
  for (const text of ['The release of this noon', 'The cache', 'The provider'])
    await say({ type: 'proposeHypothesis', text, component: 'orders', evidence: [] });
  // Of messages a person may write fewer.
  for (let line = 0; line < lines; line += 1)
    await say({
      type: 'changeSeverity',
      severity: line % 2 === 0 ? 3 : 2,
      reason: `What was seen, what was tried and what came of it, for the ${line}th time.`,
    });
  return { type: 'opened', url, identity };
}

let timer: ReturnType<typeof setInterval> | undefined;
const answers: Record<RoomRequest['type'], () => Promise<void> | void> = {
  open: async () => void process.send?.(await open()),
  go: () => {
    timer ??= setInterval(() => void pass(bad), 1000);
    process.send?.({ type: 'goes' });
  },
  halt: () => {
    clearInterval(timer);
    timer = undefined;
    process.send?.({ type: 'halted' });
  },
};

process.on('message', ({ type }: RoomRequest) => void answers[type]());
endWithParent(() => opened.socket.close());
announceReady();
