/** Where this server is not like redis-server, each with its reason. The contract suites cover the rest on both. */
export const knownDifferences = {
  newerClient: {
    what: 'CLIENT SETINFO, lib-name and lib-ver exist although the real server tested beside may be older than 7.2',
    reason: 'ioredis sends it on every connection; the version told is 7.2.4',
  },
  missingFamilies: {
    what: 'commands of sorted sets, streams, geo, bitmaps, HyperLogLog, scripts, functions, ACL, cluster, replication and persistence are unknown',
    reason: 'the shop uses Redis as a cache; what is missing answers "unknown command" as an old Redis would',
  },
  noPatterns: {
    what: 'pattern and sharded subscriptions are unknown commands, and client-side caching (CLIENT TRACKING) does not exist',
    reason: 'nothing here listens by pattern, and no client caches',
  },
  noDebug: {
    what: 'DEBUG and SHUTDOWN are unknown; the HELP subcommands too',
    reason: 'the parent process starts and stops this server',
  },
  plainCommandInfo: {
    what: 'COMMAND tells no ACL categories, tips and key specifications; COMMAND DOCS is empty',
    reason: 'clients route by name, arity, flags and key positions, which are told',
  },
  estimatedMemory: {
    what: 'used_memory is an estimate by the size classes of jemalloc, within 7 % of 7.0.15 per key; lists cost as one node; a client costs 3000 bytes, however much it has buffered',
    reason: 'the memory of a JavaScript heap says nothing about how many keys a Redis of that size holds',
  },
  scanOrder: {
    what: 'a SCAN call gives exactly COUNT keys in the order they were first written, and cursors grow',
    reason: 'the guarantee is the same: a key that is there from start to end is given; no client may rely on more',
  },
  finerLru: {
    what: 'LRU time has milliseconds instead of seconds, and the pool of candidates is shared by all databases in order of score',
    reason: 'a drill is minutes long; seconds would make most keys equally old',
  },
  linearLists: {
    what: 'LPUSH and LPOP take time in proportion to the length of the list',
    reason: 'lists are short here and an array is the simplest that works',
  },
  fewSettings: {
    what: 'CONFIG SET changes maxmemory, maxmemory-policy, maxmemory-samples, lfu-* and slowlog-* only; other parameters are told and cannot be set',
    reason: 'the rest would have no effect, and taking it would pretend otherwise',
  },
  shortInfo: {
    what: 'INFO lacks the fields of what does not exist here, and avg_ttl is 0',
    reason: 'exporters read hits, misses, memory, evictions, expiry, clients and rates, which are true',
  },
  noOutputLimit: {
    what: 'output buffers have no limit for slow subscribers',
    reason: 'there are no subscribers in the shop; a slow one would be ended by the sandbox anyway',
  },
} as const;
