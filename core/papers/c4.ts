/** The shop's C4 diagrams, made of `stack.yaml`, so that they cannot drift from what runs. */
import type { Diagram, DiagramElement } from '../protocol/papers.ts';
import { entryLink, linkEnds, type Stack, type StackLink, type StackService, serviceOfSlot } from '../stack/schema.ts';
import { mermaidOf } from './mermaid.ts';

/** The service whose components are drawn: the one with the most ways out. */
const drawnService = 'orders';
const runtime = 'Node.js';

const technologyOf: Record<StackLink['kind'], string> = {
  http: 'HTTP',
  external: 'HTTPS',
  redis: 'RESP',
  postgres: 'SQL',
  kafka: 'Kafka',
  otlp: 'OTLP',
};

export function c4Diagrams(stack: Stack): Diagram[] {
  return [contextOf(stack), containersOf(stack), componentsOf(stack, drawnService)];
}

type Content = Omit<Diagram, 'mermaid' | 'level'>;

function diagram(level: Diagram['level'], content: Content, boundary: string): Diagram {
  return { level, ...content, mermaid: mermaidOf({ level, ...content }, boundary) };
}

function contextOf(stack: Stack): Diagram {
  const shop: DiagramElement = {
    id: 'shop',
    name: `The ${stack.name}`,
    kind: 'system',
    technology: '',
    summary: stack.summary,
    isInside: true,
  };
  const clients = clientsOf(stack);
  const externals = externalsOf(stack);
  const relations = [
    ...clients.map(({ id }) => ({ from: id, to: shop.id, label: callWords(stack, id) })),
    ...externals.map(({ id }) => ({ from: shop.id, to: id, label: technologyOf.external })),
  ];
  return diagram('context', { title: `Context of the ${stack.name}`, elements: [...clients, shop, ...externals], relations }, '');
}

function containersOf(stack: Stack): Diagram {
  const clients = clientsOf(stack);
  const edge = linkEnds(entryLink(stack)?.id ?? '').to;
  const services = Object.entries(stack.services).map(([id, service]): DiagramElement => {
    const summary = `${sizeOf(service)}; ${stack.owners[service.owner] ?? service.owner}`;
    return { id, name: id, kind: 'service', technology: runtime, summary, isInside: true };
  });
  const relations = [
    ...clients.map(({ id }) => ({ from: id, to: edge, label: callWords(stack, id) })),
    ...inside(stack).map(({ from, to, kind }) => ({ from, to, label: technologyOf[kind] })),
  ];
  const elements = [...clients, ...services, ...enginesOf(stack), ...collectorsOf(stack), ...externalsOf(stack)];
  return diagram('container', { title: `Containers of the ${stack.name}`, elements, relations }, stack.name);
}

/** How many instances, and what each may take of the database: together they show who shares it. */
function sizeOf({ slots, policies }: StackService): string {
  const instances = slots === 1 ? '1 instance' : `${slots} instances`;
  const pool = policies['postgres.poolMax'];
  return pool === undefined ? instances : `${instances}, ${pool} connections${slots === 1 ? '' : ' each'}`;
}

/** One component for the routes, one for each way out, one for each job. */
function componentsOf(stack: Stack, service: string): Diagram {
  const links = inside(stack);
  const out = links.filter(({ from }) => from === service);
  const callers = links.filter(({ to }) => to === service);
  const component = (id: string, name: string, summary: string): DiagramElement => {
    return { id, name, kind: 'component', technology: runtime, summary, isInside: true };
  };
  const routes = component('routes', 'routes', `Operations of ${service} in the OpenAPI document`);
  const clients = out.map(({ to, kind }) => component(`${to}-client`, `${to} client`, technologyOf[kind]));
  const jobs = Object.entries(stack.jobs).filter(([, job]) => job.service === service);
  const around = containersOf(stack).elements.filter(({ id }) =>
    [...out.map(({ to }) => to), ...callers.map(({ from }) => from)].includes(id),
  );
  const elements = [
    ...around.map((each) => ({ ...each, isInside: false })),
    routes,
    ...clients,
    ...jobs.map(([id, { summary }]) => component(id, id, summary)),
  ];
  const relations = [
    ...callers.map(({ from, kind }) => ({ from, to: routes.id, label: technologyOf[kind] })),
    ...out.map(({ to }) => ({ from: routes.id, to: `${to}-client`, label: 'uses' })),
    ...out.map(({ to, kind }) => ({ from: `${to}-client`, to, label: technologyOf[kind] })),
    ...jobs.map(([id]) => ({ from: id, to: 'postgres-client', label: 'uses' })),
  ];
  return diagram('component', { title: `Components of ${service}`, elements, relations }, service);
}

function clientsOf({ load: { clients } }: Stack): DiagramElement[] {
  return Object.entries(clients).map(([id, { summary }]) => {
    return { id, name: id, kind: 'person', technology: '', summary, isInside: false };
  });
}

function callWords({ load: { clients } }: Stack, id: string): string {
  return `${technologyOf.http} ${clients[id]?.prefix ?? ''}`.trim();
}

function externalsOf({ externals }: Stack): DiagramElement[] {
  return Object.entries(externals).map(([id, { summary }]) => ({
    id,
    name: id,
    kind: 'external',
    technology: '',
    summary,
    isInside: false,
  }));
}

function enginesOf({ engines: { redis, postgres, kafka } }: Stack): DiagramElement[] {
  return [
    { id: 'redis', name: 'redis', kind: 'database', technology: 'Redis', summary: `Cache, ${redis.maxmemoryMb} MB`, isInside: true },
    {
      id: 'postgres',
      name: 'postgres',
      kind: 'database',
      technology: 'Postgres',
      summary: `Database ${postgres.database}, ${postgres.maxConnections} connections in all`,
      isInside: true,
    },
    {
      id: 'kafka',
      name: 'kafka',
      kind: 'queue',
      technology: 'Kafka',
      summary: `${kafka.topics.length} topics, ${kafka.nodes} brokers`,
      isInside: true,
    },
  ];
}

/** No request of a user passes it, and all that charts and alerts show has passed it. */
function collectorsOf({ links }: Stack): DiagramElement[] {
  return links.filter(isTelemetry).map(({ id }) => {
    const { to } = linkEnds(id);
    const summary = 'What charts, traces, logs and alerts are made of';
    return { id: to, name: to, kind: 'service', technology: 'OpenTelemetry', summary, isInside: true };
  });
}

const isTelemetry = ({ kind }: StackLink): boolean => kind === 'otlp';

interface Way {
  from: string;
  to: string;
  kind: StackLink['kind'];
}

/**
 * Ways between parts of the shop and out of it; those of several members are one, and telemetry's one link is a way of every service.
 * Its ways come first: drawn in this order fewest lines run behind a box.
 */
function inside({ links, services }: Stack): Way[] {
  const ways = new Map<string, Way>();
  for (const link of [...links.filter(isTelemetry), ...links.filter((each) => !isTelemetry(each))]) {
    const { from, to } = linkEnds(link.id);
    const callers = isTelemetry(link) ? Object.keys(services) : [from in services ? from : serviceOfSlot(from)];
    for (const caller of callers) if (caller in services) ways.set(`${caller}->${to}`, { from: caller, to, kind: link.kind });
  }
  return [...ways.values()];
}
