/** What a service instance is told at its start. Everything it dials is a proxy. Pure. */
import type { DesiredService } from '../../core/sandbox/desired.ts';
import type { Endpoint, FlagDefinition, ServiceBoot, SliDefinition, SlotDesired } from '../../core/sandbox/messages.ts';
import { type ProxyPlan, type SandboxLayout, usersPort } from '../../core/stack/layout.ts';
import { entryLink, linkEnds, type Stack, type StackLink, serviceOfSlot } from '../../core/stack/schema.ts';
import { serviceUser } from './database.ts';

/** What all instances of one sandbox have in common. */
export interface BootContext {
  sandboxId: string;
  controlSecret: string;
  collectorPath: string;
  seed: number;
  stack: Stack;
  layout: SandboxLayout;
  slis: SliDefinition[];
  flags: Record<string, FlagDefinition>;
}

export function serviceBoot(context: BootContext, slot: string, desired: SlotDesired): ServiceBoot {
  const service = serviceOfSlot(slot);
  const { stack, layout } = context;
  const [postgres] = proxiesTo(context, service, 'postgres');
  const [redis] = proxiesTo(context, service, 'redis');
  const kafka = kafkaProxies(context, slot);
  const kafkaLink = kafka[0]?.link;
  return {
    sandboxId: context.sandboxId,
    service,
    slot,
    port: layout.servicePorts[slot] ?? 0,
    controlSecret: context.controlSecret,
    otlpBase: collectorUrl(context),
    ...(postgres
      ? { postgres: { host: '127.0.0.1', port: postgres.listenPort, user: serviceUser, database: stack.engines.postgres.database } }
      : {}),
    ...(redis ? { redis: { host: '127.0.0.1', port: redis.listenPort } } : {}),
    ...(kafkaLink ? { kafka: { brokers: kafka.map(({ listenPort }) => `127.0.0.1:${listenPort}`), clientId: slot, link: kafkaLink } } : {}),
    // By name, as one dials what is outside: every new connection asks the resolver, on a thread of the pool.
    externals: Object.fromEntries(
      proxiesTo(context, service, 'external').map(({ target, listenPort }) => [target, `http://localhost:${listenPort}`]),
    ),
    slis: context.slis,
    flags: context.flags,
    desired,
    seed: context.seed,
  };
}

/** Where telemetry goes: the collector through its proxy, `/v1/metrics` and the like are appended. */
export function collectorUrl({ layout, stack, collectorPath }: BootContext): string {
  const link = stack.links.find(({ kind }) => kind === 'otlp');
  const proxy = layout.proxies.find((plan) => plan.link === link?.id);
  return `${urlOf(proxy?.listenPort ?? 0)}${collectorPath}`;
}

/** Balanced targets of a service by dependency; `serving` gives the slots of a service that take work. */
export function endpointsOf(
  { stack, layout }: BootContext,
  service: string,
  serving: (dependency: string) => readonly Serving[],
): Record<string, Endpoint[]> {
  const links = stack.links.filter((link) => link.kind === 'http' && linkEnds(link.id).from === service);
  return Object.fromEntries(links.map((link) => [linkEnds(link.id).to, endpointsOn(layout, link, serving)]));
}

/** An instance that takes work, and its share of it where that is not like every other's. */
export interface Serving {
  slot: string;
  weight?: number;
}

/** A canary among others gets its share of all calls, and the others divide what is left. */
export function withShares(slots: readonly string[], canary: DesiredService['canary'] | undefined): Serving[] {
  const others = slots.length - 1;
  if (!canary || others === 0 || !slots.includes(canary.slot)) return slots.map((slot) => ({ slot }));
  return slots.map((slot) => ({ slot, weight: slot === canary.slot ? canary.weight : (1 - canary.weight) / others }));
}

function endpointsOn(layout: SandboxLayout, link: StackLink, serving: (dependency: string) => readonly Serving[]): Endpoint[] {
  const known = new Map(serving(linkEnds(link.id).to).map((each) => [each.slot, each]));
  return layout.proxies.flatMap(({ link: id, target, listenPort }) => {
    const instance = id === link.id ? known.get(target) : undefined;
    return instance ? [{ ...instance, url: urlOf(listenPort) }] : [];
  });
}

/** Services that call `service`. */
export function clientsOf(stack: Stack, service: string): string[] {
  const callers = stack.links
    .filter((link) => link.kind === 'http' && linkEnds(link.id).to === service)
    .map((link) => linkEnds(link.id).from);
  return callers.filter((caller) => caller in stack.services);
}

/** V8 rounds these up to a power of two. */
const edgeSemiSpaceMb = 16;
const innerSemiSpaceMb = 4;

/** Half of an instance's young generation: every request in flight waits in the edge service, which would copy a small one all the time. */
export function semiSpaceMbOf({ stack }: BootContext, slot: string): number {
  const entry = entryLink(stack);
  return entry && serviceOfSlot(slot) === linkEnds(entry.id).to ? edgeSemiSpaceMb : innerSemiSpaceMb;
}

/** Where users arrive: the proxied address of the service no other service calls. */
export function entryUrl({ stack, layout }: BootContext): string {
  return urlOf(usersPort(stack, layout));
}

function proxiesTo({ stack, layout }: BootContext, service: string, kind: StackLink['kind']): ProxyPlan[] {
  const ids = stack.links.filter((link) => link.kind === kind && linkEnds(link.id).from === service).map(({ id }) => id);
  return layout.proxies.filter((plan) => ids.includes(plan.link));
}

/** A link of the instance's own (`fulfilment-2->kafka`) goes before one of its service. */
function kafkaProxies(context: BootContext, slot: string): ProxyPlan[] {
  const own = proxiesTo(context, slot, 'kafka');
  return own.length > 0 ? own : proxiesTo(context, serviceOfSlot(slot), 'kafka');
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
