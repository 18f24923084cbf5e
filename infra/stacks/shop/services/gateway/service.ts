import { jsonField } from '../../kit/json-field.ts';
import type { HttpClient, HttpReply, Kit, RouteHandler, RouteReply, RouteRequest } from '../../kit/kit.ts';
import { passportHeader } from '../../kit/passport.ts';
import { apiVersionOf, goneReply, type Retirement, retirementOf, toVersionOne, versionPrefixes } from './api-versions.ts';
import { clientOf } from './clients.ts';
import { type PublicRoute, publicRoutes, targetPath } from './public-routes.ts';
import { isShed } from './shedding.ts';

const retryAfterSeconds = 2;
/** What a customer's request may bring along to the services behind. */
const passedHeaders = ['idempotency-key', 'user-agent'] as const;

/** The edge: serves the public API by asking the service behind, within the customer's patience. */
export function defineGateway(kit: Kit): void {
  for (const route of publicRoutes) {
    const options = { ...route.options, prefixes: versionPrefixes, about: aboutOf };
    kit.route(route.method, route.path, edgeHandler(kit, route, kit.http(route.dependency)), options);
  }
}

function aboutOf({ headers, prefix }: Pick<RouteRequest, 'headers' | 'prefix'>): Record<string, string> {
  return { 'shop.client': clientOf(headers), 'shop.api.version': apiVersionOf(prefix) };
}

function edgeHandler(kit: Kit, route: PublicRoute, client: HttpClient): RouteHandler {
  const sheddable = route.options.journey !== undefined;
  return async (request) => {
    const retirement = retirementOf(kit, request, route.path);
    if (retirement?.endMs) kit.annotate({ 'shop.api.sunset': new Date(retirement.endMs).toISOString().slice(0, 10) });
    if (retirement?.isEnded) return goneReply(retirement);
    if (sheddable && isShed(kit.traceId(), kit.policyNumber('shed.fraction', 0))) return shedReply();
    const { params, query, body, deadline } = request;
    const reply = await client.request({
      method: route.method,
      path: targetPath(route.target, params, query),
      name: `${route.method} ${route.target}`,
      headers: { ...headersOf(request), ...(route.signsIn ? passportFor(kit, body) : {}) },
      deadline,
      onTarget: (slot) => request.answeredBy(slot),
      ...(typeof body === 'string' ? { json: body } : {}),
    });
    if (reply.status === 401) return refusedPassport(kit, route, reply.body);
    return passedOn(reply, retirement);
  };
}

function passedOn({ status, text, headers }: HttpReply, retirement: Retirement | null): RouteReply {
  const retryAfter = headers['retry-after'];
  return {
    status,
    json: retirement ? toVersionOne(text) : text,
    headers: { ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }), ...retirement?.headers },
  };
}

function headersOf({ headers }: RouteRequest): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of passedHeaders) {
    const value = headers[name];
    if (typeof value === 'string') passed[name] = value;
  }
  return passed;
}

/** Who does not say who they are gets none; the service behind judges the body. */
function passportFor(kit: Kit, body: unknown): Record<string, string> {
  const customerId = typeof body === 'string' ? jsonField(body, 'customerId') : undefined;
  return customerId === undefined ? {} : { [passportHeader]: kit.passports.issue(customerId) };
}

/** We signed it, so that it does not hold is no fault of the customer. */
function refusedPassport(kit: Kit, { dependency }: PublicRoute, answer: unknown): RouteReply {
  kit.log.error(`${dependency} refused a passport of ours`, { answer });
  return { status: 502, body: { code: `${dependency}_refused`, message: 'The shop could not check who you are; try again' } };
}

function shedReply(): RouteReply {
  return {
    status: 503,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: { code: 'shed', message: `the shop is too busy; try again in ${retryAfterSeconds} s` },
  };
}
