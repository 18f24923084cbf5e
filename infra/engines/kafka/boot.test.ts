import { describe, expect, it } from 'vitest';
import { testBoot } from './api/client.fixture.ts';
import { checkBoot } from './boot.ts';
import { Cluster } from './cluster.ts';

const [first, second] = testBoot.nodes as [(typeof testBoot.nodes)[number], (typeof testBoot.nodes)[number]];

describe('boot', () => {
  it('is taken when every node has the same listener names', () => {
    expect(() => checkBoot(testBoot)).not.toThrow();
  });

  it.each([
    ['no nodes', { nodes: [] }, /at least one broker node/],
    ['two nodes of one id', { nodes: [first, { ...second, id: first.id }] }, /share an id/],
    [
      'a node that lacks a listener',
      { nodes: [first, { ...second, listeners: second.listeners.slice(1) }] },
      /node 2 has listeners \[admin\], node 1 has \[admin, orders\]/,
    ],
    ['no retention', { retentionBytesPerPartition: 0 }, /retentionBytesPerPartition/],
    ['a negative delay', { initialRebalanceDelayMs: -1 }, /initialRebalanceDelayMs/],
  ])('is refused with %s, naming the field', (_, change, message) => {
    expect(() => checkBoot({ ...testBoot, ...change })).toThrow(message);
  });

  it('is refused with a topic that cannot be', () => {
    expect(() => new Cluster({ ...testBoot, topics: [{ name: 'a b', partitions: 1 }] })).toThrow(/"a b"/);
  });
});
