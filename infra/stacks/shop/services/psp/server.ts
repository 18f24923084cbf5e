import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type Answer, type ChargeRequest, type Charges, refusal } from './charges.ts';
import { Quota } from './quota.ts';

const largestBodyBytes = 16 * 1024;
/** Updated by hand a few times a day, as such pages are: it is late in every incident. */
const statusPageStepMs = 4 * 3600 * 1000;

/** Charges a second for one account: three times what this shop needs at its fastest. */
const accountPerSecond = 200;
const retryAfterSeconds = 1;

interface Desk {
  charges: Charges;
  quota: Quota;
  nowMs: () => number;
}

/** The provider's HTTP interface. `nowMs` gives wall time in Unix milliseconds. */
export function createPspServer(charges: Charges, nowMs: () => number, quota = new Quota(accountPerSecond, performance.now())): Server {
  return createServer((request, response) => {
    answer(request, { charges, quota, nowMs }).then(
      ({ status, body }) => response.writeHead(status, headersOf(status, quota)).end(JSON.stringify(body)),
      () => response.destroy(),
    );
  });
}

function headersOf(status: number, quota: Quota): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-ratelimit-remaining': String(quota.remaining),
    ...(status === 429 ? { 'retry-after': String(retryAfterSeconds) } : {}),
  };
}

async function answer(request: IncomingMessage, { charges, quota, nowMs }: Desk): Promise<Answer> {
  const route = `${request.method} ${request.url?.split('?')[0]}`;
  switch (route) {
    case 'GET /healthz':
      return { status: 200, body: { ok: true } };
    case 'GET /status':
      return { status: 200, body: statusPage(nowMs()) };
    case 'POST /charges':
      if (!quota.take(performance.now())) {
        request.resume();
        return refusal(429, 'too_many_requests', `This account may ask for ${accountPerSecond} charges a second`);
      }
      return takeCharge(request, charges);
    default:
      return refusal(404, 'not_found', 'There are POST /charges, GET /status and GET /healthz');
  }
}

function statusPage(nowMs: number): Record<string, unknown> {
  return { status: 'operational', updatedAt: new Date(nowMs - (nowMs % statusPageStepMs)).toISOString() };
}

async function takeCharge(request: IncomingMessage, charges: Charges): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return refusal(400, 'idempotency_key_missing', 'Send the header idempotency-key');
  const charge = parseCharge(await readBody(request));
  if (!charge) return refusal(400, 'bad_request', 'Send JSON {orderId, cents, currency}; cents is a whole number of at least 0');
  return charges.charge(key, charge);
}

function parseCharge(text: string): ChargeRequest | null {
  try {
    const { orderId, cents, currency } = JSON.parse(text) as Record<string, unknown>;
    if (typeof orderId !== 'string' || typeof currency !== 'string') return null;
    if (typeof cents !== 'number' || !Number.isInteger(cents) || cents < 0) return null;
    return { orderId, cents, currency };
  } catch {
    return null;
  }
}

/** @throws Error when the body is larger than any charge. */
async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > largestBodyBytes) throw new Error('body too large');
  }
  return text;
}
