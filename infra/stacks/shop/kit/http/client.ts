import { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { context, SpanKind } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Endpoint } from '../../../../../core/sandbox/messages.ts';
import { isFailedAnswer } from '../../../../../core/slo/answers.ts';
import type { PolicyValue } from '../../../../../core/stack/schema.ts';
import { deadlineHeader } from '../deadline.ts';
import { DependencyError } from '../errors.ts';
import type { HttpCall, HttpClient, HttpReply } from '../kit.ts';
import type { Runtime } from '../runtime.ts';
import { failSpan, observe } from '../telemetry/observe.ts';
import { Balancer } from './balancer.ts';
import { Breaker, breakerMode } from './breaker.ts';
import { type ExchangeError, exchange } from './exchange.ts';
import { RetryBudget, usualShare } from './retry-budget.ts';

/** Below the 65 s a server of ours keeps an idle connection, so that the client is the one that closes. */
const idleSocketMs = 30_000;
/** More than are ever busy at once under full load: opening a connection costs as much as several requests. */
const mostIdleSockets = 128;
/** A caller that names no limit waits this long at most. */
const longestMs = 60_000;
/** Whoever asked too often was not served: a failure of the call, although not of whom it asked. */
const tooManyRequests = 429;

const propagator = new W3CTraceContextPropagator();
const headerSetter = { set: (headers: Record<string, string>, name: string, value: string) => void (headers[name] = value) };

/** Client of one dependency: balancing, deadline, retries within a budget, breaker, and a span and a metric per attempt. */
export class BalancedClient implements HttpClient {
  private readonly agent: Agent;
  private readonly balancer = new Balancer();
  private readonly breaker = new Breaker();
  private readonly budget = new RetryBudget();

  constructor(
    private readonly runtime: Runtime,
    private readonly dependency: string,
  ) {
    // An outside system closes after every answer, as many do: each call looks its name up and connects.
    const keepAlive = runtime.boot.externals[dependency] === undefined;
    this.agent = new Agent({ keepAlive, maxFreeSockets: mostIdleSockets, timeout: idleSocketMs, scheduling: 'lifo' });
    runtime.ending.onClose(() => this.agent.destroy());
  }

  async request(call: HttpCall): Promise<HttpReply> {
    const untilMs = performance.now() + this.patienceMs(call);
    this.budget.earn(this.number('retryBudget', usualShare));
    const tour: Tour = { call, target: this.targetOf(call), untilMs, retriesLeft: this.retriesOf(call), isRetryPaid: false, tried: [] };
    for (;;) {
      const outcome = await this.guardedAttempt(tour);
      if (outcome.neverTaken && tour.tried.length < this.endpoints(tour.target).length) continue;
      if (!this.mayGoOn(tour, outcome)) return settle(outcome, tour.tried.length);
      tour.retriesLeft -= 1;
    }
  }

  /** Whether another try follows, which is paid for then; one that was paid for and is not needed is given back. */
  private mayGoOn(tour: Tour, { retriable }: Outcome): boolean {
    const isPaid = tour.isRetryPaid;
    tour.isRetryPaid = false;
    if (retriable && tour.retriesLeft > 0 && performance.now() < tour.untilMs) return isPaid || this.budget.spend();
    if (isPaid) this.budget.giveBack();
    return false;
  }

  private endpoints(target: string): readonly Endpoint[] {
    const external = this.runtime.boot.externals[target];
    return external === undefined ? this.runtime.desired.endpoints(this.dependency) : [{ slot: target, url: external }];
  }

  /** The outside system that stands for the dependency: the one the call names, the one it failed over to, or itself. */
  private targetOf(call: HttpCall): string {
    const endpoint = call.endpoint ?? this.policy('endpoint');
    return typeof endpoint === 'string' && endpoint in this.runtime.boot.externals ? endpoint : this.dependency;
  }

  private policy(name: string): PolicyValue | undefined {
    return this.runtime.desired.policy(`${this.dependency}.${name}`);
  }

  private number(name: string, fallback: number): number {
    const value = this.policy(name);
    return typeof value === 'number' ? value : fallback;
  }

  /** Only what may be done twice is tried again: reads, and calls that say so or carry a key. */
  private retriesOf(call: HttpCall): number {
    const repeatable = call.retries !== undefined || call.method !== 'POST' || call.headers?.['idempotency-key'] !== undefined;
    return repeatable ? this.number('retries', call.retries ?? 0) : 0;
  }

  /** Longest time for the whole call: what the call, its deadline and the policy allow. */
  private patienceMs({ deadlineMs = longestMs, deadline }: HttpCall): number {
    const policyMs = this.number('timeoutMs', 0);
    return Math.min(deadlineMs, deadline?.remainingMs() ?? longestMs, policyMs > 0 ? policyMs : longestMs);
  }

  /**
   * A try that another one may follow is given up after `tryTimeoutMs`; the last one has all the time that is left. The one that follows
   * is paid for beforehand: of many calls under way only those are cut short that the budget lets go on.
   */
  private tryUntilMs(tour: Tour): number {
    const tryMs = this.number('tryTimeoutMs', 0);
    if (tryMs <= 0 || tour.retriesLeft <= 0) return tour.untilMs;
    tour.isRetryPaid ||= this.budget.spend();
    return tour.isRetryPaid ? Math.min(tour.untilMs, performance.now() + tryMs) : tour.untilMs;
  }

  private async guardedAttempt(tour: Tour): Promise<Outcome> {
    const { target, tried } = tour;
    const endpoint = this.balancer.pick(this.endpoints(target), performance.now(), tried);
    if (!endpoint) return failedOutcome(this.error('no_target'));
    const mode = breakerMode(this.policy('breaker'));
    if (!this.breaker.permits(mode, performance.now())) return failedOutcome(this.error('breaker_open'));
    tried.push(endpoint.slot);
    tour.call.onTarget?.(endpoint.slot);
    const outcome = await this.attempt(tour, endpoint);
    const answered = 'reply' in outcome && outcome.reply.status < 500;
    if (mode === 'auto') this.breaker.record(answered, performance.now());
    if (outcome.goneAway) this.balancer.refused(endpoint.slot, performance.now());
    return outcome;
  }

  private async attempt(tour: Tour, endpoint: Endpoint): Promise<Outcome> {
    const { call, target } = tour;
    const untilMs = this.tryUntilMs(tour);
    const { telemetry, instruments, boot } = this.runtime;
    const operation = {
      tracer: telemetry.tracer,
      histogram: instruments.httpClient,
      name: call.name ?? call.method,
      kind: SpanKind.CLIENT,
      attributes: { 'brownout.link': `${boot.service}->${target}`, 'server.address': endpoint.slot },
      spanAttributes: { 'http.request.method': call.method, 'url.path': call.path },
    };
    try {
      const reply = await observe(operation, async ({ span, add }) => {
        const answer = await this.send(call, endpoint, untilMs);
        add({ 'http.response.status_code': answer.status });
        if (isFailedAnswer(answer.status) || answer.status === tooManyRequests) failSpan(span, `answered ${answer.status}`);
        return answer;
      });
      const draining = reply.status === 503 && isDraining(reply.body);
      return { reply, neverTaken: draining, goneAway: draining, retriable: reply.status >= 502 && reply.status <= 504 };
    } catch (error) {
      const { code } = error as ExchangeError;
      const failure = this.error(code, error);
      const isOver = code === 'deadline' && untilMs === tour.untilMs;
      return { error: failure, neverTaken: code === 'refused', goneAway: code !== 'deadline', retriable: !isOver };
    }
  }

  private send(call: HttpCall, endpoint: Endpoint, untilMs: number): Promise<HttpReply> {
    const leftMs = Math.max(1, Math.round(untilMs - performance.now()));
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers, [deadlineHeader]: String(leftMs) };
    propagator.inject(context.active(), headers, headerSetter);
    return exchange({
      agent: this.agent,
      url: endpoint.url + call.path,
      method: call.method,
      headers,
      body: call.json ?? (call.body === undefined ? '' : JSON.stringify(call.body)),
      timeoutMs: leftMs,
    });
  }

  private error(code: DependencyError['code'], cause?: unknown): DependencyError {
    return new DependencyError(this.dependency, code, cause);
  }
}

/** One call on its way. A failover in mid-call does not change where it goes. */
interface Tour {
  call: HttpCall;
  target: string;
  untilMs: number;
  retriesLeft: number;
  /** The try that may follow this one has been taken from the budget already. */
  isRetryPaid: boolean;
  /** Slots in the order they were tried. */
  tried: string[];
}

interface Judgement {
  /** The target surely did not begin to work on it, so it may go elsewhere whatever it was. */
  neverTaken: boolean;
  /** The target is to be skipped for a while. */
  goneAway: boolean;
  retriable: boolean;
}
type Outcome = ({ reply: HttpReply } | { error: DependencyError }) & Judgement;

function failedOutcome(error: DependencyError): Outcome {
  return { error, neverTaken: false, goneAway: false, retriable: false };
}

function settle(outcome: Outcome, attempts: number): HttpReply {
  if ('error' in outcome) {
    outcome.error.attempts = attempts;
    throw outcome.error;
  }
  if (attempts > 1) outcome.reply.attempts = attempts;
  return outcome.reply;
}

function isDraining(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'draining';
}
