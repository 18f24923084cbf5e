/** What a member has seen of its group, for whoever looks at the group from outside: a broker tells neither of it. */
export interface ConsumerReport {
  group: string;
  /** Of the newest heartbeat; null before the first. */
  generation: number | null;
  /** How long ago it came into each generation of the last five minutes, newest first. Milliseconds. */
  joinsMsAgo: number[];
  /** Of each partition the record that failed last, within the last ten minutes. */
  failures: FailureReport[];
}

interface FailureReport {
  topic: string;
  partition: number;
  offset: string;
  tries: number;
  message: string;
  agoMs: number;
}

interface FailedRecord {
  topic: string;
  partition: number;
  offset: string;
}

const joinsWithinMs = 5 * 60_000;
const failuresWithinMs = 10 * 60_000;
const mostJoins = 200;
const mostFailures = 50;
const longestMessage = 200;

export class ConsumerWatch {
  private generation: number | null = null;
  private joinedAtMs: number[] = [];
  private readonly failed = new Map<string, Omit<FailureReport, 'agoMs'> & { atMs: number }>();

  constructor(
    private readonly group: string,
    private readonly nowMs: () => number,
  ) {}

  joined(): void {
    this.joinedAtMs = [this.nowMs(), ...this.joinedAtMs].slice(0, mostJoins);
  }

  inGeneration(generation: number): void {
    this.generation = generation;
  }

  failedOn({ topic, partition, offset }: FailedRecord, error: unknown): void {
    const key = `${topic}/${partition}`;
    const before = this.failed.get(key);
    const tries = before?.offset === offset ? before.tries + 1 : 1;
    const message = (error instanceof Error ? error.message : String(error)).slice(0, longestMessage);
    // Anew at the end, so that the oldest are the first to go.
    this.failed.delete(key);
    this.failed.set(key, { topic, partition, offset, tries, message, atMs: this.nowMs() });
    const [oldest] = this.failed.keys();
    if (this.failed.size > mostFailures && oldest !== undefined) this.failed.delete(oldest);
  }

  report(): ConsumerReport {
    const now = this.nowMs();
    return {
      group: this.group,
      generation: this.generation,
      joinsMsAgo: this.joinedAtMs.map((atMs) => Math.round(now - atMs)).filter((agoMs) => agoMs < joinsWithinMs),
      failures: [...this.failed.values()]
        .map(({ atMs, ...failure }) => ({ ...failure, agoMs: Math.round(now - atMs) }))
        .filter(({ agoMs }) => agoMs < failuresWithinMs),
    };
  }
}
