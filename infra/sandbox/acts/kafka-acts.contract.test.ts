/** What responders do to groups and dead letters, on a real broker. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { readPosition } from '../../../core/sandbox/live.ts';
import { positionsOf } from '../admin/kafka-groups.ts';
import { type SmallKafka, startSmallKafka } from '../small-kafka.fixture.ts';
import { KafkaActs } from './kafka-acts.ts';

const topics = ['orders', 'orders.dlq', 'untouched'];
let broker: SmallKafka;
let acts: KafkaActs;
/** Sends a record the group cannot handle, and one behind it. */
const stuckOn = 'bad';
let leave: (() => Promise<void>) | undefined;
const handled: string[] = [];

beforeAll(async () => {
  broker = await startSmallKafka(topics);
});
afterEach(async () => {
  await leave?.();
  leave = undefined;
});
afterAll(() => broker.stop());

/** A member that stands still at what it cannot handle. */
async function join(group: string): Promise<() => Promise<void>> {
  const consumer = broker.kafka.consumer({
    groupId: group,
    maxWaitTimeInMs: 100,
    retry: { retries: 500, initialRetryTime: 20, maxRetryTime: 50 },
  });
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const value = message.value?.toString() ?? '';
      if (value === stuckOn) throw new Error('unreadable');
      handled.push(value);
    },
  });
  return () => consumer.disconnect();
}

/** The group as the shop has it: sent out for as long as something is done to it. */
function actsOn(group: string): KafkaActs {
  return new KafkaActs({
    kafka: broker.admin,
    topics,
    groupOf: () => group,
    async withoutConsumers(_service, work) {
      await leave?.();
      leave = undefined;
      try {
        return await work();
      } finally {
        leave = await join(group);
      }
    },
  });
}

async function send(topic: string, values: readonly string[], partition = 0, headers: Record<string, string> = {}): Promise<void> {
  const producer = broker.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ key: 'k', value, partition, headers })) });
  await producer.disconnect();
}

const committed = async (group: string, partition = 0): Promise<number | undefined> =>
  (await positionsOf(broker.admin, group, topics)).find((each) => each.topic === 'orders' && each.partition === partition)?.committed;
const skip = (value: string) => ({
  kind: 'offsetSkip' as const,
  service: 'shipping',
  ...(readPosition(value) ?? { topic: '', partition: 0, offset: '' }),
});

test('the record a group is stuck at is offered with what waits behind it, and skipping it lets the group go on', async () => {
  acts = actsOn('shipping');
  await send('orders', ['one']);
  leave = await join('shipping');
  await vi.waitFor(async () => expect(await committed('shipping')).toBe(1), 30_000);
  await send('orders', [stuckOn, 'three']);
  const [choice, ...rest] = await vi.waitFor(async () => {
    const choices = await acts.positions('shipping');
    expect(choices).toHaveLength(1);
    return choices;
  }, 30_000);
  expect(rest).toEqual([]);
  expect(choice).toMatchObject({
    value: 'orders/0@1',
    facts: [
      { name: 'waiting', value: '2 records' },
      { name: 'end', value: '3' },
    ],
  });

  expect(await acts.skip(skip('orders/0@1'))).toEqual(['shipping: went past offset 1 of orders, partition 0']);
  await vi.waitFor(async () => expect(await committed('shipping')).toBe(3), 30_000);
  expect(handled).toEqual(['one', 'three']);

  // The group stands somewhere else now, and nothing waits there.
  await expect(acts.skip(skip('orders/0@1'))).rejects.toMatchObject({
    code: 'gone',
    message: expect.stringContaining('stands at offset 3'),
  });
  await expect(acts.skip(skip('orders/0@3'))).rejects.toMatchObject({
    code: 'gone',
    message: 'shipping: nothing waits at offset 3 of orders',
  });
  await expect(acts.skip(skip('untouched/0@0'))).rejects.toMatchObject({ code: 'gone' });
});

test('a reset to the beginning does all again, one to the end leaves out what waits, one in time what is older', async () => {
  acts = actsOn('billing');
  handled.length = 0;
  leave = await join('billing');
  await send('orders', ['p1'], 1);
  await vi.waitFor(async () => expect(await committed('billing', 1)).toBe(1), 30_000);
  const did = await acts.reset({ kind: 'offsetsReset', service: 'billing', to: 'earliest', minutesBack: 1 });
  expect(did).toEqual([expect.stringMatching(/^billing: orders moved back by \d+ records$/)]);
  await vi.waitFor(() => expect(handled.filter((value) => value === 'p1')).toHaveLength(2), 30_000);

  await send('orders', [stuckOn, 'never'], 1);
  await vi.waitFor(async () => expect((await acts.positions('billing')).some(({ value }) => value === 'orders/1@1')).toBe(true), 30_000);
  await acts.reset({ kind: 'offsetsReset', service: 'billing', to: 'latest', minutesBack: 1 });
  await vi.waitFor(async () => expect(await committed('billing', 1)).toBe(3), 30_000);
  expect(handled).not.toContain('never');

  // Everything came within the last minute.
  await acts.reset({ kind: 'offsetsReset', service: 'billing', to: 'time', minutesBack: 1 });
  await vi.waitFor(() => expect(handled.filter((value) => value === 'p1')).toHaveLength(3), 30_000);
});

test('dead letters are shown with where they came from and why, and go back once', async () => {
  acts = actsOn('redriven');
  expect(await acts.deadLetters.choices('orders.dlq')).toEqual([]);
  await expect(acts.deadLetters.redrive({ kind: 'deadLetterRedrive', topic: 'orders.dlq', offset: null })).rejects.toMatchObject({
    code: 'gone',
  });
  const headers = {
    'dlq-topic': 'untouched',
    'dlq-partition': '2',
    'dlq-offset': '41',
    'dlq-reason': 'Unexpected end of JSON',
    'schema-version': '1',
  };
  await send('orders.dlq', ['first', 'second'], 0, headers);
  const choices = await acts.deadLetters.choices('orders.dlq');
  expect(choices.map(({ value, label }) => [value, label])).toEqual([
    ['all', 'All 2 that were not sent back yet'],
    ['1', 'Offset 1'],
    ['0', 'Offset 0'],
  ]);
  expect(choices[1]?.facts).toContainEqual({ name: 'from', value: 'untouched/2/41' });
  expect(choices[1]?.facts).toContainEqual({ name: 'reason', value: 'Unexpected end of JSON' });

  expect(await acts.deadLetters.redrive({ kind: 'deadLetterRedrive', topic: 'orders.dlq', offset: '1' })).toEqual([
    expect.stringMatching(/^orders\.dlq: 1 record sent to untouched again, partition \d, offset 0$/),
  ]);
  expect((await acts.deadLetters.choices('orders.dlq')).map(({ label }) => label)).toEqual([
    'All 1 that were not sent back yet',
    'Offset 1, sent back already',
    'Offset 0',
  ]);
  await acts.deadLetters.redrive({ kind: 'deadLetterRedrive', topic: 'orders.dlq', offset: null });
  await expect(acts.deadLetters.redrive({ kind: 'deadLetterRedrive', topic: 'orders.dlq', offset: null })).rejects.toMatchObject({
    code: 'gone',
    message: 'orders.dlq: nothing is left to send back',
  });
  const sent: [string, string[]][] = [];
  const reader = broker.kafka.consumer({ groupId: 'looking', maxWaitTimeInMs: 100 });
  await reader.connect();
  await reader.subscribe({ topic: 'untouched', fromBeginning: true });
  await reader.run({ eachMessage: async ({ message }) => void sent.push([String(message.value), Object.keys(message.headers ?? {})]) });
  await vi.waitFor(() => expect(sent.map(([value]) => value).sort()).toEqual(['first', 'second']), 30_000);
  expect(sent.map(([, names]) => names)).toEqual([['schema-version'], ['schema-version']]);
  await reader.disconnect();
});
