const triesBeforeParking = 3;

/**
 * Counts how often each record could not be decoded. A record gets three tries (the decoder may be what is broken,
 * and a roll-back may be on its way), then it is parked so that its partition goes on.
 */
export class PoisonGate {
  /** Tries by partition. Only the record at the head of a partition is ever tried, so one entry per partition is enough. */
  readonly #tries = new Map<string, { offset: string; count: number }>();

  /** Notes a failed try; true when the record is to be parked now. */
  failed({ topic, partition, offset }: { topic: string; partition: number; offset: string }): boolean {
    const key = `${topic}/${partition}`;
    const before = this.#tries.get(key);
    const count = before?.offset === offset ? before.count + 1 : 1;
    if (count <= triesBeforeParking) {
      this.#tries.set(key, { offset, count });
      return count === triesBeforeParking;
    }
    // It should have been parked and was not (the dead-letter topic failed): keep asking.
    return true;
  }
}
