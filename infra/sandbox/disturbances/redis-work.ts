/** Disturbances of the cache. */
import { connect, type Socket } from 'node:net';
import type { Disturbance } from '../../../core/sandbox/disturbances.ts';
import type { RedisAdmin } from '../admin/redis-admin.ts';
import { SandboxFailure } from '../failure.ts';
import type { Effect } from './effect.ts';

type Of<Type extends Disturbance['type']> = Extract<Disturbance, { type: Type }>;

const nothingToUndo = async (): Promise<string[]> => [];
const membersAtOnce = 5000;

export async function flush(redis: RedisAdmin, { everyMs }: Of<'redisFlush'>): Promise<Effect> {
  const did = `redis: flushed ${await redis.flush()} keys`;
  if (everyMs === 0) return { did, undo: nothingToUndo };
  const timer = setInterval(() => void redis.flush().catch(() => {}), everyMs);
  return {
    did: `${did}, again every ${everyMs / 1000} s`,
    async undo() {
      clearInterval(timer);
      return ['redis: no more flushes'];
    },
  };
}

export async function alignExpiry(redis: RedisAdmin, { afterMs }: Of<'redisAlignExpiry'>): Promise<Effect> {
  const count = await redis.expireAllAt(Date.now() + afterMs);
  return { did: `redis: ${count} keys expire at once in ${afterMs / 1000} s`, undo: nothingToUndo };
}

/** The key that the reader of big sets keeps. */
const bigSetKey = (worker: string): string => `${worker}:members`;

export async function bigRead(redis: RedisAdmin, { members, everyMs, worker }: Of<'redisBigRead'>): Promise<Effect> {
  const reader = new BigReader(redis.port, worker);
  await reader.fill(bigSetKey(worker), members).catch((error: unknown) => {
    reader.close();
    throw new SandboxFailure('apply_failed', `redis refused ${worker}: ${(error as Error).message}`, { component: 'redis' });
  });
  reader.readEvery(bigSetKey(worker), everyMs);
  return {
    did: `redis: ${worker} keeps a set of ${members} members and reads it every ${everyMs} ms`,
    async undo() {
      reader.close();
      await redis.remove(bigSetKey(worker));
      return [`redis: ${worker} left, its set is deleted`];
    },
  };
}

/** A client that reads and looks at nothing it gets: parsing megabytes would stop the supervisor for as long as the server. */
class BigReader {
  private readonly socket: Socket;
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  private tail = '';
  private turn = 0;
  private onEnd: () => void = () => {};

  constructor(port: number, name: string) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('error', () => this.close());
    this.socket.on('data', (chunk: Buffer) => this.look(chunk));
    this.send('CLIENT', 'SETNAME', name);
  }

  /** @throws Error when the server ends the connection */
  async fill(key: string, members: number): Promise<void> {
    this.send('DEL', key);
    for (let from = 0; from < members; from += membersAtOnce) {
      const count = Math.min(membersAtOnce, members - from);
      await this.answered('SADD', key, ...Array.from({ length: count }, (_, index) => `session:${from + index}`));
    }
  }

  readEvery(key: string, everyMs: number): void {
    this.timer = setInterval(() => {
      if (this.isReading) return;
      this.isReading = true;
      void this.answered('SMEMBERS', key).then(
        () => {
          this.isReading = false;
        },
        () => {},
      );
    }, everyMs);
  }

  close(): void {
    clearInterval(this.timer);
    this.socket.destroy();
  }

  /** Resolves when the command has been answered, with whatever: a marker sent after it comes back behind. */
  private answered(...words: string[]): Promise<void> {
    this.turn += 1;
    const marker = `answered ${this.turn}.`;
    return new Promise((resolve, reject) => {
      this.socket.once('close', () => reject(new Error('the connection ended')));
      this.onEnd = () => {
        this.socket.removeAllListeners('close');
        resolve();
      };
      this.send(...words);
      this.send('ECHO', marker);
    });
  }

  private look(chunk: Buffer): void {
    this.tail = (this.tail + chunk.subarray(-40).toString('latin1')).slice(-60);
    if (this.tail.includes(`answered ${this.turn}.`)) this.onEnd();
  }

  private send(...words: string[]): void {
    this.socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
  }
}
