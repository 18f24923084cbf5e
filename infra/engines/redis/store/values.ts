import { allocation, objectBytes, packBytes, packedBytes, tableBytes, tableEntryBytes, textBytes } from './sizes.ts';

export type Value = StringValue | HashValue | ListValue | SetValue;

const mostPackedEntries = 512;
const longestPackedField = 64;
const listNodeBytes = 8192;
const isInteger = /^(0|-?[1-9]\d{0,18})$/;

export class StringValue {
  readonly type = 'string';
  constructor(readonly text: string) {}

  get encoding(): string {
    if (this.text.length <= 20 && isInteger.test(this.text)) return 'int';
    return this.text.length <= 44 ? 'embstr' : 'raw';
  }

  get bytes(): number {
    switch (this.encoding) {
      case 'int':
        return objectBytes;
      case 'embstr':
        return allocation(objectBytes + 4 + this.text.length);
      default:
        return objectBytes + textBytes(this.text.length);
    }
  }
}

export class HashValue {
  readonly type = 'hash';
  readonly #fields = new Map<string, string>();
  #packed = 0;
  #table = 0;
  /** Once a hash has become a table it stays one. */
  #isTable = false;

  get size(): number {
    return this.#fields.size;
  }

  get encoding(): string {
    return this.#isTable ? 'hashtable' : 'listpack';
  }

  get bytes(): number {
    return objectBytes + (this.#isTable ? tableBytes + this.#table : allocation(packBytes + this.#packed));
  }

  get(field: string): string | undefined {
    return this.#fields.get(field);
  }

  entries(): IterableIterator<[string, string]> {
    return this.#fields.entries();
  }

  /** Whether the field is new. */
  set(field: string, text: string): boolean {
    const isNew = !this.delete(field);
    this.#fields.set(field, text);
    this.#account(field, text, 1);
    if (this.#fields.size > mostPackedEntries || Math.max(field.length, text.length) > longestPackedField) this.#isTable = true;
    return isNew;
  }

  delete(field: string): boolean {
    const text = this.#fields.get(field);
    if (text === undefined) return false;
    this.#account(field, text, -1);
    return this.#fields.delete(field);
  }

  #account(field: string, text: string, sign: 1 | -1): void {
    this.#packed += sign * (packedBytes(field.length) + packedBytes(text.length));
    this.#table += sign * (tableEntryBytes + textBytes(field.length) + textBytes(text.length));
  }
}

export class ListValue {
  readonly type = 'list';
  readonly encoding = 'quicklist';
  readonly #items: string[] = [];
  #packed = 0;

  get size(): number {
    return this.#items.length;
  }

  get bytes(): number {
    const nodes = Math.max(1, Math.ceil(this.#packed / listNodeBytes));
    return objectBytes + 48 + nodes * 32 + allocation(packBytes + this.#packed);
  }

  push(side: 'left' | 'right', item: string): void {
    if (side === 'left') this.#items.unshift(item);
    else this.#items.push(item);
    this.#packed += packedBytes(item.length);
  }

  pop(side: 'left' | 'right'): string | undefined {
    const item = side === 'left' ? this.#items.shift() : this.#items.pop();
    if (item !== undefined) this.#packed -= packedBytes(item.length);
    return item;
  }

  /** Items from `start` to `stop`, both included, already within bounds. */
  slice(start: number, stop: number): string[] {
    return this.#items.slice(start, stop + 1);
  }
}

export class SetValue {
  readonly type = 'set';
  readonly #members = new Set<string>();
  #table = 0;
  #isTable = false;

  get size(): number {
    return this.#members.size;
  }

  get encoding(): string {
    return this.#isTable ? 'hashtable' : 'intset';
  }

  get bytes(): number {
    return objectBytes + (this.#isTable ? tableBytes + this.#table : allocation(8 + 8 * this.#members.size));
  }

  has(member: string): boolean {
    return this.#members.has(member);
  }

  members(): string[] {
    return [...this.#members];
  }

  /** Whether it is new. */
  add(member: string): boolean {
    if (this.#members.has(member)) return false;
    this.#members.add(member);
    this.#table += tableEntryBytes + textBytes(member.length);
    if (this.#members.size > mostPackedEntries || !isInteger.test(member)) this.#isTable = true;
    return true;
  }

  delete(member: string): boolean {
    if (!this.#members.delete(member)) return false;
    this.#table -= tableEntryBytes + textBytes(member.length);
    return true;
  }
}
