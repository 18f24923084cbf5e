import { expect, test } from 'vitest';
import { gaugesBody } from './otlp-gauges.ts';
import { redisGauges } from './redis-gauges.ts';

test('readings of one name become one metric with a point each, in the shape of OTLP JSON', () => {
  const body = gaugesBody(
    'kafka-exporter',
    [
      { name: 'kafka.partition.current_offset', value: 7, attributes: { topic: 't', partition: 0 } },
      { name: 'kafka.partition.current_offset', value: 9, attributes: { topic: 't', partition: 1 } },
      { name: 'other', value: 0.5, attributes: {} },
    ],
    1_700_000_000_123,
  );
  expect(body).toMatchObject({
    resourceMetrics: [
      {
        resource: { attributes: expect.arrayContaining([{ key: 'service.name', value: { stringValue: 'kafka-exporter' } }]) },
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'kafka.partition.current_offset',
                gauge: {
                  dataPoints: [
                    {
                      timeUnixNano: '1700000000123000000',
                      asDouble: 7,
                      attributes: [
                        { key: 'topic', value: { stringValue: 't' } },
                        { key: 'partition', value: { intValue: '0' } },
                      ],
                    },
                    { asDouble: 9 },
                  ],
                },
              },
              { name: 'other', gauge: { dataPoints: [{ asDouble: 0.5 }] } },
            ],
          },
        ],
      },
    ],
  });
});

test('INFO becomes running totals under their names; what is absent or no number is left out', () => {
  expect(redisGauges({ keyspace_hits: '12', maxmemory: '67108864', used_memory: 'much', redis_version: '7.2.0' })).toEqual([
    { name: 'redis.keyspace.hits', value: 12, attributes: {} },
    { name: 'redis.memory.max', value: 67_108_864, attributes: {} },
  ]);
});
