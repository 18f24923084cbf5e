/** Records that are delivered again, in real processes: the shop bears them, and fulfilment 2.4.0 books one parcel after another. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import { distFile } from '../../../infra/process/paths.ts';
import { type OwnSandbox, openOwnSandbox } from './real-sandbox.fixture.ts';

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
  let real: OwnSandbox;

  beforeAll(async () => {
    real = await openOwnSandbox({ ratePerSecond: 30 });
  });
  afterAll(async () => {
    await real?.close();
  });

  /** What both members have booked so far, by the place of its record. */
  async function bookings(): Promise<Map<string, Booking[]>> {
    const folders = (await readdir(real.folder)).map((sandbox) => join(real.folder, sandbox, 'logs'));
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
    await real.stand(numbered);
    await vi.waitFor(async () => expect((await bookings()).size).toBeGreaterThan(20), patient);
    await real.stand(numbered, slow);
    await vi.waitFor(async () => expect((await mostOften()).length).toBeGreaterThan(1), patient);
    await real.stand(numbered);
    const before = await mostOften();
    await vi.waitFor(async () => expect((await mostOften()).length).toBeGreaterThan(before.length + 5), patient);
    const again = await mostOften();
    expect(new Set(again.map(({ orderId }) => orderId)).size).toBe(1);
    expect(new Set(again.map(({ parcel }) => parcel)).size).toBe(again.length);
    await vi.waitFor(() => expect(real.newest()?.ordersOwed).toBeGreaterThan(0), patient);

    await real.stand();
    await vi.waitFor(() => expect(real.newest()?.ordersOwed).toBe(0), patient);
    expect(real.failed).toEqual([]);
  });
});
