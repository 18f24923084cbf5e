/** A request that does not follow the protocol; the connection it came on is closed. */
export class MalformedRequest extends Error {
  readonly code = 'malformed_request';
}

/** Reads Kafka's non-flexible primitives in order. Every method throws `MalformedRequest` instead of reading past the end. */
export class Reader {
  private offset = 0;

  constructor(private readonly buffer: Buffer) {}

  int8(): number {
    return this.buffer.readInt8(this.advance(1));
  }

  bool(): boolean {
    return this.int8() !== 0;
  }

  int16(): number {
    return this.buffer.readInt16BE(this.advance(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.advance(4));
  }

  /** Offsets, timestamps and producer ids: all fit a double exactly, anything else is refused. */
  int64(): number {
    const at = this.advance(8);
    const value = this.buffer.readInt32BE(at) * 2 ** 32 + this.buffer.readUInt32BE(at + 4);
    if (!Number.isSafeInteger(value)) throw new MalformedRequest('a 64-bit number is out of the supported range');
    return value;
  }

  nullableString(): string | null {
    const length = this.int16();
    if (length === -1) return null;
    const start = this.advance(length);
    return this.buffer.toString('utf8', start, start + length);
  }

  string(): string {
    const value = this.nullableString();
    if (value === null) throw new MalformedRequest('null where a string is required');
    return value;
  }

  /** A view on the frame, not a copy. */
  nullableBytes(): Buffer | null {
    const length = this.int32();
    if (length === -1) return null;
    const start = this.advance(length);
    return this.buffer.subarray(start, start + length);
  }

  /** A view on the frame, not a copy. */
  bytes(): Buffer {
    const value = this.nullableBytes();
    if (value === null) throw new MalformedRequest('null where bytes are required');
    return value;
  }

  nullableArray<T>(item: () => T): T[] | null {
    const count = this.int32();
    if (count === -1) return null;
    // No item is shorter than a byte: a larger count is a lie that would make us allocate.
    if (count < 0 || count > this.buffer.length - this.offset) throw new MalformedRequest(`an array claims ${count} items`);
    return Array.from({ length: count }, item);
  }

  array<T>(item: () => T): T[] {
    return this.nullableArray(item) ?? [];
  }

  private advance(length: number): number {
    const start = this.offset;
    if (length < 0 || start + length > this.buffer.length)
      throw new MalformedRequest(`${length} bytes wanted at ${start} of ${this.buffer.length}`);
    this.offset = start + length;
    return start;
  }
}
