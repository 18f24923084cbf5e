/** Where our server does not do what toxiproxy-server 2.12.0 does, and why. A rule of the contract suite that names one of these ids is no test of the original. */

interface KnownDifference {
  original: string;
  ours: string;
  reason: string;
}

export const knownDifferences = {
  seed: {
    original: '-seed has no effect: the generator it makes is thrown away',
    ours: '-seed decides every toxicity roll, jitter and slice, per proxy, connection and direction',
    reason: 'two pods that play the same scenario must meet the same faults',
  },
  atomicUpdate: {
    original: 'an update refused for one attribute has already changed the attributes before it',
    ours: 'a refused update changes nothing',
    reason: 'a refusal that half-applies cannot be undone by its caller',
  },
  resetOrder: {
    original: 'POST /reset visits proxies in random order and stops at the first that cannot listen',
    ours: 'in order of creation',
    reason: 'the same request should do the same thing twice',
  },
  removalDoesNotBlock: {
    original: 'removing or updating a toxic waits for a sleeping reset_peer and for slow readers, and drops a held chunk after 5 s',
    ours: 'the API answers at once; held data goes into the socket buffer and is never dropped',
    reason: 'undoing a fault must not hang behind the fault',
  },
  stackedLatency: {
    original: 'a second latency toxic delays a chunk less when it had to queue in the first',
    ours: 'stacked latencies add for every chunk',
    reason: 'the README promises that they add',
  },
  hostileAttributes: {
    original: 'slicer with average_size 0, or a variation above the average, and bandwidth with a negative rate end the process',
    ours: 'slices have at least one byte; a negative rate stalls like 0',
    reason: 'one bad request must not take down every connection of a sandbox',
  },
  concurrentDials: {
    original: 'a proxy accepts one client at a time and waits for its upstream',
    ours: 'clients are accepted while others are still being connected',
    reason: 'an event loop has nothing to wait with, and a hanging upstream should not hide others',
  },
  shortSlicerDelay: {
    original: 'slicer delays below a millisecond are kept one by one',
    ours: 'they are kept on average: slices leave together once per timer tick',
    reason: 'a Node timer cannot be shorter than a millisecond',
  },
  chunkSize: {
    original: 'reads at most 32 KiB at a time',
    ours: 'reads at most 64 KiB at a time; 1024 chunks or 32 MiB wait before a latency toxic',
    reason: 'the size is chosen by libuv; the bound in bytes is the same',
  },
  version: {
    original: 'prints the release it was linked with, `git` for a plain `go install`',
    ours: '2.12.0',
    reason: 'clients ask it to choose the API',
  },
  apiAddressTaken: {
    original: 'logs the error and stays alive without an API',
    ours: 'ends with exit code 1',
    reason: 'a parent can only see a process that ends',
  },
  logging: {
    original: 'JSON logs on standard output, LOG_LEVEL',
    ours: 'one line at the start, failures on standard error',
    reason: 'the supervisor keeps the last lines; a log per connection costs more than the proxying',
  },
  metrics: {
    original: 'go_*, promhttp_* and process_* families; gzip on request',
    ours: 'nodejs_* and process_* families, never compressed',
    reason: 'there is no Go runtime to report',
  },
  messages: {
    original: 'a name that does not resolve names the resolver; service names (`:http`) are ports; `Logger` in a body is type-checked',
    ours: 'no resolver in the message; ports are numbers; `Logger` is ignored',
    reason: 'Node does not say which resolver it asked; nobody depends on the rest',
  },
  bigIntegers: {
    original: 'attributes are 64-bit integers',
    ours: 'exact up to 2^53',
    reason: 'no delay, rate or limit comes near',
  },
} as const satisfies Record<string, KnownDifference>;
