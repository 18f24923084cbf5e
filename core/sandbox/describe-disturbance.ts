/** A disturbance in a facilitator's words. */
import type { Disturbance } from './disturbances.ts';

interface DisturbanceWords {
  /** Engine, topic or outside system that a map shows. */
  component: string;
  what: string;
  detail: string;
}

export function describeDisturbance(disturbance: Disturbance): DisturbanceWords {
  switch (disturbance.type) {
    case 'dropIndex':
      return { component: 'postgres', what: 'missing index', detail: `${disturbance.index} is dropped` };
    case 'lockTable':
      return { component: 'postgres', what: 'table lock', detail: `${disturbance.worker} holds ACCESS EXCLUSIVE on ${disturbance.table}` };
    case 'idleTransaction':
      return {
        component: 'postgres',
        what: 'idle transaction',
        detail: `${disturbance.worker} has locked ${disturbance.rows} rows of ${disturbance.table} and does nothing`,
      };
    case 'planCache':
      return { component: 'postgres', what: 'plans', detail: `the services' role runs with plan_cache_mode ${disturbance.mode}` };
    case 'staleStatistics':
      return { component: 'postgres', what: 'statistics', detail: `those of ${disturbance.table} tell of ${disturbance.rows} rows` };
    case 'crowd':
      return {
        component: 'postgres',
        what: 'crowd of sessions',
        detail: `${disturbance.sessions} idle sessions of ${disturbance.worker}${disturbance.reconnects ? ', each back as soon as it is ended' : ''}`,
      };
    case 'storm':
      return {
        component: 'postgres',
        what: 'statement storm',
        detail: `${disturbance.sessions} sessions of ${disturbance.worker} run heavy statements, ${disturbance.pauseMs} ms apart`,
      };
    case 'migration':
      return { component: 'postgres', what: 'migration', detail: `${disturbance.migration} is applied` };
    case 'archive':
      return { component: 'postgres', what: 'archive', detail: `the rows of ${disturbance.archive} are in the tables` };
    default:
      return otherWords(disturbance);
  }
}

type DatabaseType =
  | 'dropIndex'
  | 'lockTable'
  | 'idleTransaction'
  | 'planCache'
  | 'staleStatistics'
  | 'crowd'
  | 'storm'
  | 'migration'
  | 'archive';

function otherWords(disturbance: Exclude<Disturbance, { type: DatabaseType }>): DisturbanceWords {
  switch (disturbance.type) {
    case 'redisFlush': {
      const again = disturbance.everyMs > 0 ? `, again every ${disturbance.everyMs / 1000} s` : '';
      return { component: 'redis', what: 'flush', detail: `emptied${again}` };
    }
    case 'redisBigRead':
      return {
        component: 'redis',
        what: 'slow commands',
        detail: `${disturbance.worker} reads a set of ${disturbance.members} members every ${disturbance.everyMs} ms`,
      };
    case 'redisAlignExpiry':
      return { component: 'redis', what: 'aligned expiry', detail: `every key there is expires in ${disturbance.afterMs / 1000} s` };
    case 'kafkaTraffic': {
      const key = disturbance.key === null ? '' : `, all with key ${disturbance.key}`;
      const size = `${disturbance.perSecond} records/s of ${disturbance.bytes} bytes`;
      return { component: 'kafka', what: `traffic of ${disturbance.worker}`, detail: `${size} on ${disturbance.topic}${key}` };
    }
    case 'poison':
      return {
        component: 'kafka',
        what: 'unreadable record',
        detail: `${disturbance.records} on ${disturbance.topic}${disturbance.partition === null ? '' : `, partition ${disturbance.partition}`}`,
      };
    case 'providerBatch':
      return {
        component: disturbance.external,
        what: 'batch of a neighbour',
        detail: `${disturbance.worker} sends ${disturbance.perSecond} charges/s on the same account`,
      };
  }
}
