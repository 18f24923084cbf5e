/** What a server of ours is started with. */
export interface ServerSettings {
  dataDir: string;
  port: number;
  /** Whether a committed transaction must outlive a power cut. A sandbox's need not: it is thrown away. */
  durable: boolean;
  maxConnections: number;
  /** Major version of the server: 18. */
  major: number;
}

const speedOverSafety = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // No more on disk than a game writes in a minute or two.
  max_wal_size: '64MB',
  min_wal_size: '16MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** Settings by name, as for `postgres -c name=value`. Small, because 16 processes share about a gigabyte. */
export function serverSettings({ port, durable, maxConnections, major }: ServerSettings): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(maxConnections),
    shared_buffers: '32MB',
    shared_preload_libraries: 'pg_stat_statements',
    jit: 'off',
    // The worker method of Postgres 18 keeps three more processes; before 18 there is no choice.
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    max_parallel_workers_per_gather: '0',
    max_logical_replication_workers: '0',
    huge_pages: 'off',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : speedOverSafety),
  };
}

/** Arguments of the `postgres` program. */
export function serverArguments(settings: ServerSettings): string[] {
  const pairs = Object.entries(serverSettings(settings)).map(([name, value]) => `${name}=${value}`);
  return ['-D', settings.dataDir, ...pairs.flatMap((pair) => ['-c', pair])];
}
