/** Our use of Toxiproxy against the built server. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NamedToxic } from '../../core/sandbox/desired.ts';
import type { ProxyPlan } from '../../core/stack/layout.ts';
import { freePorts } from '../process/free-port.fixture.ts';
import { distFile } from '../process/paths.ts';
import { LineLog } from './line-log.ts';
import { Program } from './program.ts';
import { Proxies, type ProxyStates } from './proxies.ts';

const file = distFile('engines/toxiproxy.js');
const latency: NamedToxic = { name: 'e1', type: 'latency', stream: 'downstream', toxicity: 1, attributes: { latency: 120 } };

describe.skipIf(!existsSync(file))('proxies on Toxiproxy', () => {
  let root: string;
  let upstream: Server;
  let program: Program;
  let proxies: Proxies;
  let plans: ProxyPlan[];
  let toxiproxyPort: number;
  let clean: ProxyStates;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'proxies-'));
    upstream = createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const [port = 0, ...listen] = await freePorts(4);
    toxiproxyPort = port;
    program = new Program({
      name: 'toxiproxy',
      file,
      args: ['-host', '127.0.0.1', '-port', String(port), '-seed', '7'],
      log: new LineLog(join(root, 'log')),
      niceness: 0,
    });
    await program.ready;
    plans = ['a->b', 'a->b', 'a->c'].map((link, index) => ({
      name: `p${index}`,
      link,
      target: '',
      listenPort: listen[index] ?? 0,
      upstreamPort: 0,
    }));
    proxies = new Proxies(port, plans);
    await proxies.create((upstream.address() as AddressInfo).port);
    clean = await proxies.read();
  });
  beforeEach(async () => {
    await proxies.apply(clean);
  });
  afterAll(async () => {
    await program?.stop(1000);
    upstream?.close();
    await rm(root, { recursive: true, force: true });
  });

  const withToxics = (names: string[], ...toxics: NamedToxic[]): ProxyStates =>
    Object.fromEntries(Object.entries(clean).map(([name, state]) => [name, names.includes(name) ? { ...state, toxics } : state]));

  async function roundTripMs(index: number): Promise<number> {
    const socket = connect(plans[index]?.listenPort ?? 0, '127.0.0.1');
    await once(socket, 'connect');
    const sentAt = performance.now();
    socket.write('x');
    await once(socket, 'data');
    socket.destroy();
    return performance.now() - sentAt;
  }

  /** The quickest of five: a busy machine delays some, a toxic all of them. */
  async function quickestMs(index: number): Promise<number> {
    const tries: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) tries.push(await roundTripMs(index));
    return Math.min(...tries);
  }

  test('every proxy is created enabled, clean and leading to the collector where no upstream is planned', async () => {
    expect(clean).toEqual({ p0: { enabled: true, toxics: [] }, p1: { enabled: true, toxics: [] }, p2: { enabled: true, toxics: [] } });
    expect(await quickestMs(2)).toBeLessThan(120);
  });

  test('a toxic is in force on both proxies of its link when apply resolves, and told as one line', async () => {
    expect(await proxies.apply(withToxics(['p0', 'p1'], latency))).toEqual(['a->b: toxic e1 (latency) added']);
    expect(await roundTripMs(0)).toBeGreaterThanOrEqual(119);
    expect(await roundTripMs(1)).toBeGreaterThanOrEqual(119);
    expect(await quickestMs(2)).toBeLessThan(119);
  });

  test('the same state again does nothing, another value replaces the toxic, the clean state takes it off', async () => {
    await proxies.apply(withToxics(['p0', 'p1'], latency));
    expect(await proxies.apply(withToxics(['p0', 'p1'], latency))).toEqual([]);
    const slower = { ...latency, attributes: { latency: 240 } };
    expect(await proxies.apply(withToxics(['p0', 'p1'], slower))).toEqual(['a->b: toxic e1 removed', 'a->b: toxic e1 (latency) added']);
    expect(await roundTripMs(1)).toBeGreaterThanOrEqual(239);
    expect(await proxies.apply(clean)).toEqual(['a->b: toxic e1 removed']);
    expect(await proxies.read()).toEqual(clean);
  });

  test('a link that cannot be changed on all of its proxies stays as it was on all of them, others are changed', async () => {
    const impossible = { ...latency, type: 'no-such-type' } as unknown as NamedToxic;
    const wanted: ProxyStates = { ...withToxics(['p0', 'p2'], latency), p1: { enabled: true, toxics: [impossible] } };
    await expect(proxies.apply(wanted)).rejects.toMatchObject({
      code: 'apply_failed',
      message: expect.stringMatching(/^a->b: .*its proxies are as before$/),
    });
    expect(await proxies.read()).toEqual({ ...clean, p2: { enabled: true, toxics: [expect.objectContaining({ name: 'e1' })] } });
  });

  test('a disabled proxy refuses, an enabled one serves again', async () => {
    await proxies.apply({ ...clean, p2: { enabled: false, toxics: [] } });
    await expect(roundTripMs(2)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await proxies.apply(clean)).toEqual(['a->c: enabled']);
    expect(await quickestMs(2)).toBeLessThan(119);
  });

  test('proxies another sandbox left are removed with their toxics, and new ones take their place', async () => {
    await proxies.apply(withToxics(['p0'], latency));
    await new Proxies(toxiproxyPort, []).removeAll();
    expect(await proxies.read()).toEqual({});
    await proxies.create((upstream.address() as AddressInfo).port);
    expect(await proxies.read()).toEqual(clean);
  });
});
