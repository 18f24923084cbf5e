import { expect, test } from 'vitest';
import { ConsumerWatch } from './consumer-report.ts';

function watched() {
  const clock = { nowMs: 0 };
  return { clock, watch: new ConsumerWatch('shop', () => clock.nowMs) };
}
const record = (offset: string, partition = 0) => ({ topic: 't', partition, offset });

test('a member that has done nothing yet knows its group only', () => {
  expect(watched().watch.report()).toEqual({ group: 'shop', generation: null, joinsMsAgo: [], failures: [] });
});

test('joins are told by their age, newest first, and forgotten after five minutes', () => {
  const { clock, watch } = watched();
  watch.joined();
  clock.nowMs = 1000;
  watch.joined();
  watch.inGeneration(7);
  clock.nowMs = 3000;
  expect(watch.report()).toMatchObject({ generation: 7, joinsMsAgo: [2000, 3000] });
  clock.nowMs = 300_500;
  expect(watch.report().joinsMsAgo).toEqual([299_500]);
});

test('tries of one record are counted, and another record begins anew', () => {
  const { clock, watch } = watched();
  watch.failedOn(record('5'), new Error('no JSON'));
  clock.nowMs = 500;
  watch.failedOn(record('5'), new Error('no JSON'));
  expect(watch.report().failures).toEqual([{ topic: 't', partition: 0, offset: '5', tries: 2, message: 'no JSON', agoMs: 0 }]);
  watch.failedOn(record('6'), 'a text');
  expect(watch.report().failures).toMatchObject([{ offset: '6', tries: 1, message: 'a text' }]);
});

test('what is remembered stays small', () => {
  const { watch } = watched();
  for (let partition = 0; partition < 200; partition += 1) watch.failedOn(record('1', partition), new Error('x'.repeat(10_000)));
  for (let join = 0; join < 1000; join += 1) watch.joined();
  const { failures, joinsMsAgo } = watch.report();
  expect(failures.map(({ partition }) => partition)).toEqual(Array.from({ length: 50 }, (_, index) => 150 + index));
  expect(failures[0]?.message).toHaveLength(200);
  expect(joinsMsAgo).toHaveLength(200);
});
