import { Chain } from '../chain/chain.ts';
import type { Chunk, Outlet } from '../chain/chunk.ts';
import { toxicKinds } from '../toxics/index.ts';
import type { Toxic } from '../toxics/toxic.ts';

/** What came out of a chain: bytes as text, or its end. */
interface Output {
  atMs: number;
  text: string;
}

interface HarnessOptions {
  toxics?: Toxic[];
  random?: () => number;
}

/** A toxic with some attributes set. */
export function toxicOf(type: string, attributes: Record<string, number> = {}, toxicity = 1): Toxic {
  const kind = toxicKinds.get(type);
  if (!kind) throw new Error(`no such toxic: ${type}`);
  const zeros = Object.fromEntries(kind.attributes.map((name) => [name, 0]));
  return { kind, name: type, direction: 'downstream', stream: 'downstream', toxicity, attributes: { ...zeros, ...attributes } };
}

/** A chain under a clock that only tests move, between a sender and a receiver that are plain arrays. */
export class ChainHarness implements Outlet {
  readonly chain: Chain;
  readonly outputs: Output[] = [];
  endedAtMs: number | undefined;
  /** Chunks the receiver still takes; the chain must wait when it is 0. */
  receiverRoom = Number.POSITIVE_INFINITY;
  nowMs = 0;
  #dueMs = Number.POSITIVE_INFINITY;

  constructor({ toxics = [], random = () => 0.5 }: HarnessOptions = {}) {
    this.chain = new Chain(toxics, this, random);
    this.run();
  }

  send(text: string): void {
    this.chain.push({ data: Buffer.from(text), atMs: this.nowMs });
    this.run();
  }

  endInput(): void {
    this.chain.end();
    this.run();
  }

  /** Lets time pass, stopping at every moment the chain asked to be woken. */
  advanceTo(untilMs: number): void {
    while (this.#dueMs <= untilMs) {
      this.nowMs = Math.max(this.nowMs, this.#dueMs);
      this.run();
    }
    this.nowMs = untilMs;
    this.run();
  }

  /** To be called after the chain was changed from outside. */
  run(): void {
    this.#dueMs = this.chain.run(this.nowMs);
  }

  /** Everything that came out, joined. */
  get text(): string {
    return this.outputs.map((output) => output.text).join('');
  }

  room(): boolean {
    return this.receiverRoom > 0;
  }

  push({ data }: Chunk): void {
    this.receiverRoom--;
    this.outputs.push({ atMs: this.nowMs, text: data.toString() });
  }

  end(): void {
    this.endedAtMs = this.nowMs;
  }
}
