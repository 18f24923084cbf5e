/** What the academy teaches: its capabilities, the practices inside each, and what each means for whoever is on call. */

interface PracticeWords {
  name: string;
  meaning: string;
}

const words = {
  c4: { name: 'C4', meaning: 'Reading a system from its context, containers and components, to know what a failure can reach.' },
  openapi: { name: 'OpenAPI', meaning: 'Taking the published contract of an API as the measure of what callers may rely on.' },
  adr: { name: 'ADR', meaning: 'Finding the decision that made a system as it is, and writing down the next one.' },
  compatibility: { name: 'Compatibility', meaning: 'Judging whether a change leaves every caller and reader that exists working.' },
  versioning: {
    name: 'Versioning',
    meaning: 'Bringing in and ending versions of an API with notice, dates and knowledge of who still uses them.',
  },
  'topic-design': {
    name: 'Topic design',
    meaning: 'Choosing topics, keys and partitions so that load spreads and order holds where it matters.',
  },
  'schema-evolution': {
    name: 'Schema evolution',
    meaning: 'Changing the form of records so that old readers and old records go on working.',
  },
  idempotency: {
    name: 'Idempotency and retry',
    meaning: 'Making work that may come twice have its effect once, and retrying without adding to the harm.',
  },
  'consumer-scaling': {
    name: 'Consumer scaling',
    meaning: 'Matching members of a group to partitions and pace, and knowing what a rebalance costs.',
  },
  'sli-slo': { name: 'SLI and SLO', meaning: 'Telling by user-facing indicators and their objectives whether anybody is harmed.' },
  'error-budgets': { name: 'Error budgets', meaning: 'Deciding by what is left of the budget what may be risked now.' },
  tracing: { name: 'Tracing', meaning: 'Following single requests through services to the place where time or success is lost.' },
  rca: { name: 'Root-cause analysis', meaning: 'Getting from symptoms to trigger and conditions, with decoys ruled out by evidence.' },
  'load-simulation': { name: 'Load simulation', meaning: 'Measuring before and after with the same load plan, at the rate that counts.' },
  'flame-graph': { name: 'Flame graph', meaning: 'Reading from profiles which code the processor or the heap is spent on.' },
  'query-plan': { name: 'Query plan', meaning: 'Reading how the database runs a statement, and what an index or fresh statistics change.' },
  caching: { name: 'Caching', meaning: 'Knowing what a cache carries, how it empties, and what the origin bears without it.' },
  flags: { name: 'Flags', meaning: 'Turning behaviour on and off apart from deploys, step by step, with an owner and an end.' },
  canary: {
    name: 'Canary',
    meaning: 'Giving a new version a small share, comparing it with the old one, and promoting or aborting on that.',
  },
  'ci-matrix': { name: 'CI matrix', meaning: 'Reading which suites ran against which versions and consumers, and what was never run.' },
  'release-channels': {
    name: 'Release channels',
    meaning: 'Knowing what is stable, beta or canary, and which version one can go back to.',
  },
} satisfies Record<string, PracticeWords>;

export type PracticeId = keyof typeof words;
export const practiceIds = Object.keys(words) as [PracticeId, ...PracticeId[]];

export const capabilityIds = ['design', 'event-driven', 'reliability', 'performance', 'release-governance'] as const;
export type CapabilityId = (typeof capabilityIds)[number];

interface Capability {
  id: CapabilityId;
  name: string;
  practices: (PracticeWords & { id: PracticeId })[];
}

const capability = (id: CapabilityId, name: string, practices: PracticeId[]): Capability => {
  return { id, name, practices: practices.map((practice) => ({ id: practice, ...words[practice] })) };
};

export const capabilityMap: readonly Capability[] = [
  capability('design', 'System design and API-first', ['c4', 'openapi', 'adr', 'compatibility', 'versioning']),
  capability('event-driven', 'Event-driven and distributed', ['topic-design', 'schema-evolution', 'idempotency', 'consumer-scaling']),
  capability('reliability', 'Reliability', ['sli-slo', 'error-budgets', 'tracing', 'rca']),
  capability('performance', 'Performance', ['load-simulation', 'flame-graph', 'query-plan', 'caching']),
  capability('release-governance', 'Release governance', ['flags', 'canary', 'ci-matrix', 'release-channels']),
];

/** Capabilities that these practices belong to, in the order of the map. */
export function capabilitiesOf(practices: readonly string[]): CapabilityId[] {
  return capabilityMap.filter((each) => each.practices.some(({ id }) => practices.includes(id))).map(({ id }) => id);
}
