import { startupBytes } from './store/sizes.ts';
import { redisVersion } from './version.ts';
import type { World } from './world.ts';

type Fields = [name: string, value: string | number][];

/** INFO by section, in the order of the original. */
const sections: Record<string, (world: World) => Fields> = {
  server: (world) => {
    const uptimeSeconds = Math.floor((world.now() - world.startedAtMs) / 1000);
    return [
      ['redis_version', redisVersion],
      ['redis_mode', 'standalone'],
      ['os', `${process.platform} ${process.arch}`],
      ['arch_bits', 64],
      ['process_id', process.pid],
      ['server_time_usec', world.now() * 1000],
      ['uptime_in_seconds', uptimeSeconds],
      ['uptime_in_days', Math.floor(uptimeSeconds / 86_400)],
      ['hz', 10],
    ];
  },
  clients: ({ sessions }) => [
    ['connected_clients', sessions.size],
    ['maxclients', 10_000],
    ['blocked_clients', 0],
  ],
  memory: (world) => [
    ['used_memory', world.usedMemory],
    ['used_memory_human', human(world.usedMemory)],
    ['used_memory_rss', process.memoryUsage.rss()],
    ['used_memory_peak', world.peakMemory],
    ['used_memory_peak_human', human(world.peakMemory)],
    ['used_memory_startup', startupBytes],
    ['used_memory_dataset', world.dataBytes],
    ['maxmemory', world.eviction.maxmemory],
    ['maxmemory_human', human(world.eviction.maxmemory)],
    ['maxmemory_policy', world.eviction.policy],
    ['mem_allocator', 'estimate'],
  ],
  persistence: () => [
    ['loading', 0],
    ['aof_enabled', 0],
  ],
  stats: ({ stats, channels }) => [
    ['total_connections_received', stats.connections],
    ['total_commands_processed', stats.commands],
    ['instantaneous_ops_per_sec', stats.opsPerSecond],
    ['total_net_input_bytes', stats.inputBytes],
    ['total_net_output_bytes', stats.outputBytes],
    ['rejected_connections', stats.rejectedConnections],
    ['expired_keys', stats.expiredKeys],
    ['evicted_keys', stats.evictedKeys],
    ['keyspace_hits', stats.hits],
    ['keyspace_misses', stats.misses],
    ['pubsub_channels', channels.size],
    ['total_error_replies', stats.errors],
  ],
  replication: () => [
    ['role', 'master'],
    ['connected_slaves', 0],
  ],
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return [
      ['used_cpu_sys', (system / 1e6).toFixed(6)],
      ['used_cpu_user', (user / 1e6).toFixed(6)],
    ];
  },
  cluster: () => [['cluster_enabled', 0]],
  keyspace: ({ databases }) =>
    databases
      .filter(({ size }) => size > 0)
      .map(({ index, size, expiringSize }) => [`db${index}`, `keys=${size},expires=${expiringSize},avg_ttl=0`]),
};

const everything = new Set(['all', 'default', 'everything']);

/** `wanted`: names of sections; none gives all. Unknown names give nothing. */
export function infoText(world: World, wanted: readonly string[]): string {
  const names = wanted.map((name) => name.toLowerCase());
  const isAll = names.length === 0 || names.some((name) => everything.has(name));
  return Object.entries(sections)
    .filter(([name]) => isAll || names.includes(name))
    .map(([name, fields]) => {
      const title = name === 'cpu' ? 'CPU' : (name[0] ?? '').toUpperCase() + name.slice(1);
      return `# ${title}\r\n${fields(world)
        .map(([field, value]) => `${field}:${value}\r\n`)
        .join('')}`;
    })
    .join('\r\n');
}

/** `1.50M`, as Redis writes sizes for people. */
function human(bytes: number): string {
  for (const [unit, size] of [
    ['G', 1024 ** 3],
    ['M', 1024 ** 2],
    ['K', 1024],
  ] as const) {
    if (bytes >= size) return `${(bytes / size).toFixed(2)}${unit}`;
  }
  return `${bytes}B`;
}
