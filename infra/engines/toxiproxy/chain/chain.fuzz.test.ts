import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../rng.ts';
import { ChainHarness, toxicOf } from '../testing/toxic-harness.ts';
import type { Toxic } from '../toxics/toxic.ts';

const amount = fc.nat(200);

/** Every toxic that must not lose data, with any settings. */
const toxic = fc.oneof(
  fc.record({ type: fc.constant('latency'), attributes: fc.record({ latency: amount, jitter: amount }) }),
  fc.record({ type: fc.constant('bandwidth'), attributes: fc.record({ rate: fc.integer({ min: -1, max: 3 }) }) }),
  fc.record({
    type: fc.constant('slicer'),
    attributes: fc.record({ average_size: fc.nat(5), size_variation: fc.nat(9), delay: fc.nat(3000) }),
  }),
  fc.record({ type: fc.constant('slow_close'), attributes: fc.record({ delay: amount }) }),
  fc.record({ type: fc.constant('noop'), attributes: fc.constant({}) }),
);

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), length: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('receiverRoom' as const), chunks: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('add' as const), toxic, toxicity: fc.constantFrom(0, 0.5, 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('update' as const), index: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), index: fc.nat(9) }) },
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

interface Run {
  harness: ChainHarness;
  toxics: Toxic[];
  sent: string[];
}

function apply({ harness, toxics, sent }: Run, step: Operation): void {
  switch (step.do) {
    case 'send': {
      const text = String(sent.length % 10).repeat(step.length);
      sent.push(text);
      return harness.send(text);
    }
    case 'wait':
      return harness.advanceTo(harness.nowMs + step.ms);
    case 'receiverRoom':
      harness.receiverRoom = step.chunks;
      return harness.run();
    case 'add': {
      const added = toxicOf(step.toxic.type, step.toxic.attributes, step.toxicity);
      toxics.push(added);
      harness.chain.add(added);
      return harness.run();
    }
    case 'update': {
      const updated = toxics[step.index % toxics.length];
      if (updated) harness.chain.update(updated);
      return harness.run();
    }
    case 'remove': {
      const [removed] = toxics.splice(step.index % (toxics.length || 1), 1);
      if (removed) harness.chain.remove(removed);
      return harness.run();
    }
  }
}

test('whatever toxics come, change and go while data flows, it arrives whole and in order, and so does the end', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), fc.string(), (steps, seed) => {
      const run: Run = { harness: new ChainHarness({ random: seededRandom(seed) }), toxics: [], sent: [] };
      for (const step of steps) apply(run, step);
      run.harness.endInput();
      run.harness.receiverRoom = Number.POSITIVE_INFINITY;
      for (const each of run.toxics) run.harness.chain.remove(each);
      run.harness.run();
      expect(run.harness.text).toBe(run.sent.join(''));
      expect(run.harness.endedAtMs).toBe(run.harness.nowMs);
    }),
    { numRuns: 500 },
  );
});
