import type { ControlDefinition } from './control.ts';
import { numberOf, numberParameter, shownOf } from './parameters.ts';

/** Database connections that each slot of a service may hold. */
export const poolSize: ControlDefinition = {
  control: 'pool.size',
  title: 'Set the pool size',
  parameters: [numberParameter('connections', { unit: 'connections per slot', min: 1, max: 30, default: 4, integer: true })],
  leadMs: 4_000,
  warmUp: 'New connections open when they are needed; what is too many is closed as soon as it is idle.',
  occupies: (target) => target,
  sideEffect:
    'All services share the connections of one database: what one takes, the others can be refused. More waiting statements finish no sooner.',
  equivalent: (target, parameters) => `kubectl set env deployment/${target} PGPOOL_MAX=${shownOf(parameters, 'connections')}`,
  receipt: 'catalog-1: policy postgres.poolMax',
  undoable: true,
  change: (target, parameters) => ({
    kind: 'config',
    summary: `${target}: at most ${numberOf(parameters, 'connections')} database connections per slot`,
  }),
  work: ({ target, parameters }) => ({
    type: 'standing',
    operations: [{ kind: 'policy', service: target, key: 'postgres.poolMax', value: numberOf(parameters, 'connections') }],
  }),
};
