/** A whole Brownout on a port and in a data folder of its own, started as people start it. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '../../infra/process/paths.ts';
import type { Ends } from './ends.ts';
import { processTree, readProc } from './process-tree.ts';
import { eventually, startForeign } from './programs.ts';

export interface House {
  pid: number;
  url: string;
  /** From the command until /readyz said 200, ms. */
  readyMs: number;
  /** Everything it printed. */
  output(): string;
  /** A request with the facilitator key; the parsed answer. @throws Error with the refusal */
  ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
  /** Where users arrive in its sandbox: the proxied address of the gateway. Null where processes cannot be read. */
  entryUrl(): string | null;
  /** Ctrl-C. @returns how long it took to end, ms */
  stop(): Promise<number>;
}

export interface HouseWish {
  dataFolder: string;
  ratePerSecond: number;
  environment?: Record<string, string>;
}

const readyWithinMs = 120_000;

/** Resolves when it is ready. `npm start` itself where npm runs us, so that its own time counts too. */
export async function startHouse(ends: Ends, { dataFolder, ratePerSecond, environment = {} }: HouseWish): Promise<House> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const sinceMs = performance.now();
  const npm = process.env['npm_execpath'];
  const command = npm ? [npm, 'start'] : [join(projectRoot(), 'scripts', 'start.mjs')];
  let output = '';
  const house = await startForeign(ends, {
    command: [process.execPath, ...command],
    folder: projectRoot(),
    environment: { PORT: String(port), HOST: '127.0.0.1', BROWNOUT_DATA: dataFolder, BROWNOUT_RATE: String(ratePerSecond), ...environment },
    onOutput: (text) => (output += text),
  });
  let endedBefore = false;
  void house.ended.then(
    () => (endedBefore = true),
    () => (endedBefore = true),
  );
  const ready = async (): Promise<true | null> => (endedBefore || (await fetch(`${url}/readyz`)).status === 200 ? true : null);
  await eventually('a ready house', readyWithinMs, ready);
  if (endedBefore) throw new Error(`Brownout did not start:\n${output}`);
  const readyMs = performance.now() - sinceMs;
  return {
    pid: house.pid,
    url,
    readyMs,
    output: () => output,
    ask: asker(url, () => keyIn(output)),
    entryUrl: () => entryUrl(house.pid),
    async stop() {
      const stoppingMs = performance.now();
      await house.stop();
      return performance.now() - stoppingMs;
    },
  };
}

const keyIn = (output: string): string => /facilitator key\s+(\S+)/.exec(output)?.[1] ?? '';

function asker(url: string, key: () => string): House['ask'] {
  return async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${key()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

/** Read off the load generator, which was told it. */
function entryUrl(pid: number): string | null {
  for (const one of processTree(pid)) {
    const found = /"gatewayUrl":"([^"]+)"/.exec(readProc(one, 'environ'));
    if (found?.[1]) return found[1];
  }
  return null;
}

/** A port of loopback that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
