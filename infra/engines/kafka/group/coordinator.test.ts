import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorCode } from '../wire/error-codes.ts';
import { GroupCoordinator } from './coordinator.ts';

const newcomer = {
  memberId: '',
  mustReturnWithId: false,
  clientId: 'c',
  clientHost: '/h',
  sessionTimeoutMs: 6000,
  rebalanceTimeoutMs: 20_000,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from('m') }],
};

describe('group coordinator', () => {
  let coordinator: GroupCoordinator;
  let nowMs: number;

  /** Time passes and timers fire, but what they deferred to after the sockets are read has not run yet. */
  async function stall(ms: number): Promise<void> {
    nowMs += ms;
    vi.advanceTimersByTime(ms);
    await Promise.resolve();
  }

  async function pass(ms: number): Promise<void> {
    await stall(ms);
    await new Promise((resolve) => setImmediate(resolve));
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    nowMs = 0;
    coordinator = new GroupCoordinator({ initialRebalanceDelayMs: 1000, nowMs: () => nowMs });
  });
  afterEach(() => {
    coordinator.stop();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  async function stableMember(memberId: string): Promise<number> {
    const joining = coordinator.join('g', { ...newcomer, newMemberId: memberId });
    await pass(1000);
    const { generation } = await joining;
    await coordinator.sync('g', { memberId, generation, assignments: new Map([[memberId, Buffer.from('all')]]) });
    return generation;
  }

  it('answers a join when its time has come, without being asked again', async () => {
    expect(await stableMember('A')).toBe(1);
    expect(coordinator.describe('g')?.phase).toBe('Stable');
  });

  it('evicts on time although heartbeats moved the deadline', async () => {
    const generation = await stableMember('A');
    await pass(4000);
    expect(coordinator.heartbeat('g', { memberId: 'A', generation })).toBe(ErrorCode.none);
    await pass(5999);
    expect(coordinator.describe('g')?.phase).toBe('Stable');
    await pass(1);
    expect(coordinator.describe('g')?.phase).toBe('Empty');
  });

  it('hears a heartbeat that came during a stall before it judges the silence', async () => {
    const generation = await stableMember('A');
    await stall(60_000);
    expect(coordinator.heartbeat('g', { memberId: 'A', generation })).toBe(ErrorCode.none);
    await pass(0);
    expect(coordinator.describe('g')?.phase).toBe('Stable');
    await pass(6000);
    expect(coordinator.describe('g')?.phase).toBe('Empty');
  });

  it('knows no member of a group it never heard of, and does not make one up', async () => {
    const nobody = { memberId: 'X', generation: 1 };
    expect(coordinator.heartbeat('g', nobody)).toBe(ErrorCode.unknownMemberId);
    expect((await coordinator.sync('g', { ...nobody, assignments: new Map() })).error).toBe(ErrorCode.unknownMemberId);
    expect((await coordinator.join('g', { ...newcomer, memberId: 'X', newMemberId: 'Y' })).error).toBe(ErrorCode.unknownMemberId);
    expect(coordinator.list()).toEqual([]);
  });

  it('lets a tool commit before anybody joined, and deletes the group only while it is empty', async () => {
    expect(coordinator.acceptCommit('g', { memberId: '', generation: -1 })).toBe(ErrorCode.none);
    coordinator.offsets('g')?.commit({ topic: 't', partition: 0 }, { offset: 7, metadata: '' });
    await stableMember('A');
    expect(coordinator.delete('g')).toBe(ErrorCode.nonEmptyGroup);
    coordinator.leave('g', 'A');
    expect(coordinator.offsets('g')?.known()).toEqual([{ topic: 't', partitions: [0] }]);
    expect(coordinator.delete('g')).toBe(ErrorCode.none);
    expect(coordinator.delete('g')).toBe(ErrorCode.groupIdNotFound);
  });
});
