import { Session } from 'node:inspector';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import type { Growth, ProfileWish, TakenProfile } from '../../../../core/profile/taken.ts';
import type { CallFrame, CpuProfile, HeapProfile } from '../../../../core/profile/v8.ts';

/** Fine enough for a function of some milliseconds, and some 2 % of a processor. */
const cpuIntervalMicros = 1000;
/** Mean distance of two samples of the heap, bytes. */
const heapIntervalBytes = 16 * 1024;

/** A profile cannot be taken now. */
export class ProfileRefused extends Error {}

/**
 * Profiles of this process, one at a time, by an inspector session of its own: no port is opened for it, and nothing of it is left
 * when the profile is done or `signal` aborts.
 */
export class Profiling {
  private isTaking = false;

  /** @throws ProfileRefused while another one is being taken. @throws the reason of `signal` */
  async take(wish: Omit<ProfileWish, 'slot'>, signal: AbortSignal): Promise<TakenProfile> {
    if (this.isTaking) throw new ProfileRefused('a profile of this instance is being taken already');
    this.isTaking = true;
    const session = new Session();
    session.connect();
    const forMs = wish.seconds * 1000;
    try {
      return wish.kind === 'cpu' ? await takeCpu(session, forMs, signal) : await takeHeap(session, forMs, signal);
    } finally {
      // It ends what the session has begun, too.
      session.disconnect();
      this.isTaking = false;
    }
  }
}

async function takeCpu(session: Session, forMs: number, signal: AbortSignal): Promise<TakenProfile> {
  await post(session, 'Profiler.enable');
  await post(session, 'Profiler.setSamplingInterval', { interval: cpuIntervalMicros });
  await post(session, 'Profiler.start');
  await sleep(forMs, signal);
  const { profile } = (await post(session, 'Profiler.stop')) as { profile: CpuProfile };
  const { startTime, endTime, samples, timeDeltas } = profile;
  const nodes = profile.nodes.map(({ id, callFrame, hitCount, children }) => ({
    id,
    callFrame: frameOf(callFrame),
    hitCount,
    ...(children ? { children } : {}),
  }));
  return { kind: 'cpu', profile: { nodes, startTime, endTime, samples, timeDeltas } };
}

/** What was allocated meanwhile and is still in use after a full collection: a leak is in it, and passing garbage is not. */
async function takeHeap(session: Session, forMs: number, signal: AbortSignal): Promise<TakenProfile> {
  await post(session, 'HeapProfiler.enable');
  await post(session, 'HeapProfiler.collectGarbage');
  const before = memoryParts();
  await post(session, 'HeapProfiler.startSampling', { samplingInterval: heapIntervalBytes });
  await sleep(forMs, signal);
  await post(session, 'HeapProfiler.collectGarbage');
  const { profile } = (await post(session, 'HeapProfiler.stopSampling')) as { profile: HeapProfile };
  const after = memoryParts();
  const growth: Growth[] = Object.entries(after).map(([part, afterBytes]) => ({ part, beforeBytes: before[part] ?? 0, afterBytes }));
  return { kind: 'heap', profile: { head: nodeOf(profile.head), samples: profile.samples }, growth };
}

function nodeOf({ callFrame, selfSize, id, children }: HeapProfile['head']): HeapProfile['head'] {
  return { callFrame: frameOf(callFrame), selfSize, id, children: children.map(nodeOf) };
}

function frameOf({ functionName, scriptId, url, lineNumber, columnNumber }: CallFrame): CallFrame {
  return { functionName, scriptId, url, lineNumber, columnNumber };
}

/** Bytes in use by space of V8's heap, and what JavaScript holds outside of it. */
function memoryParts(): Record<string, number> {
  const spaces = getHeapSpaceStatistics().map(({ space_name, space_used_size }): [string, number] => [space_name, space_used_size]);
  return { ...Object.fromEntries(spaces), array_buffers: process.memoryUsage().arrayBuffers };
}

/** By the clock: a timer that a busy event loop holds up still counts from the start. */
async function sleep(forMs: number, signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + forMs;
  for (let leftMs = forMs; leftMs > 0; leftMs = untilMs - performance.now()) await wait(leftMs, undefined, { signal, ref: false });
}

function post(session: Session, method: string, parameters: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error, result) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
  });
}
