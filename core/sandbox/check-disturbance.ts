/** Whether what faults do to engines, data and traffic can be done to this stack. */
import { linkEnds, type Stack, serviceOfSlot } from '../stack/schema.ts';
import type { Disturbance } from './disturbances.ts';
import type { Segment } from './load-shape.ts';
import type { LoadShapeChange } from './load-shape-schema.ts';
import { oneOf } from './one-of.ts';
import type { HookSpec } from './operations.ts';

/** Why a disturbance cannot be, in words that say what would be possible; null when it can. */
export function disturbanceProblem(stack: Stack, disturbance: Disturbance): string | null {
  const { postgres } = stack.engines;
  switch (disturbance.type) {
    case 'dropIndex':
      return oneOf('index', disturbance.index, Object.keys(postgres.indexes));
    case 'lockTable':
    case 'idleTransaction':
    case 'staleStatistics':
      return oneOf('table', disturbance.table, postgres.tables);
    case 'migration':
      return oneOf('migration', disturbance.migration, postgres.migrations);
    case 'archive':
      return oneOf('archive', disturbance.archive, postgres.archives);
    case 'kafkaTraffic':
      return topicProblem(stack, disturbance.topic, null);
    case 'poison':
      return topicProblem(stack, disturbance.topic, disturbance.partition);
    case 'providerBatch':
      return oneOf('outside system', disturbance.external, Object.keys(stack.externals));
    case 'planCache':
    case 'crowd':
    case 'storm':
    case 'redisFlush':
    case 'redisBigRead':
    case 'redisAlignExpiry':
      return null;
  }
}

/** Why a hook makes no sense on a target that exists; null when it does. */
export function hookProblem(stack: Stack, target: string, hook: HookSpec): string | null {
  if (hook.type === 'fail' && hook.segment) return segmentProblem(stack, hook.segment);
  if (hook.type !== 'keep') return null;
  const clients = stack.links.filter(({ kind }) => kind === 'postgres').map(({ id }) => linkEnds(id).from);
  return oneOf('client of the database', serviceOfSlot(target), clients);
}

export function loadShapeProblem(stack: Stack, { segment }: LoadShapeChange): string | null {
  return segment ? segmentProblem(stack, segment) : null;
}

function segmentProblem(stack: Stack, { field, value }: Segment): string | null {
  const { segments } = stack.load;
  return oneOf('segment field', field, Object.keys(segments)) ?? oneOf(`value of ${field}`, value, segments[field] ?? []);
}

function topicProblem(stack: Stack, name: string, partition: number | null): string | null {
  const { topics } = stack.engines.kafka;
  const topic = topics.find((each) => each.name === name);
  if (!topic) {
    return oneOf(
      'topic',
      name,
      topics.map((each) => each.name),
    );
  }
  if (partition === null || partition < topic.partitions) return null;
  return `${name} has no partition ${partition}: they are 0 to ${topic.partitions - 1}`;
}
