import { expect, test } from 'vitest';
import { DependencyError, PoolTimeout, ServiceError } from '../errors.ts';
import { errorReply } from './error-reply.ts';

test.each([
  [new ServiceError(422, 'empty_cart', 'the cart is empty'), 422, 'empty_cart'],
  [new DependencyError('catalog', 'deadline'), 504, 'deadline_exceeded'],
  [new DependencyError('catalog', 'breaker_open'), 503, 'dependency_unavailable'],
  [new PoolTimeout('x'), 503, 'overloaded'],
  [Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }), 504, 'statement_timeout'],
  [Object.assign(new Error('duplicate key'), { code: '23505' }), 500, 'internal'],
  [Object.assign(new Error('x'), { type: 'entity.too.large' }), 413, 'body_too_large'],
  [Object.assign(new Error('x'), { type: 'entity.parse.failed' }), 400, 'invalid_json'],
  [new TypeError('x'), 500, 'internal'],
])('%s is answered %i %s', (error, status, code) => {
  expect(errorReply(error)).toMatchObject({ status, body: { code } });
});

test('what went wrong inside stays inside', () => {
  expect(JSON.stringify(errorReply(new Error('password of the database')))).not.toContain('password');
});
