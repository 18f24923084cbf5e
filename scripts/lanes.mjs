// How much of `npm test` runs at once: as much as this machine carries without starving a shop whose timings are asked.
import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';

/** What `work` takes on each of the two cores that the tests were measured on, both busy. */
const usualMs = 470;
/** A third slower than that is still quick enough: two shops, their browsers and what runs beside them leave that much of two cores. */
const slowestMs = 1.35 * usualMs;
/**
 * A look into memory may take so long. Some sixty processes live on what the caches do not hold: on two cores that were a third quicker at
 * arithmetic than the usual ones, and took 190 ns for a look, two lanes starved each other, and a request cost twice the usual processor.
 */
const slowestLookNs = 140;
/** More than caches hold. */
const tableBytes = 64 * 2 ** 20;
const looks = 1_000_000;
const rounds = 3;
/** Two shops with their browsers take 3 GB, compilers and test workers beside them as much again. */
const leastMemoryMb = 6_000;

/** Arithmetic, then a walk through memory. Of both each step needs the one before: they measure the core and its caches, not the compiler. */
const work = `
  const { parentPort } = require('node:worker_threads');
  const table = new Int32Array(${tableBytes / 4});
  // One round through all of it, in no order that a processor could foresee (Sattolo).
  for (let place = 0; place < table.length; place += 1) table[place] = place;
  for (let place = table.length - 1; place > 0; place -= 1) {
    const other = Math.floor(Math.random() * place);
    [table[place], table[other]] = [table[other], table[place]];
  }
  parentPort.on('message', () => {
    let begun = performance.now();
    let value = 1;
    for (let step = 0; step < 2e8; step += 1) value = (Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) + step) | 0;
    const workMs = performance.now() - begun;
    begun = performance.now();
    let place = value & 1023;
    for (let look = 0; look < ${looks}; look += 1) place = table[place];
    parentPort.postMessage({ workMs, lookNs: ((performance.now() - begun) * 1e6) / ${looks}, place });
  });
`;

/**
 * Lanes and why.
 * @param {{ wish?: string, cores: number, memoryMb: number, workMs: number, lookNs: number }} machine wish: BROWNOUT_TEST_LANES; workMs, lookNs: by the slower of two cores, both busy
 * @throws RangeError for another wish than 1 or 2
 */
export function lanesOf({ wish, cores, memoryMb, workMs, lookNs }) {
  if (wish === '1' || wish === '2') return { lanes: Number(wish), because: `BROWNOUT_TEST_LANES=${wish}` };
  if (wish) throw new RangeError(`BROWNOUT_TEST_LANES=${wish} is not usable: give 1 (one after the other) or 2 (side by side).`);
  if (cores < 2) return { lanes: 1, because: 'this machine has one core' };
  if (memoryMb < leastMemoryMb)
    return { lanes: 1, because: `this machine has ${Math.round(memoryMb)} MB of memory, and two lanes want ${leastMemoryMb}` };
  const speed = `a core does in ${Math.round(workMs)} ms what usually takes ${usualMs}, and a look into memory takes ${Math.round(lookNs)} ns`;
  return { lanes: workMs <= slowestMs && lookNs <= slowestLookNs ? 2 : 1, because: speed };
}

/** As measured now; takes about three seconds. @throws RangeError */
export async function measureLanes() {
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
  const machine = { wish: process.env.BROWNOUT_TEST_LANES, cores: availableParallelism(), memoryMb };
  const isOpen = !machine.wish && machine.cores > 1;
  return lanesOf({ ...machine, ...(isOpen ? await speedOfTwoCores() : { workMs: 0, lookNs: 0 }) });
}

/** The slower core of the best round: what else runs for a moment does not count, what runs all the time does. */
async function speedOfTwoCores() {
  const workers = [0, 1].map(() => new Worker(work, { eval: true }));
  let best = { workMs: Number.POSITIVE_INFINITY, lookNs: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round += 1) {
    const cores = await Promise.all(workers.map(once));
    const slower = (figure) => Math.min(best[figure], Math.max(...cores.map((core) => core[figure])));
    best = { workMs: slower('workMs'), lookNs: slower('lookNs') };
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  return best;
}

function once(worker) {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage('go');
  });
}
