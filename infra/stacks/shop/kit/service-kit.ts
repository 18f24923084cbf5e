import type { Client } from '@openfeature/server-sdk';
import { context, trace } from '@opentelemetry/api';
import type { PolicyValue } from '../../../../core/stack/schema.ts';
import { BalancedClient } from './http/client.ts';
import type { RouteServer } from './http/server.ts';
import { NamedJobs, startJob } from './jobs.ts';
import { kafkaHeaderGetter, kafkaHeaderSetter, kafkaPropagator } from './kafka/client.ts';
import { startConsumer } from './kafka/consumer.ts';
import type { ConsumerReport, ConsumerWatch } from './kafka/consumer-report.ts';
import type { Membership } from './kafka/membership.ts';
import { openProducer } from './kafka/producer.ts';
import type { ConsumerOptions, FlagContext, HttpClient, Kit, Log, Postgres, PostgresOptions, Producer, Redis, SliMeter } from './kit.ts';
import { Passports } from './passport.ts';
import { openPostgres } from './postgres.ts';
import { openRedis } from './redis.ts';
import type { Runtime } from './runtime.ts';

export interface KitParts {
  runtime: Runtime;
  server: RouteServer;
  flags: Client;
  sli: SliMeter;
}

/** The kit of one running service. */
export class ServiceKit implements Kit {
  readonly service: string;
  readonly slot: string;
  readonly version: string;
  readonly log: Log;
  readonly sli: SliMeter;
  readonly passports: Passports;
  private readonly clients = new Map<string, HttpClient>();
  /** The jobs that have a name. */
  readonly jobs: NamedJobs;
  private member: { membership: Membership; watch: ConsumerWatch } | undefined;

  constructor(private readonly parts: KitParts) {
    const { boot, log } = parts.runtime;
    this.service = boot.service;
    this.slot = boot.slot;
    this.version = boot.desired.version;
    this.log = log;
    this.sli = parts.sli;
    this.passports = new Passports(boot.controlSecret, () => this.wallMs());
    this.jobs = new NamedJobs(parts.runtime);
  }

  /** The group membership, when the service consumes. */
  get membership(): Membership | undefined {
    return this.member?.membership;
  }

  /** What this instance has seen of its consumer group, when the service consumes. */
  consumerReport(): ConsumerReport | undefined {
    return this.member?.watch.report();
  }

  route(...[method, path, handler, options = {}]: Parameters<Kit['route']>): void {
    this.parts.server.add({ method, path, handler, options });
  }

  http(dependency: string): HttpClient {
    const client = this.clients.get(dependency) ?? new BalancedClient(this.parts.runtime, dependency);
    this.clients.set(dependency, client);
    return client;
  }

  postgres(options: PostgresOptions): Postgres {
    return openPostgres(this.parts.runtime, options);
  }

  redis(): Redis {
    return openRedis(this.parts.runtime);
  }

  producer(): Producer {
    return openProducer(this.parts.runtime);
  }

  consumer(options: ConsumerOptions): void {
    if (this.member) throw new Error(`${this.service} has a consumer already: one group per service`);
    this.member = startConsumer(this.parts.runtime, options);
  }

  policy(key: string): PolicyValue | undefined {
    return this.parts.runtime.desired.policy(key);
  }

  policyNumber(key: string, fallback: number): number {
    const value = this.policy(key);
    return typeof value === 'number' ? value : fallback;
  }

  policyText(key: string, fallback: string): string {
    const value = this.policy(key);
    return value === undefined ? fallback : String(value);
  }

  behaviour(key: string): PolicyValue | undefined {
    return this.parts.runtime.desired.current.behaviours[key];
  }

  flag(name: string, flagContext: FlagContext = {}): Promise<boolean> {
    const known = Object.entries(flagContext).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined);
    return this.parts.flags.getBooleanValue(name, false, Object.fromEntries(known));
  }

  annotate(attributes: Record<string, string | number | boolean>): void {
    trace.getActiveSpan()?.setAttributes(attributes);
  }

  wallMs(): number {
    return this.parts.runtime.hooks.wallMs();
  }

  traceId(): string {
    return trace.getActiveSpan()?.spanContext().traceId ?? '';
  }

  traceHeaders(): Record<string, string> {
    const headers: Record<string, string> = {};
    kafkaPropagator.inject(context.active(), headers, kafkaHeaderSetter);
    return headers;
  }

  continueTrace<T>(headers: Record<string, string>, run: () => Promise<T>): Promise<T> {
    return context.with(kafkaPropagator.extract(context.active(), headers, kafkaHeaderGetter), run);
  }

  random(): number {
    return this.parts.runtime.random();
  }

  every(ms: number, run: () => Promise<void> | void): void {
    startJob(this.parts.runtime, { ms, run });
  }

  job(name: string, ms: number, run: () => Promise<void> | void): void {
    this.jobs.start(name, ms, run);
  }
}
