import { expect, test } from 'vitest';
import { type GroupPlace, groupPartition, type Moment, placeKey, type Standing } from './group-lag.ts';

const place: GroupPlace = { topic: 't', partition: 3, member: 'shop-1', committed: 40, begin: 10, end: 100 };
const first: Moment = { nowMs: 1000, overMs: null, before: new Map() };

/** The row of each place in turn, looked at every two seconds. */
function looks(places: GroupPlace[]) {
  let before = new Map<string, Standing>();
  return places.map((each, index) => {
    const { row, standing } = groupPartition('g', each, { nowMs: index * 2000, overMs: index === 0 ? null : 2000, before });
    before = new Map([[placeKey('g', each), standing]]);
    return row;
  });
}

test('lag is what lies between the committed offset and the end', () => {
  expect(groupPartition('g', place, first).row).toMatchObject({ lag: 60, readPerSecond: null, stuckMs: 0 });
});

test('a group that has never committed has everything that is still there before it', () => {
  expect(groupPartition('g', { ...place, committed: null }, first).row.lag).toBe(90);
});

test('records that were deleted before the group read them are no lag', () => {
  expect(groupPartition('g', { ...place, committed: 2 }, first).row.lag).toBe(90);
});

test('the rate of reading is the movement of the committed offset', () => {
  expect(looks([place, { ...place, committed: 50, end: 120 }]).map(({ readPerSecond }) => readPerSecond)).toEqual([null, 5]);
});

test('an offset that stands still while records wait is stuck for as long as it was seen to', () => {
  expect(looks([place, place, { ...place, end: 200 }]).map(({ stuckMs }) => stuckMs)).toEqual([0, 2000, 4000]);
});

test('an offset that moves is not stuck, however long the queue', () => {
  expect(
    looks([place, { ...place, committed: 41, end: 900 }, { ...place, committed: 42, end: 1800 }]).map(({ stuckMs }) => stuckMs),
  ).toEqual([0, 0, 0]);
});

test('who has read everything stands still for want of records: the time counts from the first that waits', () => {
  const done = { ...place, committed: 100 };
  expect(looks([done, done, { ...done, end: 101 }, { ...done, end: 102 }]).map(({ stuckMs }) => stuckMs)).toEqual([0, 0, 0, 2000]);
});

test('a group that was moved back has no rate', () => {
  expect(looks([place, { ...place, committed: 10 }])[1]?.readPerSecond).toBeNull();
});
