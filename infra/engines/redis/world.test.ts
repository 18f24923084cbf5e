import { describe, expect, it } from 'vitest';
import { HashValue, ListValue, SetValue, StringValue } from './store/values.ts';
import { World } from './world.ts';

function createWorld(maxmemory = 0, policy: World['eviction']['policy'] = 'allkeys-lru') {
  const clock = { nowMs: 1_000_000 };
  let state = 99;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const world = new World({ maxmemory, policy, now: () => clock.nowMs, random });
  const put = (key: string, length = 100) => world.database(0).put(key, new StringValue('x'.repeat(length)), clock.nowMs);
  return { world, clock, put };
}

describe('memory accounting', () => {
  it('comes back to nothing when everything is gone, whatever the type', () => {
    const { world, put, clock } = createWorld();
    const db = world.database(0);
    const empty = world.usedMemory;
    db.setExpiry(put('a', 5000), clock.nowMs + 10);
    put('a', 20);
    const hash = new HashValue();
    for (let index = 0; index < 600; index += 1) hash.set(`f${index}`, 'y'.repeat(index % 90));
    const entry = db.put('h', hash, clock.nowMs);
    for (let index = 0; index < 599; index += 1) hash.delete(`f${index}`);
    db.changed(entry);
    const list = new ListValue();
    list.push('left', 'abc');
    db.put('l', list, clock.nowMs);
    const set = new SetValue();
    set.add('member');
    db.put('s', set, clock.nowMs);
    expect(world.usedMemory).toBeGreaterThan(empty);
    for (const key of ['a', 'h', 'l', 's']) {
      const found = db.find(key, clock.nowMs);
      if (found) db.remove(found);
    }
    expect(world.usedMemory).toBe(empty);
  });
});

describe('expiry', () => {
  it('hides a key from the moment its time is over, and the sweep removes those nobody asks for', () => {
    const { world, put, clock } = createWorld();
    const db = world.database(0);
    for (let index = 0; index < 500; index += 1) db.setExpiry(put(`k${index}`), clock.nowMs + 50);
    put('stays');
    clock.nowMs += 49;
    expect(db.find('k0', clock.nowMs)).toBeDefined();
    clock.nowMs += 1;
    expect(db.find('k0', clock.nowMs)).toBeUndefined();
    for (let round = 0; round < 50 && db.expiringSize > 0; round += 1) world.housekeep();
    expect(db.size).toBe(1);
    expect(world.stats.expiredKeys).toBe(500);
  });
});

describe('eviction', () => {
  it('takes the longest unused: of old and young keys nearly only the old go', () => {
    const { world, put, clock } = createWorld();
    for (let index = 0; index < 1000; index += 1) put(`old${index}`);
    clock.nowMs += 5000;
    for (let index = 0; index < 1000; index += 1) put(`young${index}`);
    world.eviction.maxmemory = world.usedMemory - 800 * 200;
    for (let slice = 0; slice < 10_000 && world.usedMemory > world.eviction.maxmemory; slice += 1) world.makeRoom();
    const left = [...world.database(0).live(clock.nowMs)].map(({ key }) => key);
    expect(left.filter((key) => key.startsWith('young')).length).toBeGreaterThan(950);
    expect(left.filter((key) => key.startsWith('old')).length).toBeLessThan(300);
    world.close();
  });

  it('works in slices of half a millisecond and goes on by itself', async () => {
    const { world, put } = createWorld();
    for (let index = 0; index < 30_000; index += 1) put(`k${index}`);
    world.eviction.maxmemory = world.usedMemory - 29_000 * 180;
    const startedMs = performance.now();
    expect(world.makeRoom()).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(50);
    expect(world.usedMemory).toBeGreaterThan(world.eviction.maxmemory);
    await expect.poll(() => world.usedMemory, { timeout: 10_000 }).toBeLessThanOrEqual(world.eviction.maxmemory);
    world.close();
  });

  it('says that there is no room when the policy forbids to make some', () => {
    const { world, put } = createWorld(0, 'noeviction');
    put('a');
    world.eviction.maxmemory = 1;
    expect(world.makeRoom()).toBe(false);
    world.eviction.policy = 'volatile-lru';
    expect(world.makeRoom()).toBe(false);
    expect(world.database(0).size).toBe(1);
  });

  it('does not take for a victim what was replaced since it was a candidate', () => {
    const { world, put, clock } = createWorld(0, 'volatile-ttl');
    const db = world.database(0);
    for (let index = 0; index < 40; index += 1) db.setExpiry(put(`k${index}`), clock.nowMs + 1000 + index);
    world.eviction.maxmemory = world.usedMemory - 1;
    world.makeRoom();
    for (const { key } of [...db.live(clock.nowMs)]) put(key);
    world.eviction.maxmemory = 1;
    expect(world.makeRoom()).toBe(false);
    expect(db.size).toBe(39);
  });
});
