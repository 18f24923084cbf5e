import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { Delivery, retryAfter } from './delivery.ts';
import { Notifier } from './notifier.ts';

/** Answers in their order, then 200; keeps what came. */
let answers: (number | { status: number; retryAfter: string })[];
let received: { path: string; body: unknown }[];
let receiver: Server;
let url: string;
const lines: string[] = [];
const log = (line: string): void => void lines.push(line);

beforeEach(async () => {
  answers = [];
  received = [];
  lines.length = 0;
  receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      const answer = answers.shift() ?? 200;
      const status = typeof answer === 'number' ? answer : answer.status;
      if (status < 300) received.push({ path: request.url ?? '', body: JSON.parse(text) });
      response.writeHead(status, typeof answer === 'number' ? {} : { 'retry-after': answer.retryAfter }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

/** What is waited for comes within milliseconds, but not on a busy machine. */
const patience = { timeout: 10_000 };
const delivery = (changes: { url?: string } = {}): Delivery => new Delivery({ name: 'pager', url, retryAfterMs: [5, 5], log, ...changes });

describe('a delivery', () => {
  it('keeps the order, over answers that say "later"', async () => {
    answers = [503, 200, { status: 429, retryAfter: '0' }];
    const pager = delivery();
    for (const text of ['one', 'two', 'three']) pager.send({ text });
    await vi.waitFor(() => expect(pager.counts).toEqual({ delivered: 3, failed: 0, dropped: 0 }), patience);
    expect(received.map(({ body }) => body)).toEqual([{ text: 'one' }, { text: 'two' }, { text: 'three' }]);
    await pager.stop();
  });

  it('gives up what is refused for good, says so without the address, and goes on', async () => {
    answers = [400];
    const pager = delivery();
    pager.send({ text: 'bad' });
    pager.send({ text: 'good' });
    await vi.waitFor(() => expect(received).toHaveLength(1), patience);
    expect(lines).toEqual(['pager: a message was not taken: answered 400']);
    await pager.stop();
  });

  it('that nobody takes ends soon when the house stops, and is counted', async () => {
    receiver.closeAllConnections();
    receiver.close();
    await once(receiver, 'close');
    const pager = delivery();
    pager.send({});
    await vi.waitFor(() => expect(pager.counts.failed).toBe(1), patience);
    expect(lines[0]).toContain('ECONNREFUSED');
    await pager.stop();
  });

  it('drops the oldest when too many wait', async () => {
    const pager = delivery();
    for (let count = 0; count < 260; count += 1) pager.send({ count });
    expect(pager.waiting).toBeLessThanOrEqual(200);
    await vi.waitFor(() => expect(pager.waiting).toBe(0), patience);
    await vi.waitFor(() => expect(received.at(-1)?.body).toEqual({ count: 259 }), patience);
    expect(pager.counts.dropped).toBeGreaterThan(50);
    await pager.stop();
  });

  it.each([
    ['2', 2_000],
    ['Thu, 01 Jan 1970 00:00:10 GMT', 9_000],
    ['86400', 30_000],
    ['soon', null],
    [null, null],
  ])('reads Retry-After %s as %s ms', (header, expected) => {
    expect(retryAfter(header, 1_000)).toBe(expected);
  });
});

describe('a notifier', () => {
  const firing = {
    drillId: 'INC-0001',
    phase: 'live',
    alerts: [
      {
        alertId: 'a',
        alert: 'browse-latency.page',
        severity: 'page',
        state: 'firing',
        summary: 'slow',
        burnRate: 20,
        sinceMs: 0,
        acknowledgedBy: null,
        silence: null,
      },
    ],
  } as unknown as DrillView;

  it('tells every destination of an alert, and of its end when the house stops', async () => {
    const base = url.replace('/hook', '');
    const notifier = new Notifier({
      destinations: { webhookUrl: `${base}/webhook`, pagerDuty: { url: `${base}/enqueue`, routingKey: 'R0' }, slackUrl: `${base}/slack` },
      houseUrl: () => 'http://127.0.0.1:4000',
      wallMs: () => 1_000,
      log,
    });
    notifier.changed(firing);
    notifier.changed(firing);
    await vi.waitFor(() => expect(received.map(({ path }) => path).sort()).toEqual(['/enqueue', '/slack', '/webhook']), patience);
    await notifier.stop();
    const actions = received.filter(({ path }) => path === '/enqueue').map(({ body }) => (body as { event_action: string }).event_action);
    expect(actions).toEqual(['trigger', 'resolve']);
    expect(received.filter(({ path }) => path === '/webhook').map(({ body }) => (body as { status: string }).status)).toEqual([
      'firing',
      'resolved',
    ]);
  });
});
