import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, KafkaMessage } from 'kafkajs';
import type { LiveChoice } from '../../../core/sandbox/live.ts';
import type { SandboxAction } from '../../../core/sandbox/operations.ts';
import type { KafkaAdmin, RecordPlace } from '../admin/kafka-admin.ts';
import { SandboxFailure } from '../failure.ts';
import { KeyedQueue } from '../keyed-queue.ts';

type Redrive = Extract<SandboxAction, { kind: 'deadLetterRedrive' }>;

interface DeadLetter {
  partition: number;
  offset: string;
  key: string;
  value: Buffer | null;
  headers: Record<string, string>;
  parkedAtMs: number;
}

const shownRecords = 50;
const readWithinMs = 15_000;
const lookEveryMs = 50;
/** What the parker wrote on a record, and what goes off it when it is sent back. */
const parkerHeader = /^dlq-/;

/** Records that consumers could not handle and put aside: to be looked at, and sent back to where they came from. */
export class DeadLetters {
  /** What has been sent back already, so that `all` means the rest. */
  private readonly sentBack = new Set<string>();
  /** The reading group is one member only. */
  private readonly reads = new KeyedQueue();

  constructor(
    private readonly kafka: KafkaAdmin,
    private readonly topics: readonly string[],
  ) {}

  /** All together, then the newest one by one. @throws SandboxFailure, the client's error */
  async choices(topic: string): Promise<LiveChoice[]> {
    const letters = await this.read(topic);
    const left = letters.filter((letter) => !this.isSentBack(topic, letter));
    const newest = letters.toReversed().slice(0, shownRecords);
    const all = { value: 'all', label: `All ${left.length} that were not sent back yet`, facts: [] };
    return [...(left.length > 0 ? [all] : []), ...newest.map((letter) => this.choiceOf(topic, letter))];
  }

  /** @throws SandboxFailure `gone` when there is nothing to send back; the client's error */
  async redrive({ topic, offset }: Redrive): Promise<string[]> {
    const letters = await this.read(topic);
    const chosen = letters.filter((letter) => (offset === null ? !this.isSentBack(topic, letter) : letter.offset === offset));
    if (chosen.length === 0) {
      throw new SandboxFailure(
        'gone',
        `${topic}: ${offset === null ? 'nothing is left to send back' : `there is no record at offset ${offset}`}`,
      );
    }
    const producer = await this.kafka.producer('maintenance');
    const places: RecordPlace[] = [];
    try {
      for (const letter of chosen) {
        const origin = this.originOf(topic, letter);
        const headers = Object.fromEntries(Object.entries(letter.headers).filter(([name]) => !parkerHeader.test(name)));
        const [sent] = await producer.send({ topic: origin, messages: [{ key: letter.key, value: letter.value, headers }] });
        this.sentBack.add(idOf(topic, letter));
        places.push({ topic: origin, partition: sent?.partition ?? 0, offset: Number(sent?.baseOffset ?? 0) });
      }
    } finally {
      // Whoever reads them may still be unable to: they are watched like those that were sent on purpose.
      this.kafka.remember(places);
      await producer.disconnect();
    }
    return [...new Set(places.map((place) => place.topic))].map((origin) => {
      const own = places.filter((place) => place.topic === origin);
      const where = own.length === 1 ? `, partition ${own[0]?.partition}, offset ${own[0]?.offset}` : '';
      return `${topic}: ${own.length} ${own.length === 1 ? 'record' : 'records'} sent to ${origin} again${where}`;
    });
  }

  private choiceOf(topic: string, letter: DeadLetter): LiveChoice {
    const { headers, offset, key, parkedAtMs } = letter;
    const from = [headers['dlq-topic'], headers['dlq-partition'], headers['dlq-offset']].join('/');
    return {
      value: offset,
      label: `Offset ${offset}${this.isSentBack(topic, letter) ? ', sent back already' : ''}`,
      facts: [
        { name: 'from', value: from },
        { name: 'key', value: key },
        { name: 'parked', value: `${Math.max(0, Math.round((Date.now() - parkedAtMs) / 1000))} s ago` },
        { name: 'reason', value: (headers['dlq-reason'] ?? '').slice(0, 160) },
      ],
    };
  }

  private originOf(topic: string, { headers, offset }: DeadLetter): string {
    const origin = headers['dlq-topic'] ?? topic.replace(/\.dlq$/, '');
    if (origin !== topic && this.topics.includes(origin)) return origin;
    throw new SandboxFailure('gone', `${topic}: the record at offset ${offset} does not say where it came from`);
  }

  private isSentBack(topic: string, letter: DeadLetter): boolean {
    return this.sentBack.has(idOf(topic, letter));
  }

  private read(topic: string): Promise<DeadLetter[]> {
    return this.reads.run('read', () => this.readAll(topic));
  }

  /** From the first record to the last there is now, in a group of its own that commits nothing. */
  private async readAll(topic: string): Promise<DeadLetter[]> {
    const ends = await (await this.kafka.admin()).fetchTopicOffsets(topic);
    const missing = new Map(
      ends.filter(({ low, high }) => Number(high) > Number(low)).map(({ partition, high }) => [partition, Number(high)]),
    );
    if (missing.size === 0) return [];
    const letters: DeadLetter[] = [];
    const consumer = this.kafka.consumer();
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await readInto(consumer, letters, missing);
    } finally {
      await consumer.disconnect();
    }
    return letters.sort((a, b) => a.parkedAtMs - b.parkedAtMs || Number(a.offset) - Number(b.offset));
  }
}

/** @throws SandboxFailure when the broker is too slow */
async function readInto(consumer: Consumer, letters: DeadLetter[], missing: Map<number, number>): Promise<void> {
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      const high = missing.get(partition);
      if (high === undefined || Number(message.offset) >= high) return;
      letters.push(letterOf(partition, message));
      if (Number(message.offset) === high - 1) missing.delete(partition);
    },
  });
  const until = performance.now() + readWithinMs;
  while (missing.size > 0) {
    if (performance.now() > until)
      throw new SandboxFailure('apply_failed', `kafka: dead letters could not be read within ${readWithinMs / 1000} s`);
    await pause(lookEveryMs);
  }
}

function letterOf(partition: number, { offset, key, value, headers = {}, timestamp }: KafkaMessage): DeadLetter {
  return {
    partition,
    offset,
    key: key?.toString() ?? '',
    value,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text ?? '')])),
    parkedAtMs: Number(timestamp),
  };
}

function idOf(topic: string, { partition, offset }: DeadLetter): string {
  return `${topic}/${partition}@${offset}`;
}
