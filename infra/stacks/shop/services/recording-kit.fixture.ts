/** A kit that runs nothing: it keeps what a service registers, and a test plays the world. */
import { performance } from 'node:perf_hooks';
import type {
  ConsumedMessage,
  ConsumerOptions,
  HttpCall,
  HttpReply,
  Kit,
  Postgres,
  PostgresOptions,
  ProducerMessage,
  RouteHandler,
  RouteReply,
} from '../kit/kit.ts';
import { Passports } from '../kit/passport.ts';

export interface RecordingKit {
  kit: Kit;
  /** `POST /orders` and its handler. */
  routes: Map<string, RouteHandler>;
  consumers: ConsumerOptions[];
  pools: PostgresOptions[];
  jobs: { everyMs: number; run: () => Promise<void> | void }[];
  /** Those that the stack knows by name. */
  namedJobs: Record<string, () => Promise<void> | void>;
  /** Published so far. */
  sent: ProducerMessage[];
  logged: { level: string; message: string; fields: unknown }[];
  counted: { sli: string; result: string; events: number }[];
  policies: Record<string, string>;
  flags: Record<string, boolean>;
  /** How a dependency answers. */
  answers: Record<string, (call: HttpCall) => Promise<HttpReply> | HttpReply>;
  /** Refuses to publish while true. */
  producerDown: boolean;
  /** Calls a route as the kit would; errors are thrown. */
  call(
    route: string,
    input: { prefix?: string; params?: Record<string, string>; body?: unknown; headers?: Record<string, string> },
  ): Promise<RouteReply>;
}

export function recordingKit(slot: string, db?: Postgres): RecordingKit {
  const recording: RecordingKit = {
    kit: undefined as never,
    routes: new Map(),
    consumers: [],
    pools: [],
    jobs: [],
    namedJobs: {},
    sent: [],
    logged: [],
    counted: [],
    policies: {},
    flags: {},
    answers: {},
    producerDown: false,
    async call(route, { prefix = '', params = {}, body, headers = {} }) {
      const handler = recording.routes.get(route);
      if (!handler) throw new Error(`no route ${route}; there are ${[...recording.routes.keys()].join(', ')}`);
      const atMs = performance.now() + 30_000;
      const deadline = { atMs, remainingMs: () => Math.max(0, atMs - performance.now()) };
      return handler({ prefix, params, body, headers, query: {}, deadline, aborted: () => false, answeredBy: () => {} });
    },
  };
  recording.kit = buildKit(recording, { slot, db });
  return recording;
}

function buildKit(recording: RecordingKit, { slot, db }: { slot: string; db: Postgres | undefined }): Kit {
  const log = (level: string) => (message: string, fields?: unknown) => void recording.logged.push({ level, message, fields });
  return {
    service: slot.replace(/-\d+$/, ''),
    slot,
    version: '1.0.0',
    route: (method, path, handler) => void recording.routes.set(`${method} ${path}`, handler),
    http: (dependency) => ({
      async request(call) {
        const answer = recording.answers[dependency];
        if (!answer) throw new Error(`the test has no answer of ${dependency} to ${call.path}`);
        return answer(call);
      },
    }),
    postgres(options) {
      recording.pools.push(options);
      return db ?? ({ query: refuse, transaction: refuse } as unknown as Postgres);
    },
    redis: () => ({ get: async () => null, set: async () => {}, del: async () => {} }),
    producer: () => ({
      async send(message) {
        if (recording.producerDown) throw new Error('the producer is down');
        recording.sent.push(message);
        return { partition: 0, offset: String(recording.sent.length - 1) };
      },
      async sendAll(messages) {
        if (recording.producerDown) throw new Error('the producer is down');
        recording.sent.push(...messages);
      },
    }),
    consumer: (options) => void recording.consumers.push(options),
    policy: (key) => recording.policies[key],
    policyNumber: (key, fallback) => Number(recording.policies[key] ?? fallback),
    policyText: (key, fallback) => recording.policies[key] ?? fallback,
    behaviour: () => undefined,
    flag: async (name) => recording.flags[name] ?? false,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    sli: {
      track: () => ({ done: () => {}, drop: () => {} }),
      count: (sli, result, events) => void recording.counted.push({ sli, result, events }),
      thresholdMs: () => 10_000,
    },
    annotate: () => {},
    wallMs: () => Date.now(),
    passports: new Passports('secret of the test', () => Date.now()),
    traceId: () => '4bf92f3577b34da6a3ce929d0e0e4736',
    traceHeaders: () => ({ traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }),
    continueTrace: (_headers, run) => run(),
    random: () => 0.5,
    every: (everyMs, run) => void recording.jobs.push({ everyMs, run }),
    job: (name, _everyMs, run) => {
      recording.namedJobs[name] = run;
    },
  };
}

async function refuse(): Promise<never> {
  throw new Error('the test gave no database');
}

/** A record as a consumer gets it. */
export function consumed(fields: Pick<ConsumedMessage, 'topic' | 'key' | 'value'> & Partial<ConsumedMessage>): ConsumedMessage {
  return { partition: 0, offset: '0', headers: {}, timestampMs: 0, ...fields };
}

export function httpReply(status: number, body: unknown): HttpReply {
  return { status, body, text: JSON.stringify(body), headers: {} };
}
