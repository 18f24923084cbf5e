/** Loaded into every process (NODE_OPTIONS=--import): profiles its thread for a while, then writes a .cpuprofile. Does nothing without its variable. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** JSON in `BROWNOUT_BENCH_PROFILE`. */
export interface ProfileWish {
  folder: string;
  /** From the start of the process. */
  afterMs: number;
  forMs: number;
}

const intervalMicros = 1000;

function profile({ folder, forMs }: ProfileWish): void {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: intervalMicros });
  session.post('Profiler.start', () => {
    setTimeout(() => {
      session.post('Profiler.stop', (error, result) => {
        if (!error) writeFileSync(join(folder, `${process.pid}-${threadId}.cpuprofile`), JSON.stringify(result.profile));
      });
    }, forMs).unref();
  });
}

const text = process.env['BROWNOUT_BENCH_PROFILE'];
if (text) {
  const wish = JSON.parse(text) as ProfileWish;
  setTimeout(() => profile(wish), wish.afterMs).unref();
}
