import * as z from 'zod';
import { defineFault } from './fault.ts';

/** A policy of a service takes another value, in all its slots. */
export const policy = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('policy').describe('A policy of a service gets another value.'),
      service: seeded(z.string()).describe('Service whose policy is set: orders.'),
      key: seeded(z.string()).describe('Policy by its name in stack.yaml: payments.timeoutMs.'),
      value: seeded(z.union([z.string(), z.number(), z.boolean()])).describe(
        'New value, of the kind that the policy has: 2000, true or a text.',
      ),
    }),
  compile: (fault) => ({ kind: 'policy', service: fault.service, key: fault.key, value: fault.value }),
  describe: (fault) => `${fault.service} runs with ${fault.key} = ${fault.value}`,
  form: null,
  about: {
    touches: 'policy of a service',
    receipt: 'orders-1: policy payments.breaker',
    undo: 'The policy has the value of the stack.',
  },
});
