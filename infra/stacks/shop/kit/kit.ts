/**
 * The service kit's surface: everything a service of the shop may use. Types only; `run-service.ts` starts a service,
 * `errors.ts` holds what a handler may throw.
 *
 * ```ts
 * import { runService } from '../../kit/run-service.ts';
 * runService((kit) => {
 *   const db = kit.postgres({ max: 4 });
 *   kit.route('GET', '/orders/:id', async ({ params }) => ({ status: 200, body: await load(db, params['id']) }));
 * });
 * ```
 */

import type { IncomingHttpHeaders } from 'node:http';
import type { PolicyValue } from '../../../../core/stack/schema.ts';
import type { Passports } from './passport.ts';

/** What `runService` hands to a service's `define`. All parts must be asked for inside `define`, before it returns. */
export interface Kit {
  /** `catalog`. */
  readonly service: string;
  /** `catalog-1`. */
  readonly slot: string;
  /** `1.14.2`. */
  readonly version: string;

  /**
   * Serves a route (express path syntax, `/orders/:id`). The kit adds metrics, the server span, the deadline, hooks, body
   * parsing (JSON, 64 KiB) and the error mapper: a thrown `ServiceError` answers its status and `{code, message}`,
   * a `DependencyError` 503 or 504, anything else 500 `{code: 'internal'}`.
   */
  route(method: HttpMethod, path: string, handler: RouteHandler, options?: RouteOptions): void;
  /** Client of another service (`catalog`) or of an outside system (`psp`). Asking twice gives the same client. */
  http(dependency: string): HttpClient;
  /** Connection pool; readiness waits for the first connection. @throws Error when the boot names no Postgres. */
  postgres(options: PostgresOptions): Postgres;
  /** @throws Error when the boot names no Redis. */
  redis(): Redis;
  /** Idempotent producer; readiness waits for its connection. @throws Error when the boot names no Kafka. */
  producer(): Producer;
  /**
   * Group member, obeying cordon and drain; readiness waits until it has joined (unless cordoned). A group without offsets begins
   * at the beginning of its topics. One consumer per service.
   */
  consumer(options: ConsumerOptions): void;

  /** Current value of a policy of this service; undefined when the stack does not declare it. Read it at every use. */
  policy(key: string): PolicyValue | undefined;
  /** The policy as a number, or `fallback` when it is absent or not a number. */
  policyNumber(key: string, fallback: number): number;
  /** The policy as text, or `fallback` when absent. */
  policyText(key: string, fallback: string): string;
  /** A behaviour of the running version (`versions:` in stack.yaml). */
  behaviour(key: string): PolicyValue | undefined;
  /**
   * Evaluates a boolean flag through OpenFeature; false when unknown. `context` is what targeting rules may look at, `targetingKey`
   * what a gradual rollout divides by. The variant is recorded on the active span.
   */
  flag(name: string, context?: FlagContext): Promise<boolean>;

  readonly log: Log;
  readonly sli: SliMeter;
  /** Sets attributes on the active span. */
  annotate(attributes: Record<string, string | number | boolean>): void;
  /** The wall clock as this process has it, Unix milliseconds. For what others read; never for durations. */
  wallMs(): number;
  /** Passports of customers, signed with a key all services of the shop share. */
  readonly passports: Pick<Passports, 'issue' | 'problem'>;
  /** Trace id of the active span, or an empty string. */
  traceId(): string;
  /** The active trace as headers (W3C `traceparent`), to be kept with work that is done later; empty outside of a trace. */
  traceHeaders(): Record<string, string>;
  /** Runs `run` as a part of the trace that these headers name; without a `traceparent` in them, of the trace at hand. */
  continueTrace<T>(headers: Record<string, string>, run: () => Promise<T>): Promise<T>;
  /** Uniform in [0, 1), seeded by the boot and the slot. */
  random(): number;
  /**
   * Runs `run` every `ms`, never overlapping itself, until drain. A failure is logged and the job goes on.
   * Each run is its own trace.
   */
  every(ms: number, run: () => Promise<void> | void): void;
  /**
   * Background work that the stack knows by name (`jobs:`) and people may stop: like `every`, on the first instance of the service
   * alone, and not while the policy `job.<name>` says `stopped`. A run under way is finished.
   */
  job(name: string, ms: number, run: () => Promise<void> | void): void;
}

/** What a targeting rule may look at. */
export interface FlagContext {
  targetingKey?: string;
  [attribute: string]: string | number | boolean | undefined;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RouteRequest {
  /** Prefix of the route that it came under, or an empty text. */
  prefix: string;
  params: Record<string, string>;
  /** First value of each query parameter. */
  query: Record<string, string>;
  /** Parsed JSON; undefined without a body. Not validated. For a route with `rawBody`: the text as it came. */
  body: unknown;
  headers: IncomingHttpHeaders;
  /** When the caller stops waiting (`x-deadline-ms`, milliseconds left), or the route's own default. */
  deadline: Deadline;
  /** True once the caller went away before the answer. */
  aborted(): boolean;
  /** Tells which instance works on it: SLI events of this request are told apart by it. */
  answeredBy(slot: string): void;
}

export interface RouteReply {
  status: number;
  /** Sent as JSON; undefined sends no body. */
  body?: unknown;
  /** JSON text, sent as it is in place of `body`: for what was JSON already. */
  json?: string;
  headers?: Record<string, string>;
}

export type RouteHandler = (request: RouteRequest) => Promise<RouteReply> | RouteReply;

export interface RouteOptions {
  /** Longest time for this route; a caller may ask for less, not for more. Default 30 s. */
  deadlineMs?: number;
  /** The route is served under each of these as well; metrics and spans name it without. */
  prefixes?: readonly string[];
  /** What its requests are told apart by, on span, duration and SLI events: few values each. */
  about?: (request: Pick<RouteRequest, 'headers' | 'prefix'>) => Record<string, string>;
  /** The body is handed over as text, for a service that only passes it on. */
  rawBody?: boolean;
  /** The user journey whose SLIs each request counts for, from its arrival to its answer. For the edge. */
  journey?: 'browse' | 'checkout';
}

/** A moment on this process's monotonic clock. */
export interface Deadline {
  /** `performance.now()` reading at which it passes. */
  readonly atMs: number;
  /** Milliseconds left, never below 0. */
  remainingMs(): number;
}

export interface HttpClient {
  /**
   * Balanced over the dependency's endpoints. Resolves with any status.
   * @throws DependencyError when no answer came: deadline, refused, reset, open breaker, no endpoint.
   */
  request(call: HttpCall): Promise<HttpReply>;
}

export interface HttpCall {
  method: HttpMethod;
  /** Path with query: `/products/17`. */
  path: string;
  /** Low-cardinality name for the span: `GET /products/:id`. Default: the method. */
  name?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** JSON text, sent as it is in place of `body`. */
  json?: string;
  headers?: Record<string, string>;
  /** The incoming request's deadline; the call ends at the sooner of this and `deadlineMs`, and passes it on. */
  deadline?: Deadline;
  /** Own limit for the whole call, retries included; the policy `<dependency>.timeoutMs` may shorten it. Default: none of its own. */
  deadlineMs?: number;
  /**
   * Further attempts after a transport failure or a 502/503/504, within a budget of 10 % of calls. Default 0. Only for idempotent calls;
   * 0 says that it is one. The policies `<dependency>.retries` and `.retryBudget` decide instead where the stack has them.
   */
  retries?: number;
  /** Which of the outside systems that can stand for the dependency; else the policy `<dependency>.endpoint` decides. The whole call goes there. */
  endpoint?: string;
  /** Told the instance of every attempt, before it is made. */
  onTarget?: (slot: string) => void;
}

export interface HttpReply {
  status: number;
  /** Parsed when first looked at: JSON, or the text when it is not JSON; undefined when empty. */
  readonly body: unknown;
  /** The body as it came; empty without one. */
  text: string;
  headers: IncomingHttpHeaders;
  /** How often the dependency was called for it; left out: once. */
  attempts?: number;
}

export interface PostgresOptions {
  /** Connections of this instance, where the policy `postgres.poolMax` names no other number. */
  max: number;
  /** Server-side `statement_timeout`; the policy `postgres.timeoutMs` goes before it. Default: none. */
  statementTimeoutMs?: number;
  /** How long a query waits for a free connection before it fails. Default 10 s. */
  acquireTimeoutMs?: number;
}

export interface QueryResult<Row> {
  rows: Row[];
  rowCount: number;
}

export interface Queryable {
  /**
   * One statement with `$1` parameters. `name` is the low-cardinality operation (`load order`) for span and metric.
   * @throws the driver's error untouched (`code` is the SQLSTATE), `PoolTimeout` when no connection became free.
   */
  query<Row = Record<string, unknown>>(text: string, values: readonly unknown[], options: { name: string }): Promise<QueryResult<Row>>;
}

export interface Postgres extends Queryable {
  /** `begin`, `run`, `commit`; `rollback` and rethrow when `run` throws. Holds one connection meanwhile. */
  transaction<T>(run: (transaction: Queryable) => Promise<T>): Promise<T>;
}

/** Thin: a command waits as long as the server takes, or as the policy `redis.timeoutMs` allows. @throws the driver's error, `CommandTimeout`. */
export interface Redis {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  del(key: string): Promise<void>;
}

export interface ProducerMessage {
  topic: string;
  key: string;
  /** The record's value; JSON by custom. */
  value: string;
  headers?: Record<string, string>;
}

export interface Producer {
  /**
   * Resolves when all in-sync replicas have it. The trace context travels in the headers; a message that brings its own `traceparent`
   * stays in that trace, whoever sends it. @throws the client's error.
   */
  send(message: ProducerMessage): Promise<{ partition: number; offset: string }>;
  /** The same for several at once, with one request to each broker that leads a partition of theirs. @throws the client's error. */
  sendAll(messages: readonly ProducerMessage[]): Promise<void>;
}

export interface ConsumedMessage {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  value: string;
  headers: Record<string, string>;
  /** When the broker or producer stamped it, Unix milliseconds. */
  timestampMs: number;
}

export interface ConsumerOptions {
  groupId: string;
  topics: string[];
  /**
   * Called for one message at a time per partition; the offset is committed after it resolves. When it throws, the message is
   * handled again after a pause, so park poison messages on a dead-letter topic yourself.
   */
  handle(message: ConsumedMessage): Promise<void>;
  /** Partitions handled side by side. Default 1. */
  concurrency?: number;
  /** Fetch limit per partition. Default 64 KiB. */
  maxBytesPerPartition?: number;
  /** Fetch limit per request. Default 128 KiB. */
  maxBytes?: number;
}

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `fields.error` may be an Error; its message and stack are kept. */
  error(message: string, fields?: LogFields): void;
}
export type LogFields = Record<string, unknown>;

/** Counts the SLIs the boot defines, by the rules of docs/ARCHITECTURE.md, into the counter `sli.events`. */
export interface SliMeter {
  /**
   * Follows one request of a journey from `startedAtMs` (`performance.now()`); each SLI turns bad when its threshold passes.
   * Needs one of `done` or `drop`.
   * @param about what its events are told apart by; read when they are decided, so it may be filled in on the way
   */
  track(journey: 'browse' | 'checkout' | 'order', startedAtMs: number, about?: Readonly<Record<string, string>>): SliTrack;
  /** Counts decided events of one SLI by its name (`order-freshness`), for what is not a request. */
  count(sli: string, result: 'good' | 'bad', events: number): void;
  /** The threshold of an SLI in milliseconds; undefined when the boot does not define it. */
  thresholdMs(sli: string): number | undefined;
}

export interface SliTrack {
  /** The answer's status; 0 when the connection broke. */
  done(status: number): void;
  /** The user went away: what is not decided yet counts as nothing. */
  drop(): void;
}
