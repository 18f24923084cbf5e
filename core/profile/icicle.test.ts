import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallNode, callTreeOf } from './call-tree.ts';
import { icicleOf, neighbourOf, pathTo } from './icicle.ts';
import { anyProfile, cpuProfile } from './profiles.fixture.ts';

const { root } = callTreeOf({
  kind: 'cpu',
  profile: cpuProfile([
    [3, 20],
    [4, 20],
    [5, 40],
    [8, 20],
  ]),
});
const all = { zoomId: 0, leastWidth: 0 };
const named = (name: string): CallNode => {
  const found = icicleOf(root, all).find(({ node }) => node.name === name)?.node;
  if (!found) throw new Error(`no frame ${name}`);
  return found;
};
const drawn = (view: typeof all): unknown[] => icicleOf(root, view).map(({ node, depth, left, width }) => [node.name, depth, left, width]);

test('[PF9] a call stands below its caller, as wide as its share, the greatest at the left', () => {
  expect(drawn(all)).toEqual([
    ['(root)', 0, 0, 1],
    ['serve', 1, 0, 0.8],
    ['(garbage collector)', 1, 0.8, 0.2],
    ['search', 2, 0, 0.4],
    ['(anonymous)', 2, 0.4, 0.2],
    ['serve', 3, 0.4, 0.2],
  ]);
});

test('[PF10] zoomed, a frame fills the width, who called it stays above it, and the rest is gone', () => {
  expect(drawn({ zoomId: named('search').id, leastWidth: 0 })).toEqual([
    ['(root)', 0, 0, 1],
    ['serve', 1, 0, 1],
    ['search', 2, 0, 1],
  ]);
  expect(drawn({ zoomId: 4711, leastWidth: 0 })).toEqual(drawn(all));
});

test('[PF11] a frame too narrow to be seen is left out with all below it', () => {
  expect(icicleOf(root, { zoomId: 0, leastWidth: 0.3 }).map(({ node }) => node.name)).toEqual(['(root)', 'serve', 'search']);
});

test('[PF12] arrows lead to the caller, to the greatest call and along the row, and stay where there is nothing', () => {
  const frames = icicleOf(root, all);
  const [serve, search, price, collector] = [
    named('serve').id,
    named('search').id,
    named('(anonymous)').id,
    named('(garbage collector)').id,
  ];
  expect(neighbourOf(frames, serve, 'down')).toBe(search);
  expect(neighbourOf(frames, search, 'right')).toBe(price);
  expect(neighbourOf(frames, price, 'left')).toBe(search);
  expect(neighbourOf(frames, price, 'right')).toBe(price);
  expect(neighbourOf(frames, serve, 'right')).toBe(collector);
  expect(neighbourOf(frames, search, 'up')).toBe(serve);
  expect(neighbourOf(frames, 0, 'up')).toBe(0);
  expect(neighbourOf(frames, 4711, 'up')).toBe(0);
});

test('[PF13] whatever the tree and the zoom: a frame keeps its share of its caller, and rows never overlap', () => {
  fc.assert(
    fc.property(anyProfile, fc.nat(20), (profile, zoom) => {
      const { root: tree } = callTreeOf({ kind: 'cpu', profile });
      const nodes = icicleOf(tree, all).map(({ node }) => node.id);
      const zoomId = nodes[zoom % nodes.length] ?? 0;
      const frames = icicleOf(tree, { zoomId, leastWidth: 0 });
      for (const each of frames.filter(({ isAbove, node }) => !isAbove && node.id !== zoomId)) {
        const parent = frames.find(({ node }) => node.id === each.parentId);
        if (!parent) throw new Error(`frame ${each.node.id} has no caller`);
        expect(each.width).toBeCloseTo((parent.width * each.node.total) / parent.node.total, 9);
        expect(each.left).toBeGreaterThanOrEqual(parent.left - 1e-9);
        expect(each.left + each.width).toBeLessThanOrEqual(parent.left + parent.width + 1e-9);
      }
      frames.forEach((each, index) => {
        const next = frames[index + 1];
        if (next?.depth === each.depth) expect(next.left).toBeGreaterThanOrEqual(each.left + each.width - 1e-9);
      });
      expect(pathTo(tree, zoomId)?.at(-1)?.id).toBe(zoomId);
    }),
  );
});
