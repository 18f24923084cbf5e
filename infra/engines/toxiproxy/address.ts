/** Addresses as Go reads and prints them: `host:port`, `[::1]:port`, `:port` for every interface. */
import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';

export interface HostPort {
  /** Empty means every interface. */
  host: string;
  port: number;
}

/** Splits an address without resolving it. @throws Error with Go's message. */
export function parseAddress(address: string): HostPort {
  if (address === '') return { host: '', port: 0 };
  const refuse = (why: string): Error => new Error(`address ${address}: ${why}`);
  const colon = address.lastIndexOf(':');
  if (colon < 0) throw refuse('missing port in address');
  let host = address.slice(0, colon);
  if (host.startsWith('[')) {
    if (!host.endsWith(']')) throw refuse(host.includes(']') ? 'missing port in address' : "missing ']' in address");
    host = host.slice(1, -1);
  } else if (host.includes(':')) throw refuse('too many colons in address');
  return { host, port: parsePort(address.slice(colon + 1)) };
}

function parsePort(text: string): number {
  if (text === '') return 0;
  if (!/^\d+$/.test(text)) throw new Error(`lookup tcp/${text}: unknown port`);
  if (Number(text) > 65535) throw new Error(`address ${text}: invalid port`);
  return Number(text);
}

/** Resolves the host to an IP address, IPv4 where there is one. @throws Error with Go's message. */
export async function resolveAddress(address: string): Promise<HostPort> {
  const { host, port } = parseAddress(address);
  if (host === '' || isIP(host)) return { host, port };
  const found = await lookup(host, { all: true, order: 'ipv4first' }).catch(() => []);
  const first = found[0];
  if (!first) throw new Error(`lookup ${host}: no such host`);
  return { host: first.address, port };
}

/** Prints an address: `127.0.0.1:80`, `[::1]:80`, `:80`. */
export function formatAddress({ host, port }: HostPort): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

const bindFailures: Record<string, string> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
};

/** Why listening failed, in Go's words. */
export function listenError(address: HostPort, cause: NodeJS.ErrnoException): Error {
  const why = bindFailures[cause.code ?? ''] ?? cause.message;
  return new Error(`listen tcp ${formatAddress(address)}: bind: ${why}`, { cause });
}
