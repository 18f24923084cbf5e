/** Tabs of the evidence that read something of their own: each comes when it is opened, or before that, when the room has nothing else to do. */
import { memo } from 'react';
import { lazyPage } from '../app/lazy-page.ts';

const load = {
  metrics: () => import('./metrics/MetricsTab.tsx'),
  traces: () => import('./traces/TracesTab.tsx'),
  logs: () => import('./logs/LogsTab.tsx'),
  profiles: () => import('./profile/ProfilesTab.tsx'),
  slos: () => import('./slos/SlosTab.tsx'),
  kafka: () => import('./engines/kafka/KafkaTab.tsx'),
  redis: () => import('./engines/redis/RedisTab.tsx'),
  postgres: () => import('./engines/postgres/PostgresTab.tsx'),
  papers: () => import('./papers/PapersTab.tsx'),
};

// What they show is asked for by themselves: that the drill has gone on a second concerns none of them but the objectives.
export const Metrics = memo(lazyPage(load.metrics, 'MetricsTab'));
export const Traces = memo(lazyPage(load.traces, 'TracesTab'));
export const Logs = memo(lazyPage(load.logs, 'LogsTab'));
export const Profiles = memo(lazyPage(load.profiles, 'ProfilesTab'));
export const Kafka = memo(lazyPage<'KafkaTab', object>(load.kafka, 'KafkaTab'));
export const Redis = memo(lazyPage<'RedisTab', object>(load.redis, 'RedisTab'));
export const Postgres = memo(lazyPage<'PostgresTab', object>(load.postgres, 'PostgresTab'));
export const Papers = memo(lazyPage(load.papers, 'default'));
export const Slos = lazyPage(load.slos, 'SlosTab');

/** After the room stands, and where the browser does not say when it is idle, after a while. */
const laterMs = 3000;

/** Fetches them all, so that one that is opened in an incident is there. @returns what calls it off */
export function fetchTabsWhenIdle(): () => void {
  const fetchAll = (): void => {
    for (const fetchOne of Object.values(load)) fetchOne().catch(() => {});
  };
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(fetchAll, { timeout: 2 * laterMs });
    return () => cancelIdleCallback(idle);
  }
  const timer = setTimeout(fetchAll, laterMs);
  return () => clearTimeout(timer);
}
