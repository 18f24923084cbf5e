import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CallNode, callTreeOf } from './call-tree.ts';
import { finds, foundShare, functionsOf } from './functions.ts';
import { anyProfile, cpuProfile, heapProfile } from './profiles.fixture.ts';
import type { CpuProfile } from './v8.ts';

const treeOf = (profile: CpuProfile) => callTreeOf({ kind: 'cpu', profile });
const rows = ({ name, self, total, children }: CallNode): unknown => [
  name,
  self,
  total,
  ...(children.length > 0 ? [children.map(rows)] : []),
];

describe('a call tree', () => {
  test('[PF1] a sample lasts until the next one, the last until the end, and time without work is no part of it', () => {
    const tree = treeOf(
      cpuProfile([
        [2, 700],
        [4, 10],
        [5, 60],
        [3, 30],
        [2, 100],
      ]),
    );
    expect(tree.idle).toBe(800);
    expect(rows(tree.root)).toEqual([
      '(root)',
      0,
      100,
      [
        ['serve', 10, 70, [['search', 60, 60]]],
        ['(garbage collector)', 30, 30],
      ],
    ]);
  });

  test('[PF2] nodes of one function under one caller are one, the greatest stands first, and what used nothing is left out', () => {
    const { root } = treeOf(
      cpuProfile([
        [5, 10],
        [7, 50],
        [6, 15],
      ]),
    );
    const serve = root.children[0];
    expect(serve?.children.map(({ name, file, line, total }) => [name, file, line, total])).toEqual([
      ['(anonymous)', 'services/catalog/pricing.ts', 27, 50],
      ['search', 'services/catalog/search-text.ts', 12, 25],
    ]);
  });

  test('[PF3] a time that runs backwards counts as none', () => {
    const profile = cpuProfile([
      [5, 10],
      [7, -3],
      [6, 15],
    ]);
    expect(treeOf(profile).root.total).toBe(25);
  });

  test('[PF4] of a heap the bytes that stay in use are told', () => {
    const tree = callTreeOf({ kind: 'heap', profile: heapProfile, growth: [] });
    expect(tree).toMatchObject({ unit: 'bytes', idle: 0 });
    expect(rows(tree.root)).toEqual([
      '(root)',
      0,
      10_500,
      [
        ['note', 4000, 10_000, [['toString', 6000, 6000]]],
        ['parse', 500, 500],
      ],
    ]);
  });

  test('[PF5] a profile without a sample is an empty tree', () => {
    const empty: CpuProfile = { nodes: [], startTime: 0, endTime: 0, samples: [], timeDeltas: [] };
    expect(treeOf(empty).root).toMatchObject({ total: 0, children: [] });
  });
});

test('[PF6] by function: self and total, and a function below itself counts once', () => {
  const { root } = treeOf(
    cpuProfile([
      [4, 10],
      [7, 20],
      [8, 40],
      [5, 30],
    ]),
  );
  expect(functionsOf(root).map(({ name, self, total }) => [name, self, total])).toEqual([
    ['serve', 50, 100],
    ['search', 30, 30],
    ['(anonymous)', 20, 60],
  ]);
});

test('[PF7] a text finds names and files in any case, and tells their share of the whole once', () => {
  const { root } = treeOf(
    cpuProfile([
      [3, 25],
      [4, 25],
      [5, 50],
    ]),
  );
  expect(finds('SEARCH-text', { name: 'search', file: 'services/catalog/search-text.ts' })).toBe(true);
  expect(finds(' ', { name: 'search', file: '' })).toBe(false);
  expect(foundShare(root, 'search')).toBe(0.5);
  expect(foundShare(root, 'ser')).toBe(0.75);
  expect(foundShare(root, 'nothing of this name')).toBe(0);
});

test('[PF8] whatever the profile: every total is its own and its calls, and self, with idle, sums to the time that passed', () => {
  fc.assert(
    fc.property(anyProfile, (profile) => {
      const { root, idle } = treeOf(profile);
      let selfs = 0;
      const walk = (node: CallNode): void => {
        selfs += node.self;
        expect(node.total).toBe(node.children.reduce((sum, child) => sum + child.total, node.self));
        node.children.forEach(walk);
      };
      walk(root);
      expect(selfs).toBe(root.total);
      const below = profile.nodes.flatMap(({ id, callFrame }) => (callFrame.functionName === '(idle)' ? [id] : []));
      if (below.length === 0) expect(root.total + idle).toBe(profile.endTime);
      const byFunction = functionsOf(root).reduce((sum, { self }) => sum + self, 0);
      expect(byFunction).toBe(root.total - root.self);
    }),
  );
});
