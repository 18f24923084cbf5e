import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RawRecord, readBatches } from './record-batches.ts';

function varint(value: number): Buffer {
  let rest = BigInt(value) >= 0n ? BigInt(value) * 2n : -BigInt(value) * 2n - 1n;
  const bytes: number[] = [];
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}
const bytes = (value: Buffer | null): Buffer => (value ? Buffer.concat([varint(value.length), value]) : varint(-1));

/** A batch as a producer writes it, by the description of the format. */
function batch(records: RawRecord[], { attributes = 0, magic = 2 } = {}): Buffer {
  const first = records[0] ?? { offset: 0, timestampMs: 0 };
  const body = Buffer.concat(
    records.map(({ offset, timestampMs, key, value, headers }) => {
      const fields = [
        Buffer.alloc(1),
        varint(timestampMs - first.timestampMs),
        varint(offset - first.offset),
        bytes(key),
        bytes(value),
        varint(headers.length),
      ];
      for (const header of headers) fields.push(bytes(Buffer.from(header.name)), bytes(header.value));
      const record = Buffer.concat(fields);
      return Buffer.concat([varint(record.length), record]);
    }),
  );
  const packed = attributes & 7 ? gzipSync(body) : body;
  const head = Buffer.alloc(61);
  head.writeBigInt64BE(BigInt(first.offset), 0);
  head.writeInt32BE(49 + packed.length, 8);
  head.writeInt8(magic, 16);
  head.writeInt16BE(attributes, 21);
  head.writeInt32BE((records.at(-1)?.offset ?? 0) - first.offset, 23);
  head.writeBigInt64BE(BigInt(first.timestampMs), 27);
  head.writeInt32BE(records.length, 57);
  return Buffer.concat([head, packed]);
}

const record = (offset: number, change: Partial<RawRecord> = {}): RawRecord => ({
  offset,
  timestampMs: 1_700_000_000_000 + offset,
  key: Buffer.from(`key-${offset}`),
  value: Buffer.from('value'),
  headers: [{ name: 'schema-version', value: Buffer.from('1') }],
  ...change,
});

describe('batches of records', () => {
  test('records come with offset, time, key, value and headers, also over several batches', () => {
    const all = [record(7), record(8, { key: null, value: null, headers: [] }), record(9, { headers: [{ name: 'empty', value: null }] })];
    expect(readBatches(Buffer.concat([batch(all.slice(0, 2)), batch(all.slice(2))]))).toEqual({
      records: all,
      nextOffset: 10,
      problem: null,
    });
  });

  test('a batch that was cut at the end of the answer is left for the next', () => {
    const whole = batch([record(1), record(2)]);
    const cut = batch([record(3)]).subarray(0, 70);
    expect(readBatches(Buffer.concat([whole, cut]))).toMatchObject({ records: [{ offset: 1 }, { offset: 2 }], nextOffset: 3 });
    expect(readBatches(cut)).toEqual({ records: [], nextOffset: null, problem: null });
  });

  test('packed with gzip they are unpacked', () => {
    expect(readBatches(batch([record(4)], { attributes: 1 })).records).toEqual([record(4)]);
  });

  test('packed with something else they are passed over, and it is said', () => {
    expect(readBatches(batch([record(4), record(5)], { attributes: 4 }))).toMatchObject({
      records: [],
      nextOffset: 6,
      problem: expect.stringContaining('zstd'),
    });
  });

  test('marks of transactions are no records', () => {
    expect(readBatches(batch([record(4)], { attributes: 0x20 }))).toEqual({ records: [], nextOffset: 5, problem: null });
  });

  test('what an old producer or nobody wrote is passed over', () => {
    expect(readBatches(batch([record(4)], { magic: 1 }))).toMatchObject({
      records: [],
      nextOffset: 5,
      problem: expect.stringContaining('older'),
    });
    const broken = batch([record(4)]);
    broken.fill(0xff, 61);
    expect(readBatches(broken)).toMatchObject({ records: [], problem: expect.stringContaining('offset 4') });
  });

  test('a count or a length that is a lie allocates nothing and ends nothing', () => {
    const lie = batch([record(4)]);
    lie.writeInt32BE(2 ** 31 - 1, 57);
    expect(readBatches(lie)).toMatchObject({ records: [], problem: expect.stringContaining('cannot be read') });
  });

  test('whatever the bytes, it ends, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, withHead) => {
        const body = Buffer.from(noise);
        const input = withHead ? Buffer.concat([batch([record(4)]).subarray(0, 61), body]) : body;
        if (withHead) input.writeInt32BE(49 + body.length, 8);
        expect(readBatches(input).records.length).toBeLessThan(1000);
      }),
    );
  });
});
