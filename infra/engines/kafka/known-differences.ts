/** Where this broker is not like Apache Kafka 4, each with its reason. The contract suite covers the rest on both. */
export const knownDifferences = {
  fixedLeaders: {
    what: 'partition p is led by node (p mod n) + 1 for good; there are no replicas and no leader epochs, so acks 1 and -1 are equal',
    reason: 'the nodes are one process; a node is taken from clients at its proxy. Topics of a real cluster are made with the same leaders',
  },
  memoryOnly: {
    what: 'records and positions are in memory; retention is by bytes only, batch by batch, and the newest batch stays',
    reason: 'a sandbox serves one drill',
  },
  offsetsByBatch: {
    what: 'ListOffsets by time finds the batch of a record: never too late, at most one batch early',
    reason: 'records are never decoded',
  },
  noTransactions: {
    what: 'a transactional producer finds no coordinator; both isolation levels read the same',
    reason: 'no service uses them',
  },
  noStaticMembers: {
    what: 'group.instance.id is ignored, every member is dynamic',
    reason: 'a restart is meant to rebalance',
  },
  noFetchSessions: {
    what: 'a new fetch session is answered with session 0, so clients send full requests',
    reason: 'kafkajs and librdkafka do so anyway',
  },
  lastingGroups: {
    what: 'empty groups stay until DeleteGroups; the original drops them after days',
    reason: 'a drill is shorter',
  },
  lastPlainVersions: {
    what: 'every API is offered up to its last version before flexible encoding only',
    reason: 'kafkajs 2.2 and librdkafka 2 negotiate down; Java clients of Kafka 4 cannot be used',
  },
} as const satisfies Record<string, { what: string; reason: string }>;
