import { expect, test } from 'vitest';
import { createTicketDesk } from './tickets.ts';

const failure = { step: 'checkout', status: 503, orderId: '', traceId: 't1' } as const;

test('[TI1] a ticket tells what the customer saw and carries the trace of the request that failed', () => {
  expect(createTicketDesk().draw([failure], 0)).toEqual({ text: 'My order did not go through (the page said 503).', traceId: 't1' });
  expect(createTicketDesk().draw([{ ...failure, status: 0 }], 0)?.text).toContain('no answer came');
});

test('[TI2] an accepted order that does not ship is told as such', () => {
  const late = { step: 'orderStatus', status: 200, orderId: 'ord-7', traceId: 't2' } as const;
  expect(createTicketDesk().draw([late], 0)?.text).toBe('I was told my order would ship at once, and nothing happens (order ord-7).');
});

test('[TI3] at most one ticket in 20 s, and none without a failure', () => {
  const desk = createTicketDesk();
  expect(desk.draw([], 0)).toBeNull();
  expect([0, 10_000, 19_999, 20_000].map((atMs) => desk.draw([failure], atMs) !== null)).toEqual([true, false, false, true]);
});
