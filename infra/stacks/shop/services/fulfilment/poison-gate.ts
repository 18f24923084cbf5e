/**
 * Counts how often each record could not be decoded. A record gets some tries (the decoder may be what is broken,
 * and a roll-back may be on its way), then it is parked so that its partition goes on.
 */
export class PoisonGate {
  /** Tries by partition. Only the record at the head of a partition is ever tried, so one entry per partition is enough. */
  readonly #tries = new Map<string, { offset: string; count: number }>();

  /** Notes a failed try; true when the record is to be parked now. `parkAfter` tries, 0 for never. */
  failed({ topic, partition, offset }: { topic: string; partition: number; offset: string }, parkAfter: number): boolean {
    const key = `${topic}/${partition}`;
    const before = this.#tries.get(key);
    const count = before?.offset === offset ? before.count + 1 : 1;
    this.#tries.set(key, { offset, count });
    return parkAfter > 0 && count >= parkAfter;
  }
}
