import { splitInline } from './inline.ts';

class ProtocolError extends Error {}

const longestLine = 64 * 1024;
const mostArguments = 1024 * 1024;
const longestBulk = 512 * 1024 * 1024;
const carriageReturn = 13;
const lineFeed = 10;
const asterisk = 42;
const dollar = 36;

/** Cuts a byte stream into commands: arrays of bulk strings, or lines typed by hand. Arguments are byte strings. */
export class CommandParser {
  #chunks: Buffer[] = [];
  #buffered = 0;
  /** No command can be complete before this many bytes are there. */
  #needed = 0;
  #data: Buffer = Buffer.alloc(0);
  #at = 0;
  /** The command under way; undefined between commands. */
  #args: string[] | undefined;
  #argsLeft = 0;
  /** Length of the argument under way; undefined before its length line. */
  #bulkLength: number | undefined;

  #failure: string | undefined;

  /** Why the client does not speak the protocol, once it is known; nothing that comes after is read. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Adds bytes; answers the commands that are complete now, also those before a failure. */
  push(chunk: Buffer): string[][] {
    if (this.#failure !== undefined) return [];
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    if (this.#buffered < this.#needed) return [];
    this.#data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    this.#at = 0;
    const commands = this.#takeComplete();
    const rest = this.#data.subarray(this.#at);
    this.#data = rest;
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#buffered = rest.length;
    this.#needed = this.#bulkLength === undefined ? 0 : this.#bulkLength + 2;
    return commands;
  }

  #takeComplete(): string[][] {
    const commands: string[][] = [];
    try {
      for (let command = this.#next(); command; command = this.#next()) if (command.length > 0) commands.push(command);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#failure = error.message;
    }
    return commands;
  }

  /** The next complete command; empty for a blank one; undefined when bytes are missing. */
  #next(): string[] | undefined {
    if (!this.#args) {
      if (this.#at >= this.#data.length) return undefined;
      if (this.#data[this.#at] !== asterisk) return this.#nextInline();
      const line = this.#line('too big mbulk count string');
      if (line === undefined) return undefined;
      const count = wholeNumber(line.slice(1));
      if (count === undefined || count > mostArguments) throw new ProtocolError('invalid multibulk length');
      if (count <= 0) return [];
      this.#args = [];
      this.#argsLeft = count;
    }
    return this.#finishArguments(this.#args);
  }

  #finishArguments(args: string[]): string[] | undefined {
    while (this.#argsLeft > 0) {
      this.#bulkLength ??= this.#readLength();
      if (this.#bulkLength === undefined) return undefined;
      const end = this.#at + this.#bulkLength;
      if (this.#data.length < end + 2) return undefined;
      args.push(this.#data.toString('latin1', this.#at, end));
      this.#at = end + 2;
      this.#bulkLength = undefined;
      this.#argsLeft -= 1;
    }
    this.#args = undefined;
    return args;
  }

  #readLength(): number | undefined {
    if (this.#at >= this.#data.length) return undefined;
    const line = this.#line('too big bulk count string');
    if (line === undefined) return undefined;
    if (line.charCodeAt(0) !== dollar) throw new ProtocolError(`expected '$', got '${line[0] ?? ''}'`);
    const length = wholeNumber(line.slice(1));
    if (length === undefined || length < 0 || length > longestBulk) throw new ProtocolError('invalid bulk length');
    return length;
  }

  #nextInline(): string[] | undefined {
    const end = this.#data.indexOf(lineFeed, this.#at);
    if (end < 0) {
      if (this.#data.length - this.#at > longestLine) throw new ProtocolError('too big inline request');
      return undefined;
    }
    const words = splitInline(this.#data.toString('latin1', this.#at, end));
    if (!words) throw new ProtocolError('unbalanced quotes in request');
    this.#at = end + 1;
    return words;
  }

  /** A line up to CR LF, without it; undefined when its end is missing. */
  #line(tooLong: string): string | undefined {
    const end = this.#data.indexOf(carriageReturn, this.#at);
    if (end < 0 || end + 1 >= this.#data.length) {
      if (this.#data.length - this.#at > longestLine) throw new ProtocolError(tooLong);
      return undefined;
    }
    const line = this.#data.toString('latin1', this.#at, end);
    this.#at = end + 2;
    return line;
  }
}

function wholeNumber(text: string): number | undefined {
  return /^-?(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : undefined;
}
