/** Looks into the engines over HTTP: who may, what goes out, and how much of it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Joined } from '../core/protocol/messages.ts';
import { type Panel, panelAnswerSchema } from '../core/protocol/panels.ts';
import { SandboxError } from './ports/sandbox.ts';
import { facilitatorKey, openTestApp, type TestApp } from './test-app.fixture.ts';

let edge: TestApp;
let joined: Joined;

beforeEach(async () => {
  edge = await openTestApp();
  joined = await edge.start();
});
afterEach(() => edge.close());

const mine = () => ({ authorization: `Bearer ${joined.playerToken}` });
const look = (body: unknown = { kind: 'redis' }, { headers = mine(), drillId = joined.drillId } = {}) =>
  edge.call('POST', `/api/v1/drills/${drillId}/panels`, { body, headers: { ...headers } });
const sandbox = () => {
  const built = edge.house.factory.built.at(-1);
  if (!built) throw new Error('no sandbox was built');
  return built;
};

describe('a look into an engine', () => {
  test('[PA1] shows what the sandbox shows, with the age of the look', async () => {
    sandbox().panels = { kafka: { kind: 'kafka', overMs: 2000, topics: [{ topic: 'orders.placed', partitions: [] }], groups: [] } };
    const { status, body } = await look({ kind: 'kafka' });
    expect(status).toBe(200);
    expect(panelAnswerSchema.parse(body)).toEqual({ ageMs: 0, panel: sandbox().panels.kafka });
    await edge.house.clock.advance(600);
    expect((await look({ kind: 'kafka' })).body).toMatchObject({ ageMs: 600 });
  });

  test('[PA2] is for those who are in the drill', async () => {
    expect(await look({ kind: 'redis' }, { headers: { authorization: '' } })).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
    expect(await look({ kind: 'redis' }, { drillId: 'INC-0999' })).toMatchObject({ status: 401 });
    expect((await look({ kind: 'redis' }, { headers: facilitatorKey })).status).toBe(200);
    expect(await look({ kind: 'redis' }, { headers: facilitatorKey, drillId: 'INC-0999' })).toMatchObject({ status: 404 });
  });

  test('[PA3] is there until the drill has ended', async () => {
    expect((await look()).status).toBe(200);
    await edge.call('POST', `/api/v1/facilitator/drills/${joined.drillId}/commands`, {
      headers: facilitatorKey,
      body: { type: 'abort', commandId: 'x', reason: 'enough' },
    });
    const ended = await look();
    expect(ended).toMatchObject({ status: 200, body: { panel: null, code: 'wrong_phase', message: expect.any(String) } });
    expect(panelAnswerSchema.parse(ended.body)).toEqual(ended.body);
  });

  test.each([
    ['a topic of nobody', { kind: 'kafkaRecords', topic: '__consumer_offsets', partition: 0, around: null }, 'bad_parameter'],
    ['a partition that is not there', { kind: 'kafkaRecords', topic: 'orders.placed', partition: 99, around: null }, 'bad_parameter'],
    ['a statement that is not offered', { kind: 'postgresPlan', statement: 'delete from orders', values: {} }, 'bad_parameter'],
    ['SQL', { kind: 'postgresPlan', sql: 'select 1' }, 'bad_message'],
    ['a parameter that is not there', { kind: 'postgresPlan', statement: 'search-page', values: { limit: '1' } }, 'bad_parameter'],
    ['a long value', { kind: 'postgresPlan', statement: 'search-page', values: { words: 'x'.repeat(81) } }, 'bad_message'],
    ['a negative offset', { kind: 'kafkaRecords', topic: 'orders.placed', partition: 0, around: -1 }, 'bad_message'],
    ['an engine of nobody', { kind: 'mainframe' }, 'bad_message'],
    ['a field too many', { kind: 'redis', command: 'flushall' }, 'bad_message'],
  ])('[PA4] %s is refused, and the sandbox is not asked', async (_name, body, code) => {
    const panel = vi.spyOn(sandbox(), 'panel');
    expect(await look(body)).toMatchObject({ status: 400, body: { code } });
    expect(panel).not.toHaveBeenCalled();
  });

  test('[PA5] goes out by the names of the wire only', async () => {
    const leaky = { kind: 'kafka', overMs: null, topics: [], groups: [], hooks: ['sealed-hook'], fault: 'sealed-fault' };
    vi.spyOn(sandbox(), 'panel').mockResolvedValue(leaky as never);
    const { body } = await look({ kind: 'kafka' });
    expect(JSON.stringify(body)).not.toContain('sealed');
    expect(body).toMatchObject({ panel: { kind: 'kafka', groups: [] } });
  });

  test('[PA6] that fails, or is of another shape, is seen as no answer, and the words stay on the terminal', async () => {
    const panel = vi.spyOn(sandbox(), 'panel').mockRejectedValueOnce(new SandboxError('component_failed', 'the lock holder has it'));
    const failed = await look();
    expect(failed).toMatchObject({ status: 200, body: { panel: null, code: 'no_answer', detail: 'Redis' } });
    expect(panelAnswerSchema.parse(failed.body)).toEqual(failed.body);
    expect(JSON.stringify(failed.body)).not.toContain('lock holder');
    expect(edge.house.lines.join()).toContain('lock holder');
    await edge.house.clock.advance(1000);
    panel.mockResolvedValueOnce({ kind: 'redis' } as never);
    expect(await look()).toMatchObject({ status: 200, body: { panel: null, code: 'no_answer' } });
  });

  test('[PA7] is asked of the engine once a second, however many look', async () => {
    const panel = vi.spyOn(sandbox(), 'panel');
    await Promise.all([look(), look(), look()]);
    expect(panel).toHaveBeenCalledTimes(1);
    await edge.house.clock.advance(1000);
    await look();
    expect(panel).toHaveBeenCalledTimes(2);
  });

  test('[PA8] too many at once are refused, plans sooner than the rest', async () => {
    const statuses = async (count: number, body: unknown) =>
      (await Promise.all(Array.from({ length: count }, () => look(body)))).map(({ status }) => status);
    const plans = await statuses(6, { kind: 'postgresPlan', statement: 'search-page', values: {} });
    expect(plans.filter((status) => status === 429)).toHaveLength(2);
    expect((await statuses(20, { kind: 'redis' })).filter((status) => status === 429).length).toBeGreaterThan(5);
  });

  test('[PA9] that takes longer than eight seconds is no failed request: it says so, and whoever looks next may see it', async () => {
    const kafka: Panel = { kind: 'kafka', overMs: null, topics: [], groups: [] };
    let answer: (panel: Panel) => void = () => {};
    const panel = vi.spyOn(sandbox(), 'panel').mockReturnValueOnce(
      new Promise<Panel>((resolve) => {
        answer = resolve;
      }),
    );
    const waiting = look({ kind: 'kafka' });
    await vi.waitFor(() => expect(panel).toHaveBeenCalled(), 10_000);
    await edge.house.clock.advance(8_000);
    const { status, body } = await waiting;
    expect([status, panelAnswerSchema.parse(body)]).toEqual([
      200,
      { panel: null, code: 'no_answer', message: expect.stringMatching(/no answer.*ask again/), detail: 'Kafka' },
    ]);
    answer(kafka);
    expect((await look({ kind: 'kafka' })).body).toEqual({ ageMs: 0, panel: kafka });
    expect(panel).toHaveBeenCalledTimes(1);
  });
});
