/** Addresses under which other machines reach this house. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

const everywhere = ['0.0.0.0', '::'];

/** Empty while the house listens on loopback only. */
export function lanUrls(host: string, port: number, interfaces: Interfaces = networkInterfaces()): string[] {
  const outside = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  const reachable = everywhere.includes(host) ? outside : outside.filter((address) => address === host);
  return reachable.map((address) => `http://${address}:${port}`);
}
