/** The order of test files: what takes longest begins first, so that no worker is left with it at the end. */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first, as measured with `npm test` on two cores. Those not named follow in vitest's own order, by what it remembers or by size. */
const longest = [
  // Where its users were not well for long it plays on for another minute or two: at the end the other lane would wait for it.
  'tests/browser/learner.test.ts',
  'tests/integration/drill.test.ts',
  'tests/browser/five.test.ts',
  'tests/browser/paths.test.ts',
  'tests/browser/access.test.ts',
  'tests/browser/pod.test.ts',
  'tests/browser/keyboard.test.ts',
  'core/scenario/playable.test.ts',
  // Whole sandboxes in turn with others: three that boot at once are more than two cores carry well.
  'server/adapters/supervisor/fault-catalogue.contract.test.ts',
  'infra/engines/kafka/original.contract.test.ts',
  'server/adapters/supervisor/supervisor-sandbox.contract.test.ts',
  'infra/engines/kafka/kafka.contract.test.ts',
  'infra/sandbox/fleet.test.ts',
  'tests/integration/server.test.ts',
  'tests/integration/engine-death.test.ts',
  'server/ports/sandbox.contract.test.ts',
  'server/adapters/supervisor/control-catalogue.contract.test.ts',
  'infra/sandbox/panels/kafka/kafka-panel.contract.test.ts',
  'server/adapters/supervisor/engine-death.contract.test.ts',
  'infra/engines/postgres/postgres.contract.test.ts',
  'server/adapters/supervisor/profile.contract.test.ts',
  'infra/engines/postgres/start.contract.test.ts',
  'server/adapters/supervisor/native-engines.contract.test.ts',
  'bench/bench.contract.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = longest.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
