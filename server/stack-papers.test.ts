import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Paper, type PaperName, paperSchemas } from '../core/protocol/papers.ts';
import { stack } from '../core/scenario/shop.fixture.ts';
import { readStackPaper } from './stack-papers.ts';

const shop = join(import.meta.dirname, '../infra/stacks/shop');

async function paper<Name extends PaperName>(name: Name): Promise<Paper<Name>> {
  return paperSchemas[name].parse(await readStackPaper(name, stack)) as Paper<Name>;
}

test.each(Object.keys(paperSchemas) as PaperName[])('[PP1] %s is told in the shape that the browser reads', async (name) => {
  await expect(paper(name)).resolves.toBeTruthy();
});

test.each(['README', 'stack', '../stack', 'constructor', ''])('[PP2] %j is no paper', async (name) => {
  expect(await readStackPaper(name, stack)).toBeNull();
});

test('[PP3] operations are those of the public and inner API, with replies and bodies by the name of their shape', async () => {
  const { operations, shapes, servers } = await paper('api');
  const checkout = operations.find(({ id }) => id === 'POST /checkout');
  expect(checkout).toMatchObject({ isPublic: true, services: ['gateway'], body: 'CheckoutRequest' });
  expect(checkout?.parameters).toMatchObject([{ name: 'idempotency-key', where: 'header', isRequired: true }]);
  expect(checkout?.replies.find(({ status }) => status === '201')?.type).toBe('OrderReceipt');
  const named = new Set(shapes.map(({ name }) => name));
  for (const { body, replies } of operations)
    for (const type of [body, ...replies.map(({ type: told }) => told)]) if (type) expect(named).toContain(type);
  expect(shapes.find(({ name }) => name === 'Cart')?.fields[1]).toMatchObject({ name: 'items', type: 'CartLine[]', isRequired: true });
  expect(servers.map(({ url }) => url.replace(/^.*}/, ''))).toEqual(['', '/v2', '/v1']);
});

test('[PP4] topics are those of the stack, with who publishes and who reads', async () => {
  const { topics, shapes } = await paper('events');
  expect(topics.map(({ topic, partitions }) => ({ name: topic, partitions })).sort((a, b) => a.name.localeCompare(b.name))).toEqual(
    [...stack.engines.kafka.topics].sort((a, b) => a.name.localeCompare(b.name)),
  );
  expect(topics[0]).toMatchObject({ topic: 'orders.placed', publishers: ['orders'], groups: ['inventory', 'fulfilment'] });
  expect(shapes.map(({ name }) => name)).toContain(topics[0]?.payload);
});

describe('releases', () => {
  test('[PP5] every version of the stack has one release and there is no other, newest first, by the team that owns it', async () => {
    const { releases, nodes } = await paper('releases');
    const told = releases.map(({ service, version }) => `${service}@${version}`).sort();
    const known = Object.entries(stack.services).flatMap(([service, { versions }]) =>
      Object.keys(versions).map((version) => `${service}@${version}`),
    );
    expect(told).toEqual(known.sort());
    for (const { service, team, suites } of releases) {
      expect(team).toBe(stack.owners[stack.services[service]?.owner ?? '']);
      for (const { results } of suites) expect(results).toHaveLength(nodes.length);
    }
    for (const [service, { version }] of Object.entries(stack.services)) {
      const own = releases.filter((release) => release.service === service);
      expect(own.map(({ built }) => built)).toEqual(
        own
          .map(({ built }) => built)
          .sort()
          .reverse(),
      );
      expect(own.find((release) => release.version === version)?.channel, `${service} runs ${version}`).toBe('stable');
    }
  });

  test('[PP6] a version that some caller or reader could not bear was never checked against it, and nobody says more than that', async () => {
    const { releases } = await paper('releases');
    const notRun = releases.flatMap(({ service, version, suites, consumers }) => [
      ...suites
        .filter(({ results }) => results.every((result) => result === 'not run'))
        .map(({ suite }) => `${service}@${version} ${suite}`),
      ...consumers.filter(({ result }) => result === 'not run').map(({ consumer }) => `${service}@${version} ${consumer}`),
    ]);
    expect(notRun).toEqual(
      expect.arrayContaining([
        'gateway@2.32.0 partner-atlas',
        'catalog@1.15.0 load',
        'orders@3.9.0 fulfilment',
        'inventory@0.9.5 endurance',
      ]),
    );
    for (const { version, channel } of releases) if (['2.32.0', '1.15.0', '3.9.0'].includes(version)) expect(channel).not.toBe('stable');
    expect(readFileSync(join(shop, 'releases.yaml'), 'utf8')).not.toMatch(/defect|\bbug|broken|breaks|crash|slow|leak/i);
  });
});

test('[PP7] decisions are all that lie there, and tell nothing of where the shop is weak on purpose', async () => {
  const { decisions } = await paper('decisions');
  expect(decisions.map(({ number }) => number)).toEqual(
    readdirSync(join(shop, 'adr'))
      .map((file) => file.slice(0, 4))
      .sort(),
  );
  const readme = readFileSync(join(shop, 'README.md'), 'utf8');
  const weak = readme.split('## Weak spots, on purpose')[1]?.split('\n## ')[0] ?? '';
  const telling = [...new Set(weak.match(/`[^`]+`/g))].filter(
    (word) => !/products_by_words|records.parkAfter|retry-after|orders_refused/.test(word),
  );
  expect(telling.length).toBeGreaterThan(3);
  for (const { title, text } of decisions) {
    expect(title).not.toMatch(/^\d|^#/);
    for (const word of telling) expect(text).not.toContain(word);
  }
});
