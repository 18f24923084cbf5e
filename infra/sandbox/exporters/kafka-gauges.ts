import kafkajs, { type Admin } from 'kafkajs';
import type { Gauge } from './otlp-gauges.ts';

const { AssignerProtocol } = kafkajs;

/** Offsets of every partition, of every group, and who holds which partition. @throws the client's error */
export async function kafkaGauges(admin: Admin, topics: readonly string[]): Promise<Gauge[]> {
  const { groups } = await admin.listGroups();
  const groupIds = groups.map(({ groupId }) => groupId);
  const [ends, committed, members] = await Promise.all([
    Promise.all(topics.map((topic) => endGauges(admin, topic))),
    Promise.all(groupIds.map((group) => committedGauges(admin, group, topics))),
    groupIds.length > 0 ? memberGauges(admin, groupIds) : [],
  ]);
  return [...ends.flat(), ...committed.flat(), ...members];
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
