/** Disturbances of topics. */
import type { Producer } from 'kafkajs';
import type { Disturbance } from '../../../core/sandbox/disturbances.ts';
import type { KafkaAdmin, RecordPlace } from '../admin/kafka-admin.ts';
import type { Effect } from './effect.ts';

type Of<Type extends Disturbance['type']> = Extract<Disturbance, { type: Type }>;

const tickMs = 100;
/** A producer that falls behind leaves records out instead of piling them up here. */
const mostUnderWay = 8;
/** Larger records go one by one: together they would be more than a broker takes at once. */
const largeBytes = 50_000;

/** Sends records nobody can read. Taking it off leaves them to consumers, which park what they cannot read; see `KafkaAdmin.sweep`. */
export async function poison(kafka: KafkaAdmin, { topic, partition, records, worker }: Of<'poison'>): Promise<Effect> {
  const producer = await kafka.producer(worker);
  const places: RecordPlace[] = [];
  for (let count = 0; count < records; count += 1) {
    const value = `{"schemaVersion":1,"orderId":"ord-import-${Date.now()}-${count}","lines":[{"produ`;
    const message = { key: `import-${count}`, value, headers: { 'schema-version': '1' }, ...(partition === null ? {} : { partition }) };
    const [sent] = await producer.send({ topic, messages: [message] });
    places.push({ topic, partition: sent?.partition ?? 0, offset: Number(sent?.baseOffset ?? 0) });
  }
  await producer.disconnect();
  kafka.remember(places);
  const where = places.map((place) => `${place.topic}-${place.partition} at offset ${place.offset}`).join(', ');
  return { did: `kafka: unreadable record on ${where}`, undo: async () => [] };
}

export async function traffic(kafka: KafkaAdmin, disturbance: Of<'kafkaTraffic'>): Promise<Effect> {
  const { topic, key, perSecond, bytes, worker } = disturbance;
  const producer = await kafka.producer(worker);
  const sender = new TrafficSender(producer, disturbance);
  sender.start();
  const size = `${perSecond} records/s${bytes > largeBytes ? ` of ${bytes} bytes` : ''}`;
  return {
    did: `kafka: ${worker} sends ${size} to ${topic}${key === null ? '' : `, all with key ${key}`}`,
    async undo() {
      await sender.stop();
      return [`kafka: ${worker} sent ${sender.sent} records and stopped`];
    },
  };
}

class TrafficSender {
  sent = 0;
  private owed = 0;
  private underWay = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly run = Date.now().toString(36);

  constructor(
    private readonly producer: Producer,
    private readonly plan: Of<'kafkaTraffic'>,
  ) {}

  start(): void {
    this.owed = 1;
    this.timer = setInterval(() => this.tick(), tickMs);
    this.tick();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.producer.disconnect();
  }

  private tick(): void {
    const due = Math.floor(this.owed);
    this.owed += (this.plan.perSecond * tickMs) / 1000 - due;
    if (due < 1 || this.underWay >= mostUnderWay) return;
    const messages = Array.from({ length: due }, () => this.record());
    const parcels = this.plan.bytes > largeBytes ? messages.map((message) => [message]) : [messages];
    for (const parcel of parcels) this.send(parcel);
  }

  private send(messages: { key: string; value: string }[]): void {
    this.underWay += 1;
    const done = (): void => {
      this.underWay -= 1;
    };
    this.producer.send({ topic: this.plan.topic, acks: 1, messages }).then(() => {
      this.sent += messages.length;
      done();
    }, done);
  }

  /** A good record of a placed order, of the wanted size. */
  private record(): { key: string; value: string; headers: Record<string, string> } {
    const orderId = `ord-import-${this.run}-${(this.count += 1)}`;
    const order = { schemaVersion: 1, type: 'orders.placed', orderId, currency: 'EUR', lines: [{ productId: 1, quantity: 1 }], notes: '' };
    order.notes = '.'.repeat(Math.max(0, this.plan.bytes - JSON.stringify(order).length));
    return { key: this.plan.key ?? orderId, value: JSON.stringify(order), headers: { 'schema-version': '1' } };
  }

  private count = 0;
}
