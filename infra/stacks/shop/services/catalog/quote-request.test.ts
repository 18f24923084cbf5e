import { expect, test } from 'vitest';
import { parseQuoteRequest } from './quote-request.ts';

test('a quote request is its currency and its lines', () => {
  const body = { currency: 'EUR', lines: [{ productId: 3, quantity: 2, note: 'gift' }] };
  expect(parseQuoteRequest(body)).toEqual({ currency: 'EUR', lines: [{ productId: 3, quantity: 2 }] });
});

test.each([
  [undefined, 'body'],
  [{ currency: 'euro', lines: [{ productId: 1, quantity: 1 }] }, 'currency'],
  [{ currency: 'EUR', lines: [] }, 'lines'],
  [{ currency: 'EUR', lines: [{ productId: '1', quantity: 1 }] }, 'productId'],
  [{ currency: 'EUR', lines: [{ productId: 1, quantity: 0 }] }, 'quantity'],
  [{ currency: 'EUR', lines: [{ productId: 1, quantity: 100 }] }, 'quantity'],
])('%j is refused for its %s', (body, named) => {
  expect(() => parseQuoteRequest(body)).toThrow(
    expect.objectContaining({ status: 400, code: 'bad_request', message: expect.stringContaining(named) }),
  );
});
