/** Words that tell players before a drill whether anything is wrong, or what. Lower case, without the s of a plural (`wordsOf`). */

const whetherWords = new Set(
  `alarm calm decoy fake false fine harmless healthy innocent noise none nothing ok peace peaceful phantom quiet silence silent uneventful
  unharmed well`.split(/\s+/),
);

const causeWords = new Set(
  `autovacuum backpressure blackhole bloat breaker brownout cache caching canary cardinality certificate churn cpu crash ddo dead deadlock
  dn drift eviction exhausted exhaustion failover flag flapping fork gc heap herd hotspot hung idempotency index indice jitter lag latency
  leak leaky loop lock maxmemory memory migration misconfigured n1 oom overload partition poison pool rebalance replay retrie retry
  rollback rollout saturation schema skew stale stampede starvation starved storm telemetry throttle throttling timeout throughput
  transaction ttl vacuum`.split(/\s+/),
);

/** Of a name: that nothing is wrong, or that something only seems so. */
export function saysWhether(word: string): boolean {
  return whetherWords.has(word);
}

/** Some usual cause or mechanism, whichever scenario it is: only whoever has looked can know it. */
export function namesCause(word: string): boolean {
  return causeWords.has(word);
}
