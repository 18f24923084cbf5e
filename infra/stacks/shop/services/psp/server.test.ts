import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Charges } from './charges.ts';
import { Quota } from './quota.ts';
import { createPspServer } from './server.ts';

const psp = { name: 'psp', settings: { medianMs: 480, fastestMs: 300, slowestMs: 800, feePermille: 14 } };
const nowMs = Date.UTC(2026, 3, 1, 11, 30);
const server = createPspServer(new Charges(7, psp, { wait: async () => {} }), () => nowMs);
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function post(body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${base}/charges`, { method: 'POST', body, headers });
}

describe('payment provider', () => {
  it('charges over HTTP', async () => {
    const reply = await post(JSON.stringify({ orderId: 'ord-1', cents: 990, currency: 'EUR' }), { 'idempotency-key': 'ord-1' });
    expect(reply.status).toBe(201);
    expect(await reply.json()).toMatchObject({ state: 'captured', chargeId: expect.stringMatching(/^ch_/) });
  });

  it('names what a bad request lacks', async () => {
    const noKey = await post(JSON.stringify({ orderId: 'ord-1', cents: 990, currency: 'EUR' }), {});
    expect([noKey.status, await noKey.json()]).toEqual([400, expect.objectContaining({ code: 'idempotency_key_missing' })]);
    for (const body of ['not json', '{}', JSON.stringify({ orderId: 'ord-1', cents: 9.5, currency: 'EUR' })]) {
      const reply = await post(body, { 'idempotency-key': 'k' });
      expect([reply.status, await reply.json()]).toEqual([400, expect.objectContaining({ code: 'bad_request' })]);
    }
  });

  it('says on its status page that all is well, as of hours ago', async () => {
    const page = (await (await fetch(`${base}/status`)).json()) as { status: string; updatedAt: string };
    expect(page).toEqual({ status: 'operational', updatedAt: '2026-04-01T08:00:00.000Z' });
  });

  it('answers 429 with Retry-After past the quota of the account, whoever has used it up, and takes charges again later', async () => {
    const busy = createPspServer(new Charges(7, psp, { wait: async () => {} }), Date.now, new Quota(3, performance.now()));
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(busy.address() as AddressInfo).port}/charges`;
    const body = JSON.stringify({ orderId: 'o', cents: 1, currency: 'EUR' });
    const charge = (key: string): Promise<Response> => fetch(url, { method: 'POST', body, headers: { 'idempotency-key': key } });
    const replies = await Promise.all(Array.from({ length: 12 }, (_, index) => charge(`b-${index}`)));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.headers.get('x-ratelimit-remaining')).toBe('0');
    await vi.waitFor(async () => expect((await charge(`later-${performance.now()}`)).status).toBe(201), 10_000);
    await new Promise((resolve) => {
      busy.close(resolve);
      busy.closeAllConnections();
    });
  });
});

describe('the quota', () => {
  it('gives so many a second with a second saved up, by the clock it is told', () => {
    const quota = new Quota(10, 0);
    const taken = (nowMs: number): number => Array.from({ length: 100 }, () => quota.take(nowMs)).filter(Boolean).length;
    expect([taken(0), taken(0), taken(500), taken(60_000)]).toEqual([10, 0, 5, 10]);
  });
});
