import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExplainNode, planRows } from './plan-rows.ts';

const scan = (change: Partial<ExplainNode> = {}): ExplainNode => ({
  'Node Type': 'Seq Scan',
  'Relation Name': 'orders',
  'Plan Rows': 10,
  'Actual Rows': 10,
  'Actual Total Time': 4,
  'Actual Loops': 1,
  ...change,
});
const over = (children: ExplainNode[], change: Partial<ExplainNode> = {}): ExplainNode => ({
  ...scan(),
  'Node Type': 'Limit',
  Plans: children,
  ...change,
});

describe('rows of a plan', () => {
  test('are in the order of reading, with their depth', () => {
    const rows = planRows(over([over([scan()], { 'Node Type': 'Sort' }), scan({ 'Node Type': 'Hash' })]));
    expect(rows.map(({ node, depth }) => [node, depth])).toEqual([
      ['Limit', 0],
      ['Sort', 1],
      ['Seq Scan', 2],
      ['Hash', 1],
    ]);
  });

  test('the time of a node by itself is its own without its children, over all loops', () => {
    const [top, inner] = planRows(over([scan({ 'Actual Total Time': 2, 'Actual Loops': 5 })], { 'Actual Total Time': 13 }));
    expect(top).toMatchObject({ totalMs: 13, selfMs: 3 });
    expect(inner).toMatchObject({ totalMs: 10, selfMs: 10, loops: 5 });
  });

  test('rows are of all loops, estimated and real', () => {
    expect(planRows(scan({ 'Actual Loops': 4, 'Actual Rows': 3, 'Plan Rows': 2, 'Rows Removed by Filter': 7 }))[0]).toMatchObject({
      rows: 12,
      rowsEstimated: 8,
      rowsRemoved: 28,
    });
  });

  test('buffers are those of the node without its children', () => {
    const [top, inner] = planRows(
      over([scan({ 'Shared Hit Blocks': 90, 'Shared Read Blocks': 2 })], { 'Shared Hit Blocks': 100, 'Shared Read Blocks': 2 }),
    );
    expect(top).toMatchObject({ hitBlocks: 10, readBlocks: 0 });
    expect(inner).toMatchObject({ hitBlocks: 90, readBlocks: 2 });
  });

  test('a plan that was not run has estimates only, and nothing is said against it', () => {
    const plain: ExplainNode = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', 'Plan Rows': 100_000, Filter: '(a = 1)' };
    expect(planRows(plain)).toEqual([
      expect.objectContaining({
        on: 'orders',
        detail: 'filter (a = 1)',
        selfMs: null,
        totalMs: null,
        rows: null,
        rowsEstimated: 100_000,
        flags: [],
      }),
    ]);
  });

  test('a subplan says what it is for', () => {
    expect(planRows(scan({ 'Subplan Name': 'InitPlan 1' }))[0]?.node).toBe('InitPlan 1: Seq Scan');
  });
});

describe('what is suspicious', () => {
  const flags = (change: Partial<ExplainNode>) => planRows(scan(change))[0]?.flags;

  test('a scan of the table that throws nearly everything away', () => {
    expect(flags({ 'Rows Removed by Filter': 5000, 'Actual Rows': 10 })).toEqual(['seqScanDiscards']);
    expect(flags({ 'Rows Removed by Filter': 299, 'Actual Rows': 1, 'Plan Rows': 1 })).toEqual([]);
    expect(flags({ 'Rows Removed by Filter': 5000, 'Actual Rows': 5000, 'Plan Rows': 5000 })).toEqual([]);
    expect(flags({ 'Node Type': 'Index Scan', 'Rows Removed by Filter': 5000 })).toEqual([]);
  });

  test('an estimate that is wrong tenfold, up or down, of rows that are many', () => {
    expect(flags({ 'Plan Rows': 5, 'Actual Rows': 4000 })).toEqual(['misestimate']);
    expect(flags({ 'Plan Rows': 4000, 'Actual Rows': 5 })).toEqual(['misestimate']);
    expect(flags({ 'Plan Rows': 500, 'Actual Rows': 4000 })).toEqual([]);
    expect(flags({ 'Plan Rows': 1, 'Actual Rows': 90 })).toEqual([]);
    expect(flags({ 'Plan Rows': 200, 'Actual Rows': 0 })).toEqual(['misestimate']);
  });

  test('a sort that did not fit into memory', () => {
    expect(flags({ 'Node Type': 'Sort', 'Sort Space Type': 'Disk' })).toEqual(['sortsOnDisk']);
    expect(flags({ 'Node Type': 'Sort', 'Sort Space Type': 'Memory' })).toEqual([]);
  });
});

/** A plan in which each node takes some time beside its children. */
const planOf = (depth: number): fc.Arbitrary<ExplainNode> =>
  fc
    .tuple(fc.integer({ min: 0, max: 50 }), depth === 0 ? fc.constant<ExplainNode[]>([]) : fc.array(planOf(depth - 1), { maxLength: 3 }))
    .map(([ownMs, children]) =>
      over(children, { 'Actual Total Time': ownMs + children.reduce((sum, child) => sum + (child['Actual Total Time'] ?? 0), 0) }),
    );

test('whatever the plan, what nodes take by themselves adds up to the whole', () => {
  fc.assert(
    fc.property(planOf(4), (root) => {
      const rows = planRows(root);
      expect(rows.reduce((sum, { selfMs }) => sum + (selfMs ?? 0), 0)).toBeCloseTo(root['Actual Total Time'] ?? 0, 6);
    }),
  );
});
