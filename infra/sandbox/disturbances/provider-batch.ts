import { Agent, request } from 'node:http';
import type { Disturbance } from '../../../core/sandbox/disturbances.ts';
import type { Effect } from './effect.ts';

/** Small against the time in which a quota fills up again by one charge: in bursts it would leave others nearly all they ask for. */
const tickMs = 5;

/** Charges on the shop's account at an outside system, whatever it answers; it goes there directly, as a neighbour would. */
export function providerBatch(port: number, { external, perSecond, worker }: Extract<Disturbance, { type: 'providerBatch' }>): Effect {
  const agent = new Agent({ keepAlive: true, maxSockets: 600 });
  let owed = 0;
  let sent = 0;
  let atMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    owed = Math.min(perSecond, owed + (perSecond * (nowMs - atMs)) / 1000);
    atMs = nowMs;
    for (; owed >= 1; owed -= 1) {
      sent += 1;
      charge({ agent, port, worker, key: `${worker}-${process.pid}-${sent}` });
    }
  }, tickMs);
  return {
    did: `${external}: ${worker} sends ${perSecond} charges/s`,
    async undo() {
      clearInterval(timer);
      agent.destroy();
      return [`${external}: ${worker} sent ${sent} charges and stopped`];
    },
  };
}

function charge({ agent, port, worker, key }: { agent: Agent; port: number; worker: string; key: string }): void {
  const body = JSON.stringify({ orderId: key, cents: 4200, currency: 'EUR' });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': worker,
    'idempotency-key': key,
  };
  const call = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/charges', headers }, (answer) => void answer.resume());
  call.on('error', () => {});
  call.end(body);
}
