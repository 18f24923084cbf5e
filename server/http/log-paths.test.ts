import { expect, test } from 'vitest';
import type { LogLine } from '../../core/protocol/logs.ts';
import { publicLine } from './log-paths.ts';

const line = (message: string, attributes: LogLine['attributes'] = {}): LogLine =>
  ({ id: 1, message, attributes, service: 'orders', slot: 'orders-1' }) as LogLine;

test('[LG1] a stack names programs and libraries, and not where on this machine they stand', () => {
  const error =
    'Error: no answer\n    at call (file:///srv/house/dist/services/orders.js:51254:10)\n    at /srv/house/node_modules/pg/lib/client.js:9:1';
  expect(publicLine(line('failed at file:///srv/a b/x', { error, status: 504 })).attributes).toEqual({
    error: 'Error: no answer\n    at call (dist/services/orders.js:51254:10)\n    at node_modules/pg/lib/client.js:9:1',
    status: 504,
  });
});

test('[LG4] a library that is built into a folder of that name keeps it', () => {
  expect(publicLine(line('at /srv/house/node_modules/pg/dist/client.js:9 in /dist/x.js')).message).toBe(
    'at node_modules/pg/dist/client.js:9 in /dist/x.js',
  );
});

test('[LG2] paths of requests stay', () => {
  const said = 'GET /products/17 and /carts/c-1/items answered 500; node:internal/process/task_queues:95:5';
  expect(publicLine(line(said)).message).toBe(said);
});

test('[LG3] a line made to be slow is not', () => {
  const begun = performance.now();
  publicLine(line('/a'.repeat(2_000_000)));
  // In proportion to its length it takes some tens of milliseconds, in proportion to its square an hour.
  expect(performance.now() - begun).toBeLessThan(10_000);
});
