import { advance, nextDueMs } from './advance.ts';
import { type JoinRequest, join } from './join.ts';
import { acceptCommit, heartbeat, leave } from './membership.ts';
import { type AnsweredStep, emptyGroup, type GroupReply, type GroupState, type Step } from './state.ts';
import { sync } from './sync.ts';

const INITIAL_DELAY_MS = 3000;

/** A group told as a story: things happen at a time, answers are collected as plain sentences. */
export class GroupStory {
  group: GroupState = emptyGroup('g', INITIAL_DELAY_MS);
  nowMs = 0;
  private readonly said: string[] = [];
  private readonly askers = new Map<number, string>();

  /** A member joins under its own id as the broker gave it out before, or as a newcomer that gets this id. */
  join(memberId: string, more: Partial<JoinRequest> = {}): this {
    const known = this.group.members.has(memberId) || this.group.pending.has(memberId);
    const request: JoinRequest = {
      ticket: this.ticket(memberId),
      memberId: known ? memberId : '',
      newMemberId: memberId,
      mustReturnWithId: false,
      clientId: 'client',
      clientHost: '/127.0.0.1',
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 30_000,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.from(memberId) }],
      ...more,
    };
    return this.take(join(this.group, request, this.nowMs));
  }

  sync(memberId: string, assignments: Record<string, string> = {}, generation = this.group.generation): this {
    const shares = new Map(Object.entries(assignments).map(([member, share]) => [member, Buffer.from(share)]));
    return this.take(sync(this.group, { ticket: this.ticket(memberId), memberId, generation, assignments: shares }, this.nowMs));
  }

  heartbeat(memberId: string, generation = this.group.generation): this {
    return this.told(`heartbeat ${memberId}`, heartbeat(this.group, { memberId, generation }, this.nowMs));
  }

  commit(memberId: string, generation = this.group.generation): this {
    return this.told(`commit ${memberId}`, acceptCommit(this.group, { memberId, generation }, this.nowMs));
  }

  leave(memberId: string): this {
    return this.told(`leave ${memberId}`, leave(this.group, memberId, this.nowMs));
  }

  /** Time passes, in one jump. */
  wait(ms: number): this {
    this.nowMs += ms;
    return this.take(advance(this.group, this.nowMs));
  }

  /** What was answered since this was last asked, in order. */
  answers(): string[] {
    return this.said.splice(0);
  }

  dueMs(): number {
    return nextDueMs(this.group);
  }

  memberIds(): string[] {
    return [...this.group.members.keys()];
  }

  private ticket(memberId: string): number {
    const ticket = this.askers.size + 1;
    this.askers.set(ticket, memberId);
    return ticket;
  }

  private take({ group, replies }: Step): this {
    this.group = group;
    for (const reply of replies) this.said.push(`${reply.type} ${this.askers.get(reply.ticket)}: ${describe(reply)}`);
    return this;
  }

  private told(what: string, step: AnsweredStep): this {
    this.take(step);
    this.said.push(`${what}: ${step.error === 0 ? 'ok' : `error ${step.error}`}`);
    return this;
  }
}

function describe(answer: GroupReply): string {
  if (answer.reply.error !== 0) return `error ${answer.reply.error}`;
  if (answer.type === 'sync') return `"${answer.reply.assignment}"`;
  const { generation, leader, members } = answer.reply;
  return `generation ${generation}, leader ${leader}${members.length > 0 ? `, members ${members.map(({ memberId }) => memberId).join(' ')}` : ''}`;
}

/** A and B stable in generation 1, A leading, with shares "a" and "b", both heard of just now. */
export function stablePair(): GroupStory {
  const story = new GroupStory().join('A').join('B').wait(3000).wait(3000).sync('B').sync('A', { A: 'a', B: 'b' });
  story.answers();
  return story;
}
