/** Arguments of a real redis-server that keeps nothing on disk, as a cache of the sandbox. Pure. */
export interface OriginalRedis {
  port: number;
  /** 0 for no limit. */
  maxmemoryMb: number;
  maxmemoryPolicy: string;
}

export function originalArguments({ port, maxmemoryMb, maxmemoryPolicy }: OriginalRedis): string[] {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    save: '',
    appendonly: 'no',
    daemonize: 'no',
    maxmemory: `${maxmemoryMb}mb`,
    'maxmemory-policy': maxmemoryPolicy,
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}
