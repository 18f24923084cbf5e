import { expect, test } from 'vitest';
import { Membership } from './membership.ts';

function harness(options: { failures?: number } = {}) {
  const log: string[] = [];
  let failures = options.failures ?? 0;
  let loseStay = (): void => {};
  const membership = new Membership(
    async (onLost) => {
      if (failures-- > 0) {
        log.push('failed');
        throw new Error('no broker');
      }
      log.push('joined');
      loseStay = onLost;
      return { leave: async () => void log.push('left') };
    },
    async () => void log.push('pause'),
  );
  return { log, membership, lose: () => loseStay() };
}

test('joins once however often it is asked, and leaves once', async () => {
  const { log, membership } = harness();
  await Promise.all([membership.set(true), membership.set(true)]);
  expect(membership.running).toBe(true);
  await Promise.all([membership.set(false), membership.set(false)]);
  expect(membership.running).toBe(false);
  expect(log).toEqual(['joined', 'left']);
});

test('keeps trying while brokers are away', async () => {
  const { log, membership } = harness({ failures: 2 });
  await membership.set(true);
  expect(log).toEqual(['failed', 'pause', 'failed', 'pause', 'joined']);
});

test('changes of mind end in the last one', async () => {
  const { membership } = harness();
  await Promise.all([membership.set(true), membership.set(false), membership.set(true), membership.set(false)]);
  expect(membership.running).toBe(false);
});

test('a member that falls out comes back, unless it is told to stay out', async () => {
  const { log, membership, lose } = harness();
  await membership.set(true);
  lose();
  expect(membership.running).toBe(false);
  await membership.set(true);
  expect(log).toEqual(['joined', 'pause', 'joined']);
  lose();
  await membership.set(false);
  expect(log.filter((entry) => entry === 'joined')).toHaveLength(2);
});
