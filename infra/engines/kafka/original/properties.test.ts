import { expect, test } from 'vitest';
import type { KafkaBoot } from '../boot.ts';
import { nodeProperties, propertiesText } from './properties.ts';

const host = '127.0.0.1';
const boot: KafkaBoot = {
  nodes: [1, 2].map((id) => ({
    id,
    listeners: [
      { name: 'admin', host, port: 100 * id, advertisedHost: host, advertisedPort: 100 * id },
      { name: 'fulfilment-2', host, port: 100 * id + 1, advertisedHost: host, advertisedPort: 100 * id + 2 },
    ],
  })),
  topics: [],
  retentionBytesPerPartition: 8 * 1024 * 1024,
  initialRebalanceDelayMs: 400,
};
const plan = { boot, controllerPort: 99, internalListener: 'admin' };
const propertiesOf = (index: number): Record<string, string> => {
  const node = boot.nodes[index];
  return node ? nodeProperties(plan, node, '/data') : {};
};

test('every listener is bound where clients are not told, and advertised where they are', () => {
  expect(propertiesOf(1)).toMatchObject({
    listeners: 'ADMIN://127.0.0.1:200,FULFILMENT_2://127.0.0.1:201',
    'advertised.listeners': 'ADMIN://127.0.0.1:200,FULFILMENT_2://127.0.0.1:202',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,ADMIN:PLAINTEXT,FULFILMENT_2:PLAINTEXT',
    'inter.broker.listener.name': 'ADMIN',
  });
});

test('the first node alone is the controller, and every node finds it', () => {
  expect(propertiesOf(0)).toMatchObject({
    'process.roles': 'broker,controller',
    listeners: expect.stringMatching(/^CONTROLLER:\/\/127.0.0.1:99,/),
  });
  expect(propertiesOf(1)).toMatchObject({ 'process.roles': 'broker' });
  expect([propertiesOf(0), propertiesOf(1)].map((each) => each['controller.quorum.voters'])).toEqual(['1@127.0.0.1:99', '1@127.0.0.1:99']);
});

test('a segment is never as large as what is kept, or nothing could be dropped', () => {
  const properties = propertiesOf(0);
  expect(Number(properties['log.segment.bytes'])).toBeLessThan(Number(properties['log.retention.bytes']));
});

test('the file has one setting a line', () => {
  expect(propertiesText({ 'node.id': '1', listeners: 'A://h:1,B://h:2' })).toBe('node.id=1\nlisteners=A://h:1,B://h:2\n');
});
