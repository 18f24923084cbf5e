import type { Session } from './session.ts';

export interface SlowEntry {
  id: number;
  atSecond: number;
  tookUs: number;
  command: string[];
  address: string;
  name: string;
}

const mostArguments = 32;
const longestArgument = 128;

/** Commands that took long, newest first. */
export class SlowLog {
  /** Slower than this is logged; negative logs nothing, 0 everything. Microseconds. */
  thresholdUs = 10_000;
  maxLength = 128;
  #entries: SlowEntry[] = [];
  #nextId = 0;

  get length(): number {
    return this.#entries.length;
  }

  note(session: Session, command: readonly string[], { tookUs, nowMs }: { tookUs: number; nowMs: number }): void {
    if (this.thresholdUs < 0 || tookUs < this.thresholdUs) return;
    const { address, name } = session;
    this.#entries.unshift({ id: this.#nextId++, atSecond: Math.floor(nowMs / 1000), tookUs, command: shorten(command), address, name });
    this.#entries.length = Math.min(this.#entries.length, this.maxLength);
  }

  newest(count: number): SlowEntry[] {
    return this.#entries.slice(0, count);
  }

  reset(): void {
    this.#entries = [];
  }
}

function shorten(command: readonly string[]): string[] {
  const shown = command.length > mostArguments ? command.slice(0, mostArguments - 1) : command;
  const words = shown.map((word) =>
    word.length > longestArgument ? `${word.slice(0, longestArgument)}... (${word.length - longestArgument} more bytes)` : word,
  );
  if (command.length > mostArguments) words.push(`... (${command.length - mostArguments + 1} more arguments)`);
  return words;
}
