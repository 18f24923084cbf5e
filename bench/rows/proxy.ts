import { ask, startHelper } from '../harness/programs.ts';
import { download, pingPong } from '../harness/tcp-load.ts';
import { type ProxyServer, startProxyServers } from '../harness/toxiproxies.ts';
import type { Measurement, Row } from '../row.ts';
import { percentiles } from '../summary.ts';

const connectionCounts = [1, 16];
const delaysMs = [5, 50, 500];
/** Delayed round trips are taken on this many connections at once, or half a second would take minutes. */
const delayedConnections = 16;
/** Through and around are taken in turns, so that noise meets both. */
const turns = 4;
const mostTimesReal = 2;

interface Subject {
  name: ProxyServer['name'] | 'direct';
  echoPort: number;
  sourcePort: number;
}

/** Our Toxiproxy beside the real one, in one run on one machine. */
export const proxyRow: Row = {
  name: 'proxy',
  about: 'added latency, throughput and accuracy of our Toxiproxy and the real one',
  runs: 5,
  async open({ ends, quick, note }) {
    const target = await startHelper(ends, 'tcp-target');
    const direct = await ask<{ type: 'ports'; echo: number; source: number }>(target, { type: 'ports' }, 'ports');
    const servers = await startProxyServers(ends, note);
    const subjects: Subject[] = [{ name: 'direct', echoPort: direct.echo, sourcePort: direct.source }];
    for (const server of servers) {
      const [echoPort, sourcePort] = [await server.proxy('echo', direct.echo), await server.proxy('source', direct.source)];
      subjects.push({ name: server.name, echoPort, sourcePort });
    }
    return async () => {
      const measurements: Measurement[] = [];
      for (const connections of connectionCounts)
        measurements.push(...(await addedLatency(subjects, { connections, forMs: quick ? 150 : 500 })));
      measurements.push(...(await throughput(subjects, quick ? 32 : 128)));
      for (const server of servers) measurements.push(...(await accuracy(server, subjects, quick)));
      return measurements;
    };
  },
};

/** How much later an answer comes than without a proxy, at the same percentile. */
async function addedLatency(subjects: readonly Subject[], ping: { connections: number; forMs: number }): Promise<Measurement[]> {
  const samples = new Map<Subject['name'], number[]>(subjects.map(({ name }) => [name, []]));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { name, echoPort } of subjects) samples.get(name)?.push(...(await pingPong({ port: echoPort, ...ping })));
  }
  const direct = percentiles(samples.get('direct') ?? []);
  const over = ping.connections === 1 ? '1 connection' : `${ping.connections} connections`;
  const added = (name: Subject['name'], q: 'p50' | 'p99'): number => (percentiles(samples.get(name) ?? [])[q] - direct[q]) * 1000;
  const measurements: Measurement[] = [{ figure: `direct round trip p50, ${over}`, unit: 'µs', value: direct.p50 * 1000 }];
  for (const { name } of subjects.slice(1)) {
    measurements.push({ figure: `${name} adds p50, ${over}`, unit: 'µs', value: added(name, 'p50') });
    measurements.push({ figure: `${name} adds p99, ${over}`, unit: 'µs', value: added(name, 'p99') });
  }
  if (subjects.some(({ name }) => name === 'real')) {
    const ratio = added('ours', 'p50') / added('real', 'p50');
    measurements.push({ figure: `ours adds, times the real one, ${over}`, unit: '×', value: ratio, goal: { atMost: mostTimesReal } });
  }
  return measurements;
}

async function throughput(subjects: readonly Subject[], megabytes: number): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const { name, sourcePort } of subjects) {
    const rates: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) rates.push(await download(sourcePort, megabytes));
    measurements.push({ figure: `throughput ${name}`, unit: 'MB/s', value: percentiles(rates).p50 });
  }
  return measurements;
}

/** What a round trip is longer than the injected delay, beyond the direct round trip. */
async function accuracy(server: ProxyServer, subjects: readonly Subject[], quick: boolean): Promise<Measurement[]> {
  const [direct, own] = [subjects[0], subjects.find(({ name }) => name === server.name)];
  if (!direct || !own) return [];
  const base = percentiles(await pingPong({ port: direct.echoPort, connections: delayedConnections, forMs: 200 })).p50;
  const measurements: Measurement[] = [];
  for (const delayMs of delaysMs) {
    await server.delay('echo', delayMs);
    const forMs = Math.max(quick ? 300 : 1500, delayMs * (quick ? 1.5 : 5));
    const trips = await pingPong({ port: own.echoPort, connections: delayedConnections, forMs });
    await server.reset();
    const { p50, p99 } = percentiles(trips.map((tripMs) => tripMs - base - delayMs));
    const goal = { atMost: Math.max(5, delayMs * 0.05) };
    // Too early is as wrong as too late.
    measurements.push({ figure: `${server.name}: error of ${delayMs} ms p50`, unit: 'ms', value: Math.abs(p50), goal });
    measurements.push({ figure: `${server.name}: error of ${delayMs} ms p99`, unit: 'ms', value: p99 });
  }
  return measurements;
}
