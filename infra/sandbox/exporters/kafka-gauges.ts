import kafkajs, { type Admin } from 'kafkajs';
import { houseGroup } from '../admin/kafka-admin.ts';
import type { Gauge } from './otlp-gauges.ts';

const { AssignerProtocol } = kafkajs;

/** Every reading costs a request per broker and topic, so what hardly ever changes is asked for once in so many. */
const fullEvery = 5;

/** Reads offsets of partitions and groups, and who holds which partition. */
export class KafkaReader {
  private readings = 0;
  private groups: string[] = [];

  constructor(
    private readonly admin: Admin,
    private readonly topics: readonly string[],
  ) {}

  /** One reading; topics that no group holds, and new groups, are seen only in every fifth. @throws the client's error */
  async read(): Promise<Gauge[]> {
    const full = this.readings++ % fullEvery === 0;
    if (full || this.groups.length === 0) this.groups = await this.shopGroups();
    const members = this.groups.length > 0 ? await memberGauges(this.admin, this.groups) : [];
    const held = (gauges: readonly Gauge[]): string[] => [...new Set(gauges.map(({ attributes }) => String(attributes['topic'])))];
    const committed = this.groups.map((group) => {
      const own = held(members.filter(({ attributes }) => attributes['group'] === group));
      return own.length > 0 ? committedGauges(this.admin, group, own) : [];
    });
    const ends = (full ? this.topics : held(members)).map((topic) => endGauges(this.admin, topic));
    return [...(await Promise.all([...ends, ...committed])).flat(), ...members];
  }

  /** All but the one in which the house reads. */
  private async shopGroups(): Promise<string[]> {
    const { groups } = await this.admin.listGroups();
    return groups.map(({ groupId }) => groupId).filter((group) => group !== houseGroup);
  }
}

async function endGauges(admin: Admin, topic: string): Promise<Gauge[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.map(({ partition, high }) => ({
    name: 'kafka.partition.current_offset',
    value: Number(high),
    attributes: { topic, partition },
  }));
}

async function committedGauges(admin: Admin, group: string, topics: readonly string[]): Promise<Gauge[]> {
  const offsets = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  return offsets.flatMap(({ topic, partitions }) =>
    partitions
      // -1: the group has never committed here.
      .filter(({ offset }) => Number(offset) >= 0)
      .map(({ partition, offset }) => ({
        name: 'kafka.consumer_group.offset',
        value: Number(offset),
        attributes: { group, topic, partition },
      })),
  );
}

async function memberGauges(admin: Admin, groupIds: string[]): Promise<Gauge[]> {
  const { groups } = await admin.describeGroups(groupIds);
  return groups.flatMap(({ groupId: group, members }) =>
    members.flatMap(({ clientId: member, memberAssignment }) => {
      const assignment = memberAssignment.length > 0 ? AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment : undefined;
      return Object.entries(assignment ?? {}).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ name: 'kafka.consumer_group.member', value: 1, attributes: { group, topic, partition, member } })),
      );
    }),
  );
}
