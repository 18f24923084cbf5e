/** Checks of what a scenario says that it trains. */
import { capabilitiesOf } from '../capabilities/map.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';

/** Capabilities are those of the practices, no more and no less. */
export function checkPractices({ scenario }: Checking): Finding[] {
  const expected = capabilitiesOf(scenario.practices);
  const isSame = expected.length === new Set(scenario.capabilities).size && expected.every((id) => scenario.capabilities.includes(id));
  if (isSame) return [];
  return [
    {
      path: ['capabilities'],
      message: `the capabilities are not those of the practices ${scenario.practices.join(', ')}`,
      expected: `capabilities: [${expected.join(', ')}]`,
    },
  ];
}
