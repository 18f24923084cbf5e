import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanUrls } from './lan-urls.ts';

const address = (ip: string, more: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo =>
  ({ address: ip, family: 'IPv4', internal: false, netmask: '', mac: '', cidr: null, ...more }) as NetworkInterfaceInfo;

const interfaces = {
  lo: [address('127.0.0.1', { internal: true })],
  eth0: [address('192.168.1.20'), address('fe80::1', { family: 'IPv6' } as Partial<NetworkInterfaceInfo>)],
  wlan0: [address('10.0.0.7')],
  gone: undefined,
};

test.each([
  ['0.0.0.0', ['http://192.168.1.20:4000', 'http://10.0.0.7:4000']],
  ['::', ['http://192.168.1.20:4000', 'http://10.0.0.7:4000']],
  ['192.168.1.20', ['http://192.168.1.20:4000']],
  ['127.0.0.1', []],
  ['localhost', []],
])('[LU1] listening on %s, others reach it under %j', (host, urls) => {
  expect(lanUrls(host, 4000, interfaces)).toEqual(urls);
});
