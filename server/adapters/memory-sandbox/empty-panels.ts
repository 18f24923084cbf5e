import type { Panel, PanelQuery } from '../../../core/protocol/panels.ts';

/** What a look into engines that hold nothing gives. */
export function emptyPanel(query: PanelQuery): Panel {
  switch (query.kind) {
    case 'kafka':
      return { kind: 'kafka', overMs: null, topics: [], groups: [] };
    case 'kafkaRecords':
      return { kind: 'kafkaRecords', topic: query.topic, partition: query.partition, begin: 0, end: 0, records: [], problem: null };
    case 'postgres':
      return { kind: 'postgres', overMs: null, maxConnections: 0, statementsProblem: null, ...emptyLists };
    case 'postgresPlan':
      return { kind: 'postgresPlan', statement: query.statement, sql: '', isAnalyzed: true, problem: null, ...emptyPlan };
    case 'redis':
      return { kind: 'redis', version: '', uptimeS: 0, rates: null, ...emptyCache };
  }
}

const emptyLists = { connections: [], sessions: [], blockers: [], statements: [], tables: [], indexes: [], offered: [] };
const emptyPlan = { planningMs: 0, executionMs: 0, settings: [], rows: [] };
const emptyCache = {
  totals: { hits: 0, misses: 0, evicted: 0, expired: 0 },
  memory: { used: 0, peak: 0, max: 0, policy: 'noeviction' },
  keys: 0,
  slowerThanUs: 10_000,
  slow: [],
  clients: [],
  sample: { keys: 0, agoMs: 0, hasFrequency: false, top: [], stepMs: 100, prefixes: [] },
};
