import kafkajs, { type Admin, type GroupDescription } from 'kafkajs';
import { type GroupPlace, groupPartition, placeKey, type Standing } from '../../../../core/panels/group-lag.ts';
import { perSecond } from '../../../../core/panels/rates.ts';
import type { KafkaGroup, KafkaPanel } from '../../../../core/protocol/panels-kafka.ts';
import { houseGroup, type KafkaAdmin } from '../../admin/kafka-admin.ts';
import { Looks } from '../looks.ts';

const { AssignerProtocol } = kafkajs;

/** What the member of a group tells of itself over the control plane; absent where it does not answer. */
export interface MemberReport {
  /** Client id, as the broker knows it. */
  member: string;
  group: string;
  generation: number | null;
  /** How long ago it came into each generation of the last five minutes. Milliseconds. */
  joinsMsAgo: number[];
  failures: { topic: string; partition: number; offset: string; tries: number; message: string; agoMs: number }[];
}

export interface KafkaPanelParts {
  kafka: KafkaAdmin;
  topics: readonly string[];
  /** Of every member of a group that answers. Never rejects. */
  reports: () => Promise<MemberReport[]>;
}

interface End {
  topic: string;
  partition: number;
  begin: number;
  end: number;
}

interface Look {
  ends: Map<string, number>;
  standings: Map<string, Standing>;
}

const shownFailures = 20;

/** Offsets, groups and members, as `kafka-consumer-groups --describe` shows them. */
export class KafkaLook {
  private readonly looks = new Looks<Look>();

  constructor(private readonly parts: KafkaPanelParts) {}

  /** @throws the client's error */
  async read(nowMs = performance.now()): Promise<KafkaPanel> {
    const admin = await this.parts.kafka.admin();
    const [ends, descriptions, reports] = await Promise.all([this.ends(admin), describeGroups(admin), this.parts.reports()]);
    const committed = await Promise.all(descriptions.map(({ groupId }) => this.committed(admin, groupId)));
    const look: Look = { ends: new Map(ends.map((end) => [placeKey('', end), end.end])), standings: new Map() };
    const { before, overMs } = this.looks.next(look, nowMs);
    const moment = { nowMs, overMs, before: before?.standings ?? new Map<string, Standing>() };
    const groups = descriptions.map((description, index): KafkaGroup => {
      const rows = placesOf(description, committed[index] ?? new Map(), ends).map((place) => {
        const { row, standing } = groupPartition(description.groupId, place, moment);
        look.standings.set(placeKey(description.groupId, place), standing);
        return row;
      });
      return { ...groupOf(description, reports), partitions: rows };
    });
    return { kind: 'kafka', overMs, topics: this.topicsOf(ends, before?.ends ?? null, overMs), groups };
  }

  private async ends(admin: Admin): Promise<End[]> {
    const all = this.parts.topics.map(async (topic) => {
      const offsets = await admin.fetchTopicOffsets(topic);
      return offsets
        .map(({ partition, low, high }) => ({ topic, partition, begin: Number(low), end: Number(high) }))
        .sort((a, b) => a.partition - b.partition);
    });
    return (await Promise.all(all)).flat();
  }

  private async committed(admin: Admin, groupId: string): Promise<Map<string, number>> {
    const offsets = await admin.fetchOffsets({ groupId, topics: [...this.parts.topics] });
    const known = offsets.flatMap(({ topic, partitions }) =>
      partitions
        // -1: the group has never committed here.
        .filter(({ offset }) => Number(offset) >= 0)
        .map(({ partition, offset }): [string, number] => [placeKey('', { topic, partition }), Number(offset)]),
    );
    return new Map(known);
  }

  private topicsOf(ends: readonly End[], before: ReadonlyMap<string, number> | null, overMs: number | null): KafkaPanel['topics'] {
    return this.parts.topics.map((topic) => ({
      topic,
      partitions: ends
        .filter((each) => each.topic === topic)
        .map(({ partition, begin, end }) => ({
          partition,
          begin,
          end,
          writtenPerSecond: perSecond(end, before?.get(placeKey('', { topic, partition })), overMs),
        })),
    }));
  }
}

/** All but the one in which the house reads. */
async function describeGroups(admin: Admin): Promise<GroupDescription[]> {
  const { groups } = await admin.listGroups();
  const ids = groups.map(({ groupId }) => groupId).filter((group) => group !== houseGroup);
  if (ids.length === 0) return [];
  return (await admin.describeGroups(ids)).groups.toSorted((a, b) => a.groupId.localeCompare(b.groupId));
}

/** Every partition that the group has committed on or that a member holds. */
function placesOf(description: GroupDescription, committed: ReadonlyMap<string, number>, ends: readonly End[]): GroupPlace[] {
  const holders = new Map(assignments(description).map(({ member, topic, partition }) => [placeKey('', { topic, partition }), member]));
  return ends
    .map(({ topic, partition, begin, end }) => ({
      place: { topic, partition, begin, end },
      member: holders.get(placeKey('', { topic, partition })) ?? null,
      at: committed.get(placeKey('', { topic, partition })) ?? null,
    }))
    .filter(({ member, at }) => member !== null || at !== null)
    .map(({ place, member, at }) => ({ ...place, member, committed: at }));
}

function assignments({ members }: GroupDescription): { member: string; topic: string; partition: number }[] {
  return members.flatMap(({ clientId: member, memberAssignment }) => {
    const assignment = memberAssignment.length > 0 ? AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment : undefined;
    return Object.entries(assignment ?? {}).flatMap(([topic, partitions]) => partitions.map((partition) => ({ member, topic, partition })));
  });
}

function groupOf(description: GroupDescription, reports: readonly MemberReport[]): Omit<KafkaGroup, 'partitions'> {
  const { groupId: group, state, protocol, members } = description;
  const own = reports.filter((report) => report.group === group);
  const held = assignments(description);
  const joins = own.map(({ joinsMsAgo }) => joinsMsAgo);
  const generations = own.flatMap(({ generation }) => (generation === null ? [] : [generation]));
  return {
    group,
    state,
    protocol,
    generation: generations.length === 0 ? null : Math.max(...generations),
    // Everybody comes into every generation: who saw most of them tells how many there were.
    rebalances: own.length === 0 ? null : Math.max(...joins.map(({ length }) => length)),
    rebalancedMsAgo: joins.flat().length === 0 ? null : Math.min(...joins.flat()),
    members: members.map(({ clientId: member, clientHost: host }) => ({
      member,
      host: host.replace(/^\//, ''),
      partitions: held.filter((each) => each.member === member).length,
    })),
    failures: own
      .flatMap(({ member, failures }) => failures.map((failure) => ({ member, ...failure })))
      .sort((a, b) => a.agoMs - b.agoMs)
      .slice(0, shownFailures),
  };
}
