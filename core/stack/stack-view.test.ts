import { expect, it } from 'vitest';
import { stackViewSchema } from '../protocol/stack-view.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { stackViewOf } from './stack-view.ts';

const view = stackViewOf(stack);

it('names services, engines, outside systems and owners of the stack file', () => {
  expect(stackViewSchema.parse(view)).toEqual(view);
  expect(view.services).toContainEqual({ service: 'catalog', owner: 'storefront', slots: 2, version: '1.14.1' });
  expect(view.dependencies.map(({ name, kind }) => [name, kind])).toEqual([
    ['redis', 'redis'],
    ['postgres', 'postgres'],
    ['kafka', 'kafka'],
    ['psp', 'external'],
    ['backup-psp', 'external'],
  ]);
  expect(view.owners).toContainEqual({ owner: 'vendor-psp', name: 'Payment provider support' });
});

it('every end of a link is a service, a dependency or the users', () => {
  const known = ['users', ...view.services.map(({ service }) => service), ...view.dependencies.map(({ name }) => name)];
  for (const { from, to } of view.links) expect(known).toEqual(expect.arrayContaining([from, to]));
});

it('a link of one consumer member names the member beside its service; telemetry is not drawn', () => {
  expect(view.links).toContainEqual({
    link: 'fulfilment-2->kafka',
    from: 'fulfilment',
    to: 'kafka',
    kind: 'kafka',
    member: 'fulfilment-2',
  });
  expect(view.links).toContainEqual({ link: 'catalog->redis', from: 'catalog', to: 'redis', kind: 'redis', member: null });
  expect(view.links.filter(({ to }) => to === 'collector')).toEqual([]);
});
