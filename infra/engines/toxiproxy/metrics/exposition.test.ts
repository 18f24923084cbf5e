import { expect, test } from 'vitest';
import { writeFamilies } from './exposition.ts';

test('samples are sorted, labels escaped, large numbers written as Go writes them', () => {
  const text = writeFamilies([
    {
      name: 'bytes_total',
      help: 'Bytes.',
      type: 'counter',
      samples: [
        { labels: { proxy: 'b' }, value: 2_150_560 },
        { labels: { proxy: 'a"\\\n' }, value: 999_999 },
      ],
    },
    { name: 'unused', help: '', type: 'gauge', samples: [] },
  ]);
  expect(text).toBe(
    '# HELP bytes_total Bytes.\n# TYPE bytes_total counter\nbytes_total{proxy="a\\"\\\\\\n"} 999999\nbytes_total{proxy="b"} 2.15056e+06\n',
  );
});
