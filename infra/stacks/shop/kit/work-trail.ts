import { randomBytes } from 'node:crypto';

const bytesPerMb = 1024 * 1024;
/** Longer texts would be kept outside the heap. */
const textBytes = 4096;
/** Of what a piece of work is known by. */
const markBytes = 4;
/** However long nothing happened, one piece of work leaves no more than this many seconds' worth. */
const mostSeconds = 1;

/**
 * Remembers every piece of work, to know one that comes again. With a rate above 0 it never forgets, as caches without a bound do, and
 * each look takes longer than the one before.
 */
export class WorkTrail {
  private readonly entries = new Map<number, string[]>();
  private mbPerMinute = 0;
  private lastMs = 0;
  private count = 0;

  /** Bytes held. */
  get heldBytes(): number {
    let bytes = 0;
    for (const entry of this.entries.values()) for (const text of entry) bytes += text.length;
    return bytes;
  }

  /** 0 forgets everything. `nowMs` is monotonic. */
  setRate(mbPerMinute: number, nowMs: number): void {
    if (this.mbPerMinute === 0) this.lastMs = nowMs;
    this.mbPerMinute = mbPerMinute;
    if (mbPerMinute === 0) this.entries.clear();
  }

  /** Notes one piece of work, and tells whether its like was there before. Flat text on the heap, so that its size is what it seems. */
  note(nowMs: number): boolean {
    if (this.mbPerMinute === 0) return false;
    const isKnown = this.knows(randomBytes(markBytes).toString('hex'));
    const seconds = Math.min(mostSeconds, (nowMs - this.lastMs) / 1000);
    this.lastMs = nowMs;
    const characters = Math.round((this.mbPerMinute / 60) * bytesPerMb * seconds);
    const texts = Array.from({ length: Math.ceil(characters / textBytes) }, () => randomBytes(textBytes / 2).toString('hex'));
    if (texts.length > 0) this.entries.set((this.count += 1), texts);
    return isKnown;
  }

  /** Looks through everything. */
  private knows(mark: string): boolean {
    for (const texts of this.entries.values()) if (texts.some((text) => text.includes(mark))) return true;
    return false;
  }
}
