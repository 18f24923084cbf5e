import { expect, test } from 'vitest';
import type { TraceRow } from './trace-layout.ts';
import { actOf } from './waterfall-keys.ts';

const row = (spanId: string, depth: number, more: { hasChildren?: boolean; error?: boolean } = {}): TraceRow =>
  ({ span: { spanId, error: more.error ?? false }, depth, hasChildren: more.hasChildren ?? false }) as TraceRow;
const rows = [row('root', 0, { hasChildren: true }), row('a', 1, { hasChildren: true }), row('a1', 2, { error: true }), row('b', 1)];
const press = (key: string, index: number, collapsed: string[] = []) =>
  actOf(key, { rows, index, collapsed: new Set(collapsed), pageRows: 2 });

test.each([
  ['ArrowDown', -1, { do: 'go', index: 0 }],
  ['ArrowDown', 3, { do: 'go', index: 3 }],
  ['ArrowUp', 2, { do: 'go', index: 1 }],
  ['PageDown', 0, { do: 'go', index: 2 }],
  ['End', 0, { do: 'go', index: 3 }],
  ['ArrowLeft', 1, { do: 'fold', spanId: 'a' }],
  ['ArrowLeft', 2, { do: 'go', index: 1 }],
  ['ArrowLeft', 3, { do: 'go', index: 0 }],
  ['ArrowRight', 0, { do: 'go', index: 1 }],
  ['ArrowRight', 3, null],
  ['Enter', 2, { do: 'open' }],
  ['Enter', -1, null],
  ['e', -1, { do: 'go', index: 2 }],
  ['e', 2, { do: 'go', index: 2 }],
  ['+', 0, { do: 'zoom', factor: 2 }],
  ['-', 0, { do: 'zoom', factor: 0.5 }],
  ['0', 0, { do: 'whole' }],
  ['x', 0, null],
] as const)('%s on row %s does %o', (key, index, act) => expect(press(key, index)).toEqual(act));

test('a collapsed row is opened by the arrow to the right, and left to its parent', () => {
  expect(press('ArrowRight', 1, ['a'])).toEqual({ do: 'fold', spanId: 'a' });
  expect(press('ArrowLeft', 1, ['a'])).toEqual({ do: 'go', index: 0 });
});

test('a trace without rows has no keys', () => {
  expect(actOf('ArrowDown', { rows: [], index: -1, collapsed: new Set(), pageRows: 5 })).toBeNull();
});
