/** The proxies under test: ours, and the real one where it is installed. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../infra/process/paths.ts';
import type { Ends } from './ends.ts';
import { freePort } from './house.ts';
import { startEngine, startForeign, untilListening } from './programs.ts';

export interface ProxyServer {
  name: 'ours' | 'real';
  pid: number;
  /** Opens a proxy. @returns its port */
  proxy(name: string, upstreamPort: number): Promise<number>;
  /** Adds a toxic that delays what comes back. */
  delay(proxy: string, latencyMs: number): Promise<void>;
  /** Takes every toxic off. */
  reset(): Promise<void>;
}

/** Ours first; the real one only where found. */
export async function startProxyServers(ends: Ends, note: (line: string) => void): Promise<ProxyServer[]> {
  const flags = async (): Promise<{ port: number; args: string[] }> => {
    const port = await freePort();
    return { port, args: ['-host', '127.0.0.1', '-port', String(port)] };
  };
  const mine = await flags();
  const ours = await startEngine(ends, 'engines/toxiproxy', { args: mine.args });
  const servers = [serverAt('ours', ours.pid, mine.port)];
  const binary = realToxiproxy();
  if (binary === null) {
    note('proxy: no real Toxiproxy found; set TOXIPROXY_SERVER, or: go install github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0');
    return servers;
  }
  const theirs = await flags();
  const real = await startForeign(ends, { command: [binary, ...theirs.args] });
  await untilListening(theirs.port, 'the real Toxiproxy');
  return [...servers, serverAt('real', real.pid, theirs.port)];
}

/** As CI installs it, as the environment names it, or as the PATH has it. */
function realToxiproxy(): string | null {
  const named = process.env['TOXIPROXY_SERVER'] ?? '';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = [
    named,
    join(projectRoot(), '.brownout', 'originals', 'server'),
    ...folders.map((folder) => join(folder, 'toxiproxy-server')),
  ];
  return places.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}

function serverAt(name: ProxyServer['name'], pid: number, apiPort: number): ProxyServer {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${apiPort}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${name} Toxiproxy refuses ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  return {
    name,
    pid,
    async proxy(proxy, upstreamPort) {
      const opened = (await post('/proxies', { name: proxy, listen: '127.0.0.1:0', upstream: `127.0.0.1:${upstreamPort}` })) as {
        listen: string;
      };
      return Number(opened.listen.split(':').at(-1));
    },
    delay: async (proxy, latency) =>
      void (await post(`/proxies/${proxy}/toxics`, {
        type: 'latency',
        stream: 'downstream',
        toxicity: 1,
        attributes: { latency, jitter: 0 },
      })),
    reset: async () => void (await post('/reset', {})),
  };
}
