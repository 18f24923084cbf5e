import type { IncomingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';
import { type Context, context, ROOT_CONTEXT, type Span, SpanKind, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { isFailedAnswer } from '../../../../../core/slo/answers.ts';
import { deadlineHeader, incomingDeadline } from '../deadline.ts';
import { ServiceError } from '../errors.ts';
import type { About } from '../hooks.ts';
import { jsonField } from '../json-field.ts';
import type { HttpMethod, RouteHandler, RouteOptions, RouteReply, RouteRequest, SliMeter } from '../kit.ts';
import type { Runtime } from '../runtime.ts';
import { errorType, failSpan } from '../telemetry/observe.ts';
import { errorReply } from './error-reply.ts';

/** What nginx writes when the client went away first. */
const clientClosed = 499;
const bodyLimit = '64kb';
const bodyParsers = { json: express.json({ limit: bodyLimit }), text: express.text({ limit: bodyLimit, type: () => true }) };

export interface Route {
  method: HttpMethod;
  path: string;
  handler: RouteHandler;
  options: RouteOptions;
}

interface Arrival {
  request: Request;
  response: Response;
  /** Of the route's prefixes, or empty. */
  prefix: string;
  /** What requests of the route are told apart by. */
  labels: Record<string, string>;
  /** What SLI events of the request are told apart by. */
  about: Record<string, string>;
}

const propagator = new W3CTraceContextPropagator();
const headerGetter = {
  keys: (headers: IncomingHttpHeaders) => Object.keys(headers),
  get: (headers: IncomingHttpHeaders, name: string) => headers[name],
};

/** The routes of a service on express, every one seen, limited and able to fail in one way. */
export class RouteServer {
  readonly app: Express;
  private active = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly sli: SliMeter,
  ) {
    this.app = express();
    this.app.disable('x-powered-by');
    this.app.disable('etag');
    this.app.set('query parser', 'simple');
    runtime.telemetry.meter
      .createObservableGauge('http.server.active_requests', { unit: '{request}' })
      .addCallback((result) => result.observe(this.active));
  }

  /** Requests taken and not answered yet. */
  get activeRequests(): number {
    return this.active;
  }

  add(route: Route): void {
    const serve: RequestHandler = (request, response) => this.serve(route, request, response);
    const method = route.method.toLowerCase() as Lowercase<HttpMethod>;
    this.app[method](
      ['', ...(route.options.prefixes ?? [])].map((prefix) => `${prefix}${route.path}`),
      serve,
    );
  }

  /** To be called after the last route. */
  finish(): void {
    this.app.use((_request, response) => {
      send(response, { status: 404, body: { code: 'not_found', message: 'no such route' } });
    });
  }

  private async serve(route: Route, request: Request, response: Response): Promise<void> {
    const prefix = route.options.prefixes?.find((each) => request.path.startsWith(`${each}/`)) ?? '';
    const labels = route.options.about?.({ headers: request.headers, prefix }) ?? {};
    const about = { 'http.route': route.path, ...labels };
    const track = route.options.journey && this.sli.track(route.options.journey, performance.now(), about);
    const arrival = { request, response, prefix, labels, about };
    const status = this.runtime.readiness.isDraining ? refuse(response) : await this.observed(route, arrival);
    if (status === clientClosed) track?.drop();
    else track?.done(status);
  }

  private async observed(route: Route, arrival: Arrival): Promise<number> {
    const { request, response, labels } = arrival;
    this.active += 1;
    const startedAtMs = performance.now();
    const parent = propagator.extract(ROOT_CONTEXT, request.headers, headerGetter);
    const span = this.startSpan(route, arrival, parent);
    let status: number = clientClosed;
    try {
      const reply = await context.with(trace.setSpan(parent, span), () => this.answer(route, arrival, span));
      if (!response.destroyed) {
        status = reply.status;
        send(response, reply);
      }
    } finally {
      this.active -= 1;
      span.setAttribute('http.response.status_code', status);
      span.end();
      this.runtime.instruments.httpServer.record((performance.now() - startedAtMs) / 1000, {
        'http.route': route.path,
        'http.request.method': route.method,
        'http.response.status_code': status,
        ...labels,
      });
    }
    return status;
  }

  private startSpan(route: Route, { request, labels }: Arrival, parent: Context): Span {
    return this.runtime.telemetry.tracer.startSpan(
      `${route.method} ${route.path}`,
      {
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': route.method, 'http.route': route.path, 'url.path': request.path, ...labels },
      },
      parent,
    );
  }

  private async answer(route: Route, arrival: Arrival, span: Span): Promise<RouteReply> {
    const { request, response, about } = arrival;
    response.setHeader('x-trace-id', span.spanContext().traceId);
    try {
      if (hasBody(request)) await readBody(route, request, response);
      const says = requestAbout(request);
      if (route.options.journey === 'checkout') noteCurrency(about, says('currency'));
      await this.runtime.hooks.beforeWork(says);
      const reply = await route.handler(routeRequest(route, arrival));
      if (isFailedAnswer(reply.status)) failSpan(span, `answered ${reply.status}`);
      return reply;
    } catch (error) {
      return this.failed(error, span);
    }
  }

  private failed(error: unknown, span: Span): RouteReply {
    const reply = errorReply(error);
    if (reply.status < 500) return reply;
    span.setAttribute('error.type', errorType(error));
    failSpan(span, error);
    // An answer on purpose needs no stack.
    if (error instanceof ServiceError)
      this.runtime.log.warn('request refused', { status: reply.status, code: error.code, reason: error.message });
    else this.runtime.log.error('request failed', { status: reply.status, error });
    return reply;
  }
}

/** As HTTP says it (RFC 9112, 6.3); most requests have none, and need no parser. */
function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function readBody({ options }: Route, request: Request, response: Response): Promise<void> {
  const parser = options.rawBody ? bodyParsers.text : bodyParsers.json;
  return new Promise((resolve, reject) => parser(request, response, (error) => (error ? reject(error) : resolve())));
}

/** Only what can be a currency: whoever asks must not make up segments. */
function noteCurrency(about: Record<string, string>, currency: string | undefined): void {
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency)) about['shop.currency'] = currency;
}

function routeRequest(route: Route, { request, response, prefix, about }: Arrival): RouteRequest {
  return {
    prefix,
    params: request.params as Record<string, string>,
    query: Object.fromEntries(
      Object.entries(request.query).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
    ),
    body: request.body as unknown,
    headers: request.headers,
    deadline: incomingDeadline(request.headers[deadlineHeader], route.options.deadlineMs ?? 30_000),
    aborted: () => response.destroyed,
    answeredBy: (slot) => {
      about['server.address'] = slot;
    },
  };
}

/** What a request says about itself: fields of its body, then of its query. */
function requestAbout(request: Request): About {
  return (field) => {
    const body = request.body as string | Record<string, unknown> | undefined;
    const inBody = typeof body === 'string' ? jsonField(body, field) : body?.[field];
    const value = inBody ?? request.query[field];
    return typeof value === 'string' ? value : undefined;
  };
}

function refuse(response: Response): number {
  const body = { code: 'draining', message: 'this instance is going down; try again' };
  send(response, { status: 503, body, headers: { connection: 'close' } });
  return 503;
}

/** Writes the answer as JSON. */
export function send(response: Response, { status, body, json, headers = {} }: RouteReply): void {
  if (response.destroyed) return;
  const text = json ?? (body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, {
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
