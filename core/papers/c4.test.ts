import { expect, test } from 'vitest';
import { stack } from '../scenario/shop.fixture.ts';
import { c4Diagrams } from './c4.ts';

const [context, container, component] = c4Diagrams(stack);

test('[PP8] the context is who calls the shop, the shop, and the outside systems it calls', () => {
  expect(context?.elements.map(({ id }) => id)).toEqual(['web', 'app', 'partner-atlas', 'shop', 'psp', 'backup-psp']);
  expect(context?.relations).toContainEqual({ from: 'partner-atlas', to: 'shop', label: 'HTTP /v1' });
});

test('[PP8] containers are every service, engine and outside system of the stack; members of a group are one', () => {
  const ids = container?.elements.map(({ id }) => id) ?? [];
  for (const name of [...Object.keys(stack.services), 'redis', 'postgres', 'kafka', ...Object.keys(stack.externals)])
    expect(ids).toContain(name);
  expect(container?.relations.filter(({ from, to }) => from === 'fulfilment' && to === 'kafka')).toHaveLength(1);
});

test('[PP8] telemetry is drawn as it goes: every service has a way to the collector, and nobody else has', () => {
  const ways = container?.relations.filter(({ to }) => to === 'collector') ?? [];
  expect(ways.map(({ from }) => from)).toEqual(Object.keys(stack.services));
  expect(new Set(ways.map(({ label }) => label))).toEqual(new Set(['OTLP']));
  expect(container?.elements).toContainEqual(expect.objectContaining({ id: 'collector', isInside: true }));
  expect(context?.elements.some(({ id }) => id === 'collector')).toBe(false);
});

test('[PP8] who shares the database can be read from the containers: how many connections it has, and what each service may take of them', () => {
  const summaryOf = (id: string) => container?.elements.find((element) => element.id === id)?.summary ?? '';
  const users = container?.relations.filter(({ to }) => to === 'postgres').map(({ from }) => from) ?? [];
  expect(users).toEqual(['catalog', 'orders', 'payments', 'inventory', 'fulfilment']);
  expect(summaryOf('postgres')).toContain(`${stack.engines.postgres.maxConnections} connections`);
  for (const user of users) {
    const service = stack.services[user];
    const pool = service?.policies['postgres.poolMax'];
    const [size] = summaryOf(user).split(';');
    expect(size).toBe(service?.slots === 1 ? `1 instance, ${pool} connections` : `${service?.slots} instances, ${pool} connections each`);
  }
  expect(summaryOf('gateway')).not.toContain('connections');
});

test('[PP8] the components of orders are its routes, its ways out and its jobs', () => {
  const own = component?.elements.filter(({ isInside }) => isInside).map(({ id }) => id);
  expect(own).toEqual([
    'routes',
    'collector-client',
    'catalog-client',
    'payments-client',
    'inventory-client',
    'postgres-client',
    'kafka-client',
    'sales-report',
  ]);
  expect(component?.relations).toContainEqual({ from: 'gateway', to: 'routes', label: 'HTTP' });
});

test.each(c4Diagrams(stack).map((diagram) => [diagram.level, diagram] as const))(
  '[PP8] every relation of the %s diagram is between elements, and Mermaid gets each of them once',
  (_level, { elements, relations, mermaid, level }) => {
    const ids = new Set(elements.map(({ id }) => id));
    expect(ids.size).toBe(elements.length);
    for (const { from, to } of relations) expect([...ids]).toEqual(expect.arrayContaining([from, to]));
    const lines = mermaid.split('\n').map((line) => line.trim());
    expect(lines[0]).toBe(`C4${level.charAt(0).toUpperCase()}${level.slice(1)}`);
    expect(lines.filter((line) => line.startsWith('Rel('))).toHaveLength(relations.length);
    const declared = lines.flatMap((line) => /^(?:Person|System|System_Ext|Container\w*|Component)\((\w+),/.exec(line)?.[1] ?? []);
    expect(declared.sort()).toEqual(elements.map(({ id }) => id.replaceAll('-', '_')).sort());
  },
);
