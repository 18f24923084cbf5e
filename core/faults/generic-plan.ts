import * as z from 'zod';
import { choiceParameter } from '../controls/parameters.ts';
import { defineFault } from './fault.ts';

/** The services' role plans without looking at parameters, and its sessions are opened anew: a search no longer uses its index. */
export const genericPlan = defineFault({
  schema: (seeded) =>
    z.strictObject({
      kind: z.literal('generic-plan').describe('The services run their statements by plans that know no values.'),
      mode: seeded(z.enum(['force_generic_plan', 'force_custom_plan']))
        .optional()
        .describe('Setting plan_cache_mode of the services: force_generic_plan (default) or force_custom_plan.'),
    }),
  compile: (fault) => ({ kind: 'disturbance', disturbance: { type: 'planCache', mode: fault.mode ?? 'force_generic_plan' } }),
  describe: (fault) => `the services run with plan_cache_mode ${fault.mode ?? 'force_generic_plan'}`,
  form: {
    title: 'Generic plans',
    on: 'database',
    parameters: [choiceParameter('mode', ['force_generic_plan', 'force_custom_plan'], 'force_generic_plan')],
  },
  about: {
    touches: 'role setting, sessions of services',
    receipt: 'postgres: role shop has plan_cache_mode force_generic_plan, 29 sessions opened anew',
    undo: 'The setting is reset and the sessions are opened anew once more.',
  },
});
