import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What one process said: the last lines in memory, more of them in a file of bounded size. */
export class LineLog {
  private readonly ring: string[] = [];
  private unwritten: string[] = [];
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly limits = { lines: 50, fileBytes: 512 * 1024, flushMs: 500 },
  ) {}

  add(line: string): void {
    this.ring.push(line);
    if (this.ring.length > this.limits.lines) this.ring.shift();
    this.unwritten.push(line);
    this.timer ??= setTimeout(() => void this.flush(), this.limits.flushMs).unref();
  }

  lastLines(): string[] {
    return [...this.ring];
  }

  /** Writes what is waiting. Never fails: a full disk must not stop a sandbox. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.unwritten.map((line) => `${line}\n`).join('');
    this.unwritten = [];
    if (text !== '') this.writing = this.writing.then(() => this.write(text)).catch(() => {});
    return this.writing;
  }

  /** Two files of at most the limit each: the older one is replaced when the newer one is full. */
  private async write(text: string): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    const size = await stat(this.file).then(
      (found) => found.size,
      () => 0,
    );
    if (size + text.length > this.limits.fileBytes) await rename(this.file, `${this.file}.1`).catch(() => {});
    await appendFile(this.file, text.slice(-this.limits.fileBytes));
  }
}
