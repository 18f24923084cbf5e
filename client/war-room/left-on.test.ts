import { expect, it } from 'vitest';
import { handedOver, leftOnOf } from './left-on.ts';

const controls = [
  { controlId: 'control-1', leftOn: 'catalog reads past the cache' },
  { controlId: 'control-2', leftOn: null },
  { controlId: 'control-3', leftOn: 'gateway turns users away' },
] as Parameters<typeof leftOnOf>[0]['controls'];

it('lists what is still on, and hands over only what somebody was named for', () => {
  const left = leftOnOf({ controls });
  expect(left).toEqual([
    { controlId: 'control-1', words: 'catalog reads past the cache' },
    { controlId: 'control-3', words: 'gateway turns users away' },
  ]);
  expect(handedOver(left, {})).toEqual({});
  expect(handedOver(left, { 'control-3': 'edge', 'control-2': 'storefront' })).toEqual({
    leftOn: [{ controlId: 'control-3', owner: 'edge' }],
  });
});
