/**
 * Where everything of one sandbox listens: a pure function of the stack and a base port, so that the supervisor,
 * the proxies and the broker's advertised addresses cannot disagree.
 */
import { entryLink, linkEnds, type Stack, type StackLink, slotNames } from './schema.ts';

/** One Toxiproxy proxy. Ports are on loopback. `upstreamPort` 0 means "given by the caller" (the collector). */
export interface ProxyPlan {
  /** Toxiproxy name, safe in a URL path: `gateway_to_catalog-1`. */
  name: string;
  link: string;
  /** Slot, broker node or engine this proxy leads to: `catalog-1`, `kafka-2`, `redis`. */
  target: string;
  listenPort: number;
  upstreamPort: number;
}

/** One Kafka listener: clients of `client` reach node `node` here, and are told `advertisedPort` (their proxy). */
export interface KafkaListenerPlan {
  node: number;
  /** Client slot the listener is for (`orders`, `fulfilment-2`), or `admin` (not proxied). */
  client: string;
  port: number;
  advertisedPort: number;
}

export interface SandboxLayout {
  toxiproxyPort: number;
  postgresPort: number;
  redisPort: number;
  /** Listen port by slot, for every slot up to `maxSlots`. */
  servicePorts: Record<string, number>;
  externalPorts: Record<string, number>;
  kafka: KafkaListenerPlan[];
  /** Where the controller of a real cluster listens; brokers alone dial it. */
  kafkaControllerPort: number;
  proxies: ProxyPlan[];
  /** Number of ports used from the base. */
  size: number;
}

/** Client of the Kafka listeners that lead past the proxies. */
export const directClient = 'admin';

/** Base of the one sandbox whose engines are containers: docker-compose.yml names its ports. */
export const dockerBasePort = 20_000;

/** Assigns ports from `basePort` upwards, in an order that depends on the stack alone. */
export function layoutSandbox(stack: Stack, basePort: number): SandboxLayout {
  let next = basePort;
  const take = (): number => next++;
  const layout: SandboxLayout = {
    toxiproxyPort: take(),
    postgresPort: take(),
    redisPort: take(),
    servicePorts: {},
    externalPorts: {},
    kafka: [],
    kafkaControllerPort: 0,
    proxies: [],
    size: 0,
  };
  for (const [service, { maxSlots }] of Object.entries(stack.services)) {
    for (const slot of slotNames(service, maxSlots)) layout.servicePorts[slot] = take();
  }
  for (const external of Object.keys(stack.externals)) layout.externalPorts[external] = take();
  for (const node of kafkaNodes(stack)) {
    const port = take();
    layout.kafka.push({ node, client: directClient, port, advertisedPort: port });
  }
  for (const link of stack.links) layout.proxies.push(...planLink({ stack, link, layout, take }));
  layout.kafkaControllerPort = take();
  layout.size = next - basePort;
  return layout;
}

/** Where users come in: the proxy before the service that no other one calls. @returns 0 where a stack has none */
export function usersPort(stack: Stack, { proxies }: Pick<SandboxLayout, 'proxies'>): number {
  return proxies.find(({ link }) => link === entryLink(stack)?.id)?.listenPort ?? 0;
}

/** Broker node ids, from 1. */
export function kafkaNodes(stack: Stack): number[] {
  return Array.from({ length: stack.engines.kafka.nodes }, (_, index) => index + 1);
}

interface LinkPlanning {
  stack: Stack;
  link: StackLink;
  layout: SandboxLayout;
  take: () => number;
}

function planLink(planning: LinkPlanning): ProxyPlan[] {
  const { link } = planning;
  if (link.kind === 'kafka') return planKafkaLink(planning);
  const { from } = linkEnds(link.id);
  return linkTargets(planning).map(({ target, port }) => ({
    name: `${from}_to_${target}`,
    link: link.id,
    target,
    listenPort: planning.take(),
    upstreamPort: port,
  }));
}

function linkTargets({ stack, link, layout }: LinkPlanning): { target: string; port: number }[] {
  const { to } = linkEnds(link.id);
  switch (link.kind) {
    case 'redis':
      return [{ target: to, port: layout.redisPort }];
    case 'postgres':
      return [{ target: to, port: layout.postgresPort }];
    case 'otlp':
      return [{ target: to, port: 0 }];
    case 'external':
      return [{ target: to, port: layout.externalPorts[to] ?? 0 }];
    default:
      return slotNames(to, stack.services[to]?.maxSlots ?? 0).map((slot) => ({
        target: slot,
        port: layout.servicePorts[slot] ?? 0,
      }));
  }
}

function planKafkaLink({ stack, link, layout, take }: LinkPlanning): ProxyPlan[] {
  const { from } = linkEnds(link.id);
  return kafkaNodes(stack).map((node) => {
    const port = take();
    const listenPort = take();
    layout.kafka.push({ node, client: from, port, advertisedPort: listenPort });
    return { name: `${from}_to_kafka-${node}`, link: link.id, target: `kafka-${node}`, listenPort, upstreamPort: port };
  });
}
