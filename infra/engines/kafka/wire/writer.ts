/** Size and correlation id precede every response body. */
const HEADER_BYTES = 8;
const INITIAL_BYTES = 256;

/** Writes a response in Kafka's non-flexible encoding, with room for its header kept in front. */
export class Writer {
  private buffer: Buffer;
  private offset = HEADER_BYTES;

  /** @param expectedBytes size of the body when known, so that large answers are not grown step by step. */
  constructor(expectedBytes = INITIAL_BYTES) {
    this.buffer = Buffer.allocUnsafe(HEADER_BYTES + expectedBytes);
  }

  int8(value: number): this {
    const at = this.advance(1);
    this.buffer.writeInt8(value, at);
    return this;
  }

  bool(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  int16(value: number): this {
    const at = this.advance(2);
    this.buffer.writeInt16BE(value, at);
    return this;
  }

  int32(value: number): this {
    const at = this.advance(4);
    this.buffer.writeInt32BE(value, at);
    return this;
  }

  int64(value: number): this {
    const at = this.advance(8);
    writeInt64(this.buffer, value, at);
    return this;
  }

  nullableString(value: string | null): this {
    if (value === null) return this.int16(-1);
    const length = Buffer.byteLength(value);
    this.int16(length);
    const at = this.advance(length);
    this.buffer.write(value, at, 'utf8');
    return this;
  }

  string(value: string): this {
    return this.nullableString(value);
  }

  bytes(value: Buffer): this {
    return this.int32(value.length).raw(value);
  }

  /** Bytes as they are, without a length. */
  raw(value: Buffer): this {
    const at = this.advance(value.length);
    value.copy(this.buffer, at);
    return this;
  }

  array<T>(items: readonly T[], write: (item: T) => void): this {
    this.int32(items.length);
    for (const item of items) write(item);
    return this;
  }

  /** The complete frame: size, correlation id, body. The writer is spent afterwards. */
  frame(correlationId: number): Buffer {
    this.buffer.writeInt32BE(this.offset - 4, 0);
    this.buffer.writeInt32BE(correlationId, 4);
    return this.buffer.subarray(0, this.offset);
  }

  /** Makes room and returns where it is. It may replace `buffer`, so callers read that only afterwards. */
  private advance(length: number): number {
    const start = this.offset;
    const end = start + length;
    if (end > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(end, this.buffer.length * 2));
      this.buffer.copy(grown, 0, 0, start);
      this.buffer = grown;
    }
    this.offset = end;
    return start;
  }
}

/** Big-endian int64 of a safe integer. */
export function writeInt64(buffer: Buffer, value: number, offset: number): void {
  buffer.writeInt32BE(Math.floor(value / 2 ** 32), offset);
  buffer.writeUInt32BE(value - Math.floor(value / 2 ** 32) * 2 ** 32, offset + 4);
}
