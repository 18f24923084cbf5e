import { afterEach, expect, test } from 'vitest';
import type { Clock } from './clock.ts';
import { Link } from './link.ts';
import { Peer, Upstream } from './testing/network.ts';
import { toxicOf } from './testing/toxic-harness.ts';
import type { Toxic } from './toxics/toxic.ts';

/** A clock that stands still until told, and counts what it is asked. */
class ManualClock implements Clock {
  #nowMs = 0;
  reads = 0;
  readonly pending = new Map<() => void, number>();

  nowMs(): number {
    this.reads++;
    return this.#nowMs;
  }

  wakeAt(dueMs: number, wake: () => void): () => void {
    this.pending.set(wake, dueMs);
    return () => this.pending.delete(wake);
  }

  advanceTo(nowMs: number): void {
    this.#nowMs = nowMs;
    for (const [wake, dueMs] of [...this.pending]) {
      if (dueMs > nowMs) continue;
      this.pending.delete(wake);
      wake();
    }
  }
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function socketPair(): Promise<{ near: Peer; far: Peer }> {
  const listener = await Upstream.start();
  const [near, far] = await Promise.all([Peer.connect(listener.port), listener.accept()]);
  closers.push(
    () => near.socket.destroy(),
    () => listener.close(),
  );
  return { near, far };
}

/** sender > (link) > receiver, over real sockets. */
async function linked(toxics: Toxic[]) {
  const [from, to] = [await socketPair(), await socketPair()];
  const clock = new ManualClock();
  const counts = { received: 0, sent: 0 };
  const link = new Link({
    direction: 'upstream',
    source: from.near.socket,
    destination: to.near.socket,
    toxics,
    clock,
    random: () => 0,
    closeDestination: () => to.near.socket.destroySoon(),
    onReceived: (bytes) => {
      counts.received = bytes;
    },
    onSent: (bytes) => {
      counts.sent = bytes;
    },
  });
  link.start();
  return { link, clock, counts, sender: from.far, receiver: to.far, arrived: (bytes: number) => from.near.receive(bytes) };
}

test('without a toxic at work, data costs neither a look at the clock nor a timer', async () => {
  const { clock, sender, receiver } = await linked([toxicOf('noop'), toxicOf('latency', { latency: 5 }, 0)]);
  const readsBefore = clock.reads;
  for (let index = 1; index <= 20; index++) {
    sender.write('x');
    await receiver.receive(index);
  }
  expect([clock.reads - readsBefore, clock.pending.size]).toEqual([0, 0]);
});

test('however many chunks wait, there is one timer', async () => {
  const { clock, sender, receiver, arrived } = await linked([toxicOf('latency', { latency: 100 })]);
  for (let index = 1; index <= 20; index++) {
    sender.write('x');
    await arrived(index);
    expect(clock.pending.size).toBe(1);
  }
  clock.advanceTo(100);
  await receiver.receive(20);
  expect(clock.pending.size).toBe(0);
});

test('once its last toxic is gone, a link goes back to the direct way', async () => {
  const toxic = toxicOf('latency', { latency: 100 });
  const { link, clock, sender, receiver, arrived } = await linked([toxic]);
  sender.write('a');
  await arrived(1);
  link.removeToxic(toxic);
  await receiver.receive(1);
  const readsBefore = clock.reads;
  sender.write('b');
  expect((await receiver.receive(2)).toString()).toBe('ab');
  expect([clock.reads - readsBefore, clock.pending.size]).toEqual([0, 0]);
});

test('bytes are reported once, when the source and the destination are done', async () => {
  const { clock, counts, sender, receiver, arrived } = await linked([
    toxicOf('limit_data', { bytes: 3 }),
    toxicOf('latency', { latency: 10 }),
  ]);
  sender.socket.end('12345');
  await arrived(5);
  expect(counts).toEqual({ received: 0, sent: 0 });
  clock.advanceTo(10);
  expect(await receiver.ended).toBe('end');
  expect([receiver.text, counts.sent]).toEqual(['123', 3]);
});

test('a destination that is gone ends the link and its timer', async () => {
  const { link, clock, sender, receiver, arrived } = await linked([toxicOf('latency', { latency: 100 })]);
  sender.write('x');
  await arrived(1);
  receiver.socket.resetAndDestroy();
  await expect.poll(() => clock.pending.size).toBe(0);
  link.addToxic(toxicOf('timeout', { timeout: 5 }));
  expect(clock.pending.size).toBe(0);
});
