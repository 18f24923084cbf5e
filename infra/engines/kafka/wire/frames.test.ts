import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameSplitter, MAX_FRAME_BYTES } from './frames.ts';
import { MalformedRequest } from './reader.ts';

function framed(body: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

function cut(stream: Buffer, sizes: number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (let turn = 0; at < stream.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(stream.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

describe('frame splitter', () => {
  it('gives the same frames however the stream is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        (bodies, sizes) => {
          const splitter = new FrameSplitter();
          const frames = cut(Buffer.concat(bodies.map(framed)), sizes).flatMap((chunk) => splitter.push(chunk));
          expect(frames.map((frame) => frame.toString('hex'))).toEqual(bodies.map((body) => Buffer.from(body).toString('hex')));
        },
      ),
    );
  });

  it('refuses a frame over the limit as soon as its size is known', () => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(MAX_FRAME_BYTES + 1);
    expect(() => new FrameSplitter().push(size)).toThrow(MalformedRequest);
  });

  it('refuses a negative size', () => {
    expect(() => new FrameSplitter().push(Buffer.from('ffffffff', 'hex'))).toThrow(MalformedRequest);
  });
});
