import { MalformedRequest } from './reader.ts';

/** `socket.request.max.bytes` of Kafka. */
export const MAX_FRAME_BYTES = 100 * 1024 * 1024;

const SIZE_BYTES = 4;

/** Cuts a TCP byte stream into frames (a 4-byte size, then that many bytes). One per connection. */
export class FrameSplitter {
  private chunks: Buffer[] = [];
  private buffered = 0;
  private wanted = SIZE_BYTES;

  /**
   * Takes the next chunk; returns the frames it completed, without their size field.
   * @throws MalformedRequest when a size is negative or above `MAX_FRAME_BYTES`, before anything is allocated for it.
   */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    const frames: Buffer[] = [];
    while (this.buffered >= this.wanted) {
      const bytes = this.merged();
      const end = frameEnd(bytes);
      if (bytes.length < end) {
        this.wanted = end;
        break;
      }
      frames.push(bytes.subarray(SIZE_BYTES, end));
      this.keep(bytes.subarray(end));
    }
    return frames;
  }

  private merged(): Buffer {
    const bytes = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks, this.buffered);
    this.chunks = [bytes];
    return bytes;
  }

  private keep(rest: Buffer): void {
    this.chunks = rest.length > 0 ? [rest] : [];
    this.buffered = rest.length;
    this.wanted = SIZE_BYTES;
  }
}

function frameEnd(bytes: Buffer): number {
  const size = bytes.readInt32BE(0);
  if (size < 0 || size > MAX_FRAME_BYTES) throw new MalformedRequest(`a frame of ${size} bytes; the limit is ${MAX_FRAME_BYTES}`);
  return SIZE_BYTES + size;
}
