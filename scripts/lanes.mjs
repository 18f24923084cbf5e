// How much of `npm test` runs at once: as much as this machine carries without starving a shop whose timings are asked.
import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What `work` takes on each of the two cores that the tests were measured on, both busy. */
const usualMs = 470;
/** A third slower than that is still quick enough: two shops, their browsers and what runs beside them leave that much of two cores. */
const slowestMs = 1.35 * usualMs;
const rounds = 3;
/** Two shops with their browsers take 3 GB, compilers and test workers beside them as much again. */
const leastMemoryMb = 6_000;

/** Arithmetic of which each step needs the one before: it measures the core, not the compiler. */
const work = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', () => {
    const begun = performance.now();
    let value = 1;
    for (let step = 0; step < 2e8; step += 1) value = (Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) + step) | 0;
    parentPort.postMessage({ ms: performance.now() - begun, value });
  });
`;

/**
 * Lanes and why.
 * @param {{ wish?: string, cores: number, memoryMb: number, workMs: number }} machine wish: BROWNOUT_TEST_LANES; workMs: by the slower of two cores, both busy
 * @throws RangeError for another wish than 1 or 2
 */
export function lanesOf({ wish, cores, memoryMb, workMs }) {
  if (wish === '1' || wish === '2') return { lanes: Number(wish), because: `BROWNOUT_TEST_LANES=${wish}` };
  if (wish) throw new RangeError(`BROWNOUT_TEST_LANES=${wish} is not usable: give 1 (one after the other) or 2 (side by side).`);
  if (cores < 2) return { lanes: 1, because: 'this machine has one core' };
  if (memoryMb < leastMemoryMb)
    return { lanes: 1, because: `this machine has ${Math.round(memoryMb)} MB of memory, and two lanes want ${leastMemoryMb}` };
  const speed = `a core does in ${Math.round(workMs)} ms what usually takes ${usualMs}`;
  return { lanes: workMs <= slowestMs ? 2 : 1, because: speed };
}

/** As measured now; takes about two seconds. @throws RangeError */
export async function measureLanes() {
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
  const machine = { wish: process.env.BROWNOUT_TEST_LANES, cores: availableParallelism(), memoryMb };
  const isOpen = !machine.wish && machine.cores > 1;
  return lanesOf({ ...machine, workMs: isOpen ? await workOnTwoCores() : 0 });
}

/** The slower core of the best round: what else runs for a moment does not count, what runs all the time does. */
async function workOnTwoCores() {
  const workers = [0, 1].map(() => new Worker(work, { eval: true }));
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, Math.max(...(await Promise.all(workers.map(once)))));
  await Promise.all(workers.map((worker) => worker.terminate()));
  return best;
}

function once(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', ({ ms }) => resolve(ms));
    worker.once('error', reject);
    worker.postMessage('go');
  });
}
