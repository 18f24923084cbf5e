import type { SliDefinition } from '../../../../core/sandbox/messages.ts';
import { isFailedAnswer } from '../../../../core/slo/answers.ts';
import type { SliMeter, SliTrack } from './kit.ts';

export interface DecidedEvents {
  result: 'good' | 'bad';
  events: number;
  /** What they are told apart by; undefined for what is not a request. */
  about?: Readonly<Record<string, string>>;
}

/** Receives every decided event. */
export type CountSli = (sli: string, decided: DecidedEvents) => void;

type Journey = SliDefinition['journey'];

interface Follow {
  startedAtMs: number;
  definition: SliDefinition;
  about: Readonly<Record<string, string>>;
}

/** Decides SLI events at their deadline. Whoever owns it calls `expire` regularly, so that a hang is bad while it hangs. */
export class DeadlineSliMeter implements SliMeter {
  /** Undecided events by SLI, in order of start. */
  private readonly open = new Map<string, Set<Follow>>();

  constructor(
    private readonly definitions: readonly SliDefinition[],
    private readonly nowMs: () => number,
    private readonly emit: CountSli,
  ) {
    for (const { name } of definitions) this.open.set(name, new Set());
  }

  track(journey: Journey, startedAtMs: number, about: Readonly<Record<string, string>> = {}): SliTrack {
    const follows = this.definitions
      .filter((definition) => definition.journey === journey && definition.sli !== 'freshness')
      .map((definition) => ({ startedAtMs, definition, about }));
    for (const follow of follows) this.open.get(follow.definition.name)?.add(follow);
    return {
      done: (status) => {
        for (const follow of follows) this.settle(follow, status);
      },
      drop: () => {
        for (const follow of follows) this.forget(follow);
      },
    };
  }

  count(sli: string, result: 'good' | 'bad', events: number): void {
    if (events > 0) this.emit(sli, { result, events });
  }

  thresholdMs(sli: string): number | undefined {
    return this.definitions.find(({ name }) => name === sli)?.thresholdMs;
  }

  /** Turns bad what has passed its threshold. */
  expire(): void {
    const now = this.nowMs();
    for (const follows of this.open.values()) {
      for (const follow of follows) {
        if (now - follow.startedAtMs < follow.definition.thresholdMs) break;
        this.decide(follow, 'bad');
      }
    }
  }

  private settle(follow: Follow, status: number): void {
    if (this.nowMs() - follow.startedAtMs >= follow.definition.thresholdMs) this.decide(follow, 'bad');
    else if (status !== 0 && !isFailedAnswer(status)) this.decide(follow, 'good');
    else if (follow.definition.sli === 'availability') this.decide(follow, 'bad');
    // A fast failure says nothing about latency.
    else this.forget(follow);
  }

  private decide(follow: Follow, result: 'good' | 'bad'): void {
    if (this.forget(follow)) this.emit(follow.definition.name, { result, events: 1, about: follow.about });
  }

  private forget(follow: Follow): boolean {
    return this.open.get(follow.definition.name)?.delete(follow) ?? false;
  }
}
