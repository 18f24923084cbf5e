import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedRequest, Reader } from './reader.ts';
import { Writer } from './writer.ts';

const HEADER_BYTES = 8;

function reread(out: Writer): Reader {
  return new Reader(out.frame(0).subarray(HEADER_BYTES));
}

describe('codec', () => {
  it('reads back every primitive it wrote, in order', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer(),
        fc.integer({ min: -32768, max: 32767 }),
        fc.string().map((text) => `${text}é😀`),
        fc.uint8Array({ maxLength: 300 }),
        (long, int, short, text, bytes) => {
          const read = reread(
            new Writer(1).int64(long).int32(int).int16(short).string(text).bytes(Buffer.from(bytes)).nullableString(null).bool(true),
          );
          const seen = [
            read.int64(),
            read.int32(),
            read.int16(),
            read.string(),
            read.bytes().toString('hex'),
            read.nullableString(),
            read.bool(),
          ];
          expect(seen).toEqual([long, int, short, text, Buffer.from(bytes).toString('hex'), null, true]);
        },
      ),
    );
  });

  it('writes int64 as Kafka does: two’s complement, big-endian', () => {
    expect(new Writer().int64(-2).frame(0).subarray(HEADER_BYTES).toString('hex')).toBe('fffffffffffffffe');
    expect(
      new Writer()
        .int64(2 ** 40 + 5)
        .frame(0)
        .subarray(HEADER_BYTES)
        .toString('hex'),
    ).toBe('0000010000000005');
  });

  it('puts size and correlation id in front of the body', () => {
    expect(new Writer().int16(7).frame(258).toString('hex')).toBe('00000006000001020007');
  });

  it.each([
    ['a string longer than the frame', '0010616263'],
    ['a negative length', 'fffe'],
    ['nothing', ''],
  ])('refuses %s', (_, hex) => {
    expect(() => new Reader(Buffer.from(hex, 'hex')).string()).toThrow(MalformedRequest);
  });

  it('refuses an array that claims more items than there are bytes, before reading any', () => {
    const read = new Reader(Buffer.from('7fffffff00', 'hex'));
    expect(() => read.array(() => expect.unreachable())).toThrow(MalformedRequest);
  });

  it('refuses a 64-bit number that a double cannot hold', () => {
    expect(() => new Reader(Buffer.from('7fffffffffffffff', 'hex')).int64()).toThrow(MalformedRequest);
  });

  it('takes a null array for an empty one', () => {
    expect(new Reader(Buffer.from('ffffffff', 'hex')).array(() => 1)).toEqual([]);
  });
});
