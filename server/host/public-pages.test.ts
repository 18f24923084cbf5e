import { expect, test } from 'vitest';
import { planOf } from '../../core/drill/plan.fixture.ts';
import { type Simulation, simulate } from '../../core/drill/simulation.fixture.ts';
import { createMemoryEventStore } from '../adapters/memory-store/memory-event-store.ts';
import { createPublicPages } from './public-pages.ts';

const note = (text: string) => ({ status: 'investigating', impact: 'major', name: 'Slow pages', components: {}, text }) as const;

/** A drill of another server on the same store, and how much of its log each look at its page reads. */
async function elsewhere(drillId = 'INC-0042') {
  const store = createMemoryEventStore();
  const sim: Simulation = simulate(planOf(), drillId);
  const reads: number[] = [];
  let stored = 0;
  await store.savePlan(drillId, planOf());
  const pages = createPublicPages({
    readPlan: (id) => store.readPlan(id),
    async read(id, afterSeq) {
      const events = await store.read(id, afterSeq);
      reads.push(events.length);
      return events;
    },
  });
  return {
    sim,
    reads,
    async look() {
      await store.append(sim.events.slice(stored));
      stored = sim.events.length;
      return pages.of(drillId);
    },
  };
}

const texts = (found: Awaited<ReturnType<Awaited<ReturnType<typeof elsewhere>>['look']>>) =>
  found?.page.incidents.flatMap(({ notes }) => notes.map(({ text }) => text));

test('[ST14] of a drill that goes on elsewhere only what came since is read, and the page is what its log says', async () => {
  const { sim, reads, look } = await elsewhere();
  sim.goLive();
  sim.send('publishStatus', note('We look into it.'));
  expect(texts(await look())).toEqual(['We look into it.']);
  const whole = sim.events.length;
  sim.play(3);
  sim.send('publishStatus', note('We have found it.'));
  const found = await look();
  expect(texts(found)).toEqual(['We look into it.', 'We have found it.']);
  expect(found).toEqual({ page: sim.state.page, slos: planOf().slos });
  expect(reads).toEqual([whole, sim.events.length - whole]);
  await look();
  expect(reads.at(-1)).toBe(0);
});

test('[ST14] the log of one that has ended is read once', async () => {
  const { sim, reads, look } = await elsewhere();
  sim.goLive();
  sim.send('publishStatus', note('We look into it.'));
  sim.send('abort', { reason: 'enough' });
  const first = await look();
  expect(await look()).toEqual(first);
  expect(await look()).toEqual({ page: sim.state.page, slos: planOf().slos });
  expect(reads).toEqual([sim.events.length]);
});

test('[ST14] an unknown drill has no page, and may come to have one', async () => {
  const store = createMemoryEventStore();
  const pages = createPublicPages(store);
  expect(await pages.of('INC-0042')).toBeNull();
  await store.savePlan('INC-0042', planOf());
  expect(await pages.of('INC-0042')).toMatchObject({ page: { incidents: [] } });
});

test('[ST14] what is kept is bounded: of many drills the one looked at longest ago is read anew', async () => {
  const store = createMemoryEventStore();
  let plans = 0;
  const pages = createPublicPages({
    read: async () => [],
    readPlan(id) {
      plans += 1;
      return store.readPlan(id);
    },
  });
  const ids = Array.from({ length: 65 }, (_, n) => `INC-${n}`);
  for (const id of ids) await store.savePlan(id, planOf());
  for (const id of ids) await pages.of(id);
  await pages.of('INC-64');
  expect(plans).toBe(65);
  await pages.of('INC-0');
  expect(plans).toBe(66);
});
