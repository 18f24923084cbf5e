/**
 * Where an installed Postgres may differ from the embedded one. Both are the real server, so the list is about versions: the suite
 * holds every installed one from the oldest supported on against the same rules.
 */
export const knownDifferences = {
  explainBuffers: {
    what: 'EXPLAIN ANALYZE tells buffers without being asked',
    since: 18,
    reason: 'before 18 the option BUFFERS has to be given, so whatever reads plans here gives it always',
  },
  transactionTimeout: {
    what: 'transaction_timeout ends a transaction that goes on for too long',
    since: 17,
    reason: 'before 17 there is none; the stack uses statement_timeout and idle_in_transaction_session_timeout, which are older',
  },
} as const satisfies Record<string, { what: string; since: number; reason: string }>;
