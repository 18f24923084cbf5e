import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupStory, stablePair } from './group-story.fixture.ts';

const REBALANCE_IN_PROGRESS = 'error 27';
const UNKNOWN_MEMBER = 'error 25';

describe('first start of a group', () => {
  it('waits the initial delay for others, then makes the first member leader', () => {
    const story = new GroupStory().join('A').wait(2999);
    expect([story.group.phase, story.answers()]).toEqual(['PreparingRebalance', []]);
    story.wait(1);
    expect([story.group.phase, story.answers()]).toEqual(['CompletingRebalance', ['join A: generation 1, leader A, members A']]);
  });

  it('waits once more when somebody came during the delay', () => {
    const story = new GroupStory().join('A').wait(1000).join('B').wait(2000);
    expect(story.answers()).toEqual([]);
    expect(story.wait(3000).answers()).toEqual(['join A: generation 1, leader A, members A B', 'join B: generation 1, leader A']);
  });

  it('never waits longer than the rebalance timeout', () => {
    const story = new GroupStory().join('A', { rebalanceTimeoutMs: 4000 }).join('B').wait(3000).join('C').wait(1000);
    expect(story.answers()).toContain('join C: generation 1, leader A');
  });

  it('hands out the leader’s division, an empty share to whom it forgot', () => {
    const story = new GroupStory().join('A').join('B').wait(6000);
    story.answers();
    expect(story.sync('B').answers()).toEqual([]);
    expect(story.sync('A', { A: 'all' }).answers()).toEqual(['sync A: "all"', 'sync B: ""']);
    expect(story.group.phase).toBe('Stable');
  });
});

describe('member ids', () => {
  it('asks a newcomer to return with its id, and takes it then', () => {
    const story = new GroupStory().join('A', { mustReturnWithId: true });
    expect([story.answers(), story.memberIds(), story.group.phase]).toEqual([['join A: error 79'], [], 'Empty']);
    story.join('A', { mustReturnWithId: true }).wait(3000);
    expect(story.answers()).toEqual(['join A: generation 1, leader A, members A']);
  });

  it('forgets an id nobody returned with after its session timeout', () => {
    const story = new GroupStory().join('A', { mustReturnWithId: true }).wait(10_000);
    expect([story.group.pending.size, story.dueMs()]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('holds a rebalance open for an id that was just given out', () => {
    const story = stablePair().join('C', { mustReturnWithId: true });
    expect(story.group.phase).toBe('Stable');
    story.leave('B').join('A');
    expect(story.group.phase).toBe('PreparingRebalance');
    story.answers();
    expect(story.join('C').answers()).toEqual(['join A: generation 2, leader A, members A C', 'join C: generation 2, leader A']);
  });

  it('does not know a member of another life', () => {
    expect(stablePair().join('X', { memberId: 'X' }).sync('X').heartbeat('X').leave('X').answers()).toEqual([
      `join X: ${UNKNOWN_MEMBER}`,
      `sync X: ${UNKNOWN_MEMBER}`,
      `heartbeat X: ${UNKNOWN_MEMBER}`,
      `leave X: ${UNKNOWN_MEMBER}`,
    ]);
  });
});

describe('rebalance', () => {
  it('tells members by heartbeat, and ends as soon as all are back', () => {
    const story = stablePair().join('C').heartbeat('A').heartbeat('B').join('A');
    expect(story.answers()).toEqual([`heartbeat A: ${REBALANCE_IN_PROGRESS}`, `heartbeat B: ${REBALANCE_IN_PROGRESS}`]);
    expect(story.join('B').answers()).toEqual([
      'join A: generation 2, leader A, members A B C',
      'join B: generation 2, leader A',
      'join C: generation 2, leader A',
    ]);
  });

  it('goes on without those who did not come back within the rebalance timeout, with a new leader if need be', () => {
    const story = stablePair().join('C', { sessionTimeoutMs: 60_000 }).join('B', { sessionTimeoutMs: 60_000 });
    for (let beat = 0; beat < 6; beat++) story.wait(5000).heartbeat('A');
    expect(story.answers().filter((answer) => answer.startsWith('join'))).toEqual([
      'join B: generation 2, leader B, members B C',
      'join C: generation 2, leader B',
    ]);
    expect(story.memberIds()).toEqual(['B', 'C']);
  });

  it('answers an unchanged follower’s join in Stable with the current generation, and disturbs nobody', () => {
    const story = stablePair().join('B');
    expect([story.answers(), story.group.phase]).toEqual([['join B: generation 1, leader A'], 'Stable']);
    expect(story.sync('B').answers()).toEqual(['sync B: "b"']);
  });

  it('starts when the leader joins again, or a follower with another subscription', () => {
    expect(stablePair().join('A').group.phase).toBe('PreparingRebalance');
    expect(stablePair().join('B', { protocols: [{ name: 'range', metadata: Buffer.from('other') }] }).group.phase).toBe(
      'PreparingRebalance',
    );
  });

  it('sends those who wait for their share back to join', () => {
    const story = new GroupStory().join('A').join('B').wait(6000).sync('B');
    story.answers();
    expect(story.join('C').answers()).toEqual([`sync B: ${REBALANCE_IN_PROGRESS}`]);
  });

  it('repeats the current answer to a member that missed it before the division is known', () => {
    const story = new GroupStory().join('A').join('B').wait(6000);
    story.answers();
    expect(story.join('A').join('B').answers()).toEqual(['join A: generation 1, leader A, members A B', 'join B: generation 1, leader A']);
  });

  it('answers only the newest of two joins of one member with the generation', () => {
    const story = new GroupStory().join('A').join('A');
    expect(story.answers()).toEqual([`join A: ${REBALANCE_IN_PROGRESS}`]);
    expect(story.wait(3000).answers()).toEqual(['join A: generation 1, leader A, members A']);
  });

  it('chooses the strategy most members prefer among those all can speak', () => {
    const speaks = (...names: string[]) => ({ protocols: names.map((name) => ({ name, metadata: Buffer.from(name) })) });
    const story = new GroupStory()
      .join('A', speaks('sticky', 'range', 'robin'))
      .join('B', speaks('robin', 'range'))
      .join('C', speaks('robin', 'range'));
    expect(story.wait(6000).group.protocol).toBe('robin');
  });

  it('refuses a member that shares no strategy with the others, or asks for an impossible session', () => {
    const story = stablePair();
    story
      .join('C', { protocols: [{ name: 'other', metadata: Buffer.alloc(0) }] })
      .join('D', { protocolType: 'connect' })
      .join('E', { sessionTimeoutMs: 5999 });
    expect([story.answers(), story.group.phase]).toEqual([['join C: error 23', 'join D: error 23', 'join E: error 26'], 'Stable']);
  });

  it('puts out members that never ask for their share within the rebalance timeout', () => {
    const story = new GroupStory().join('A').join('B').wait(6000).sync('B');
    for (let beat = 0; beat < 6; beat++) story.heartbeat('A').wait(5000);
    expect(story.memberIds()).toEqual(['B']);
    expect(story.answers()).toContain(`sync B: ${REBALANCE_IN_PROGRESS}`);
  });
});

describe('leaving and dying', () => {
  it('rebalances at once when a member leaves', () => {
    const story = stablePair().leave('B').heartbeat('A');
    expect(story.answers()).toEqual(['leave B: ok', `heartbeat A: ${REBALANCE_IN_PROGRESS}`]);
    expect(story.join('A').answers()).toEqual(['join A: generation 2, leader A, members A']);
  });

  it('is empty, in a new generation, after the last member left', () => {
    const story = stablePair().leave('A').leave('B');
    expect([story.group.phase, story.group.generation, story.dueMs()]).toEqual(['Empty', 2, Number.POSITIVE_INFINITY]);
  });

  it('evicts a silent member exactly at its session timeout', () => {
    const story = stablePair().wait(9999).heartbeat('A');
    expect(story.memberIds()).toEqual(['A', 'B']);
    story.wait(1);
    expect([story.memberIds(), story.group.phase]).toEqual([['A'], 'PreparingRebalance']);
  });

  it('does not evict a member whose join waits here', () => {
    const story = new GroupStory().join('A', { sessionTimeoutMs: 6000, rebalanceTimeoutMs: 60_000 });
    for (const id of ['B', 'C', 'D']) story.wait(2900).join(id);
    expect(story.wait(2000).memberIds()).toEqual(['A', 'B', 'C', 'D']);
  });

  it('refuses a heartbeat or a commit of another generation', () => {
    expect(stablePair().heartbeat('A', 0).commit('B', 2).answers()).toEqual(['heartbeat A: error 22', 'commit B: error 22']);
  });
});

describe('commits', () => {
  it('count as a sign of life and are taken while others are joining', () => {
    const story = stablePair().join('C').wait(9000).commit('A').wait(9000);
    expect([story.answers(), story.memberIds()]).toEqual([['commit A: ok'], ['A', 'C']]);
  });

  it('must wait until the division is known', () => {
    const story = new GroupStory().join('A').wait(3000);
    story.answers();
    expect(story.commit('A').answers()).toEqual([`commit A: ${REBALANCE_IN_PROGRESS}`]);
  });

  it('of a tool are taken only while nobody is in the group', () => {
    expect(new GroupStory().commit('', -1).answers()).toEqual(['commit : ok']);
    expect(stablePair().commit('', -1).answers()).toEqual([`commit : ${UNKNOWN_MEMBER}`]);
  });
});

describe('time', () => {
  const act = fc.oneof(
    fc.record({
      do: fc.constantFrom('join' as const, 'leave' as const, 'heartbeat' as const, 'sync' as const),
      who: fc.constantFrom('A', 'B', 'C'),
    }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 40_000 }) }),
  );

  it('gives the same answers and state in one jump as in many small steps', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), fc.integer({ min: 1, max: 999 }), (acts, stepMs) => {
        const [jumping, stepping] = [new GroupStory(), new GroupStory()];
        for (const one of acts) {
          if (one.do !== 'wait') {
            jumping[one.do](one.who);
            stepping[one.do](one.who);
            continue;
          }
          jumping.wait(one.ms);
          for (let left = one.ms; left > 0; left -= stepMs) stepping.wait(Math.min(stepMs, left));
        }
        expect(stepping.answers()).toEqual(jumping.answers());
        expect(stepping.group).toEqual(jumping.group);
      }),
    );
  });
});
