import { expect, test } from 'vitest';
import { Membership } from './membership.ts';

function harness(options: { failures?: number; joining?: () => Promise<void> } = {}) {
  const log: string[] = [];
  let failures = options.failures ?? 0;
  let loseStay = (): void => {};
  // What a group does at each assignment: it asks whether the member may take anything.
  let assign = (): void => {};
  let takes = false;
  const membership = new Membership(
    async ({ onLost, isPaused }) => {
      if (failures-- > 0) {
        log.push('failed');
        throw new Error('no broker');
      }
      assign = () => {
        takes = !isPaused();
      };
      assign();
      log.push(takes ? 'joined' : 'joined and takes nothing');
      loseStay = onLost;
      await options.joining?.();
      return {
        leave: async () => void log.push('left'),
        pause(paused) {
          if (takes === paused) log.push(paused ? 'stops' : 'goes on');
          takes = !paused;
        },
      };
    },
    async () => void log.push('pause'),
  );
  return { log, membership, lose: () => loseStay(), rebalance: () => assign(), takes: () => takes };
}

test('joins once however often it is asked, and leaves once', async () => {
  const { log, membership } = harness();
  await Promise.all([membership.set('running'), membership.set('running')]);
  expect(membership.running).toBe(true);
  await Promise.all([membership.set('cordoned'), membership.set('cordoned')]);
  expect(membership.running).toBe(false);
  expect(log).toEqual(['joined', 'left']);
});

test('keeps trying while brokers are away', async () => {
  const { log, membership } = harness({ failures: 2 });
  await membership.set('running');
  expect(log).toEqual(['failed', 'pause', 'failed', 'pause', 'joined']);
});

test('changes of mind end in the last one', async () => {
  const { membership } = harness();
  await Promise.all([membership.set('running'), membership.set('cordoned'), membership.set('running'), membership.set('cordoned')]);
  expect(membership.running).toBe(false);
});

test('a member that falls out comes back, unless it is told to stay out', async () => {
  const { log, membership, lose } = harness();
  await membership.set('running');
  lose();
  expect(membership.running).toBe(false);
  await membership.set('running');
  expect(log).toEqual(['joined', 'pause', 'joined']);
  lose();
  await membership.set('cordoned');
  expect(log.filter((entry) => entry === 'joined')).toHaveLength(2);
});

test('a paused member stays in its group and goes on when it is told, also over a rebalance', async () => {
  const { log, membership, rebalance, takes } = harness();
  await membership.set('running');
  await membership.set('paused');
  expect([membership.state, membership.running, takes()]).toEqual(['paused', true, false]);
  rebalance();
  expect(takes()).toBe(false);
  await membership.set('paused');
  await membership.set('running');
  expect([membership.state, takes()]).toEqual(['running', true]);
  expect(log).toEqual(['joined', 'stops', 'goes on']);
});

test('a member that comes into a paused group, or comes back into one, takes nothing', async () => {
  const { log, membership, lose } = harness();
  await membership.set('paused');
  lose();
  await membership.set('paused');
  expect(membership.state).toBe('paused');
  expect(log).toEqual(['joined and takes nothing', 'pause', 'joined and takes nothing']);
});

test('a change of mind while it joins holds from then on', async () => {
  let join = (): void => {};
  const { membership, takes } = harness({ joining: () => new Promise((resolve) => (join = resolve)) });
  const joined = membership.set('running');
  await Promise.resolve();
  const paused = membership.set('paused');
  join();
  await Promise.all([joined, paused]);
  expect([membership.state, takes()]).toEqual(['paused', false]);
});

test('a paused member that is cordoned leaves without taking anything more', async () => {
  const { log, membership } = harness();
  await membership.set('paused');
  await membership.set('cordoned');
  expect(membership.state).toBe('cordoned');
  expect(log).toEqual(['joined and takes nothing', 'left']);
});
