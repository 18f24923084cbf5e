/** Orders that are charged twice, in real processes: the shop sees to it that none is, and where one is all the same the ledger tells. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StandingOperation } from '../../../core/sandbox/operations.ts';
import type { LoadBoot } from '../../../infra/load/boot.ts';
import { distFile } from '../../../infra/process/paths.ts';
import { type OwnSandbox, openOwnSandbox } from './real-sandbox.fixture.ts';

const programs = ['sandbox/supervisor', 'sandbox/postgres-keeper', 'engines/kafka', 'load/generator', 'services/payments', 'services/psp'];
const isReady = process.platform === 'linux' && programs.every((name) => existsSync(distFile(`${name}.js`)));

const deferred: StandingOperation = { kind: 'policy', service: 'orders', key: 'payments.mode', value: 'deferred' };
const failedOver: StandingOperation = { kind: 'policy', service: 'payments', key: 'psp.endpoint', value: 'backup-psp' };
/** Charges arrive and are captured; nobody hears of it. */
const answersLost: StandingOperation = {
  kind: 'toxic',
  link: 'payments->psp',
  toxic: { type: 'timeout', stream: 'downstream', toxicity: 1, attributes: { timeout: 0 } },
};
const patient = { timeout: 60_000, interval: 250 };

describe.skipIf(!isReady)('orders charged twice in a real sandbox', () => {
  let real: OwnSandbox;
  let db: pg.Client;

  beforeAll(async () => {
    real = await openOwnSandbox({ ratePerSecond: 20 });
    db = new pg.Client(ledgerDatabase());
    await db.connect();
  });
  afterAll(async () => {
    await db?.end();
    await real?.close();
  });

  /** Where the load generator was told that the shop's database is. */
  const ledgerDatabase = (): LoadBoot['ledgerDatabase'] => {
    const pid = real.health().find(({ component }) => component === 'load')?.pid;
    const boot = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .find((line) => line.startsWith('BROWNOUT_BOOT='));
    return (JSON.parse(boot?.slice('BROWNOUT_BOOT='.length) ?? '{}') as LoadBoot).ledgerDatabase;
  };
  const paymentsWith = async (condition: string): Promise<number> => {
    const { rows } = await db.query<{ count: number }>(`select count(*)::integer as count from payments where ${condition}`);
    return rows[0]?.count ?? 0;
  };

  test('none by a failover while answers are lost; those whose provider was forgotten are, and the ledger counts them', {
    timeout: 200_000,
  }, async () => {
    await vi.waitFor(() => expect(real.newest()?.ordersTwice).toBe(0), patient);
    await real.stand(deferred, answersLost);
    await vi.waitFor(async () => expect(await paymentsWith(`state = 'DEFERRED' and unsure > 0`)).toBeGreaterThan(2), patient);
    await real.stand(deferred, answersLost, failedOver);
    await vi.waitFor(async () => {
      // New ones go to the second provider; one whose answer was lost asks the first again, which has charged it already.
      expect(await paymentsWith(`state = 'CAPTURED' and provider = 'backup-psp'`)).toBeGreaterThan(0);
      expect(await paymentsWith(`state = 'DEFERRED' and attempts > 1 and provider = 'psp'`)).toBeGreaterThan(0);
    }, patient);
    // Time for the second provider to capture, and for the books to be told.
    await pause(4000);
    expect(real.newest()?.ordersTwice).toBe(0);
    // As a clean-up would that takes what is undecided for not begun.
    await db.query(`update payments set unsure = 0 where state = 'DEFERRED'`);
    await vi.waitFor(() => expect(real.newest()?.ordersTwice).toBeGreaterThan(0), patient);
    const told = real.newest()?.ordersTwice ?? 0;
    await real.stand();
    await vi.waitFor(async () => expect(await paymentsWith(`state = 'DEFERRED'`)).toBe(0), patient);
    expect(real.newest()?.ordersTwice).toBeGreaterThanOrEqual(told);
  });
});
