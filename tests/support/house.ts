/** A whole Brownout on a port of its own, and its facilitator's hand on it. */
import type { TestContext } from 'vitest';
import { freePort } from '../../infra/process/free-port.fixture.ts';
import { eventually, type Program, startProgram, temporaryData } from './program.ts';

export interface House {
  url: string;
  server: Program;
  /** Printed on its terminal. */
  key: string;
  /** Anything under /api/v1, as whoever the token is; throws on a refusal. */
  call<T = Record<string, unknown>>(path: string, asked?: { token?: string; body?: unknown }): Promise<T>;
  /** The same as the facilitator. */
  facilitate<T = Record<string, unknown>>(path: string, body?: unknown): Promise<T>;
  /** For `afterEach`: of a test that failed, what became of the drill and what the server said last, which its page may not show any more. */
  tellFailure(context: TestContext): Promise<void>;
  close(): Promise<void>;
}

const lastLines = 30;

export async function openHouse({ rate = 40 }: { rate?: number } = {}): Promise<House> {
  const data = temporaryData();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startProgram('server/main.js', {
    environment: { BROWNOUT_DATA: data.dir, PORT: String(port), BROWNOUT_RATE: String(rate) },
  });
  await eventually(async () => (await fetch(`${url}/readyz`)).status === 200, { what: 'the server is ready', timeoutMs: 240_000 });
  const key = /facilitator key\s+(\S+)/.exec(server.output())?.[1] ?? '';
  const call: House['call'] = async (path, { token, body } = {}) => {
    const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    const answer = await fetch(
      `${url}/api/v1/${path}`,
      body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as never;
  };
  return {
    url,
    server,
    key,
    call,
    facilitate: (path, body) => call(`facilitator/${path}`, { token: key, body }),
    async tellFailure({ task }) {
      if (task.result?.state !== 'fail') return;
      const drill = await call('drills/current').catch((error: Error) => ({ phase: error.message, ending: null }));
      const said = server.output().split('\n').slice(-lastLines).join('\n');
      console.log(`${task.name}: ${JSON.stringify([drill['phase'], drill['ending']])}\n${said}`);
    },
    async close() {
      server.kill('SIGINT');
      await server.ended;
      data.remove();
    },
  };
}
