/** What the Kafka panel shows: offsets, groups and records, as the broker and the members of its groups tell them. */
import * as z from 'zod';

const topicPartitionSchema = z.object({
  partition: z.int(),
  /** The oldest record there is, and where the next one will be written. */
  begin: z.int(),
  end: z.int(),
  /** Between this look and the one before; null at the first. */
  writtenPerSecond: z.number().nullable(),
});

const groupPartitionSchema = z.object({
  topic: z.string(),
  partition: z.int(),
  /** Client id of who holds it; null for nobody. */
  member: z.string().nullable(),
  /** The next record the group will read; null where it has never committed. */
  committed: z.int().nullable(),
  end: z.int(),
  lag: z.int(),
  readPerSecond: z.number().nullable(),
  /** For how long records have waited while the committed offset stood still, as far as it was looked at; 0 while it moves. */
  stuckMs: z.number(),
});
export type GroupPartition = z.infer<typeof groupPartitionSchema>;

/** A record that a member could not handle, as that member tells it. */
const consumerFailureSchema = z.object({
  member: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  /** How often it was tried. */
  tries: z.int(),
  message: z.string(),
  agoMs: z.number(),
});

const groupSchema = z.object({
  group: z.string(),
  /** `Stable`, `PreparingRebalance`, `CompletingRebalance`, `Empty` or `Dead`. */
  state: z.string(),
  /** Of the assignment: `RoundRobinAssigner`. Empty outside of `Stable`. */
  protocol: z.string(),
  /** As its members tell it; null when none does. */
  generation: z.int().nullable(),
  /** Times that members came into a new generation within the last five minutes, and how long ago the newest was. */
  rebalances: z.int().nullable(),
  rebalancedMsAgo: z.number().nullable(),
  members: z.array(z.object({ member: z.string(), host: z.string(), partitions: z.int() })),
  partitions: z.array(groupPartitionSchema),
  failures: z.array(consumerFailureSchema),
});
export type KafkaGroup = z.infer<typeof groupSchema>;

export const kafkaPanelSchema = z.object({
  kind: z.literal('kafka'),
  /** Milliseconds over which rates are; null at the first look. */
  overMs: z.number().nullable(),
  topics: z.array(z.object({ topic: z.string(), partitions: z.array(topicPartitionSchema) })),
  groups: z.array(groupSchema),
});
export type KafkaPanel = z.infer<typeof kafkaPanelSchema>;

const shownBytesSchema = z.object({
  /** Readable text, or hexadecimal where it is none. */
  text: z.string(),
  encoding: z.enum(['text', 'hex']),
  /** Of the whole, of which `text` may be the beginning. */
  bytes: z.int(),
  isCut: z.boolean(),
});
export type ShownBytes = z.infer<typeof shownBytesSchema>;

const kafkaRecordSchema = z.object({
  offset: z.int(),
  /** Unix milliseconds, by the clock of whoever sent it. */
  timestampMs: z.number(),
  agoMs: z.number(),
  key: shownBytesSchema.nullable(),
  value: shownBytesSchema.nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type KafkaRecord = z.infer<typeof kafkaRecordSchema>;

export const kafkaRecordsPanelSchema = z.object({
  kind: z.literal('kafkaRecords'),
  topic: z.string(),
  partition: z.int(),
  begin: z.int(),
  end: z.int(),
  records: z.array(kafkaRecordSchema),
  /** Why fewer are shown than there are; null when nothing is missing. */
  problem: z.string().nullable(),
});
export type KafkaRecordsPanel = z.infer<typeof kafkaRecordsPanelSchema>;
