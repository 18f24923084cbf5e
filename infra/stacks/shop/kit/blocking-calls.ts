import { execFileSync } from 'node:child_process';
import { pbkdf2 } from 'node:crypto';
import { closeSync, constants, mkdtempSync, open, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Threads of libuv's pool. */
const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
/** Where there are no pipes with names, hashing holds a thread instead; about this many rounds a millisecond. */
const roundsPerMs = 1500;

/**
 * Calls that hold every thread of libuv's pool without using a processor, as reads from a network disk that hangs do: opening
 * a pipe nobody writes to. After `holdMs` they come back and the next ones begin; what waited in between gets its turn.
 */
export class BlockingCalls {
  private holdMs = 0;
  private folder = '';
  private pipe = '';
  private writer: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pending = 0;

  /** 0 lets go at once and begins no more. */
  set(holdMs: number): void {
    this.holdMs = holdMs;
    if (holdMs === 0) this.letGo();
    else if (this.pending === 0) this.begin();
  }

  private begin(): void {
    if (this.holdMs === 0) return this.cleanUp();
    this.pending = threads;
    const hold = this.makePipe() ? () => this.waitAtPipe() : () => this.hash();
    for (let thread = 0; thread < threads; thread += 1) hold();
    this.timer = setTimeout(() => this.letGo(), this.holdMs);
    this.timer.unref();
  }

  private waitAtPipe(): void {
    open(this.pipe, constants.O_RDONLY, (_error, descriptor) => {
      if (descriptor !== undefined) closeSync(descriptor);
      this.ended();
    });
  }

  private hash(): void {
    pbkdf2('', '', this.holdMs * roundsPerMs, 32, 'sha256', () => this.ended());
  }

  /** Opening the pipe for both ways never waits, and whoever waits to read it goes on. */
  private letGo(): void {
    clearTimeout(this.timer);
    if (this.pending === 0 || this.pipe === '' || this.writer !== undefined) return;
    this.writer = openSync(this.pipe, constants.O_RDWR);
  }

  private ended(): void {
    this.pending -= 1;
    if (this.pending > 0) return;
    if (this.writer !== undefined) closeSync(this.writer);
    this.writer = undefined;
    this.begin();
  }

  private makePipe(): boolean {
    if (this.pipe !== '') return true;
    try {
      this.folder = mkdtempSync(join(tmpdir(), 'share-'));
      execFileSync('mkfifo', [join(this.folder, 'export')]);
      this.pipe = join(this.folder, 'export');
      return true;
    } catch {
      return false;
    }
  }

  private cleanUp(): void {
    if (this.folder !== '') rmSync(this.folder, { recursive: true, force: true });
    this.folder = '';
    this.pipe = '';
  }
}
