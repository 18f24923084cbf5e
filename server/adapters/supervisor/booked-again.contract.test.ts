/** Records that are delivered again, in real processes: the shop bears them, and fulfilment 2.4.0 books one parcel after another. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LedgerSecond } from '../../../core/sandbox/messages.ts';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import { distFile } from '../../../infra/process/paths.ts';
import { buildRealSandbox, type RealSandbox } from './real-sandbox.fixture.ts';

const programs = [
  'sandbox/supervisor',
  'sandbox/postgres-keeper',
  'engines/kafka',
  'load/generator',
  'services/orders',
  'services/fulfilment',
];
const isReady = process.platform === 'linux' && programs.every((name) => existsSync(distFile(`${name}.js`)));

const numbered: StandingOperation = { kind: 'version', service: 'fulfilment', version: '2.4.0' };
/** A record takes longer than a member of its group may be silent. */
const slow: StandingOperation = {
  kind: 'hook',
  target: 'fulfilment',
  hook: { type: 'delay', ms: 12_500, jitterMs: 0, share: 1 },
};
const patient = { timeout: 90_000, interval: 500 };

interface Booking {
  orderId: string;
  parcel: string;
  partition: number;
  offset: string;
}

describe.skipIf(!isReady)('records that come again in a real sandbox', () => {
  let root: string;
  let real: RealSandbox;
  let newest: LedgerSecond | undefined;

  beforeAll(async () => {
    root = await mkdtemp('/var/tmp/brownout-again-');
    await chmod(root, 0o755);
    real = await buildRealSandbox({
      dataDir: root,
      ratePerSecond: 30,
      onLedger: (second) => {
        newest = second;
      },
    });
  });
  afterAll(async () => {
    await real?.sandbox.stop();
    if (root) await rm(root, { recursive: true, force: true });
  });

  const stand = (...operations: StandingOperation[]) =>
    real.sandbox.reconcile(operations.map((operation, index) => ({ id: `e${index}`, operation })));

  /** What both members have booked so far, by the place of its record. */
  async function bookings(): Promise<Map<string, Booking[]>> {
    const folders = (await readdir(root)).map((sandbox) => join(root, sandbox, 'logs'));
    const files = folders.flatMap((folder) => [1, 2].map((slot) => join(folder, `fulfilment-${slot}.log`)));
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
    const booked = new Map<string, Booking[]>();
    for (const line of texts.flatMap((text) => text.split('\n')).filter((text) => text.includes('"parcel booked"'))) {
      const booking = JSON.parse(line) as Booking;
      const place = `${booking.partition}/${booking.offset}`;
      booked.set(place, [...(booked.get(place) ?? []), booking]);
    }
    return booked;
  }
  const mostOften = async (): Promise<Booking[]> => [...(await bookings()).values()].toSorted((a, b) => b.length - a.length)[0] ?? [];

  test('are booked over and over by 2.4.0 when its members have long been heard again, and the version before gets past them', {
    timeout: 300_000,
  }, async () => {
    await stand(numbered);
    await vi.waitFor(async () => expect((await bookings()).size).toBeGreaterThan(20), patient);
    await stand(numbered, slow);
    await vi.waitFor(async () => expect((await mostOften()).length).toBeGreaterThan(1), patient);
    await stand(numbered);
    const before = await mostOften();
    await vi.waitFor(async () => expect((await mostOften()).length).toBeGreaterThan(before.length + 5), patient);
    const again = await mostOften();
    expect(new Set(again.map(({ orderId }) => orderId)).size).toBe(1);
    expect(new Set(again.map(({ parcel }) => parcel)).size).toBe(again.length);
    await vi.waitFor(() => expect(newest?.ordersOwed).toBeGreaterThan(0), patient);

    await stand();
    await vi.waitFor(() => expect(newest?.ordersOwed).toBe(0), patient);
    expect(real.failed).toEqual([]);
  });
});
