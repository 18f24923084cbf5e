import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandParser } from './parser.ts';

function encodeCommand(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}

const word = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const commands = fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 8 });

describe('command parser', () => {
  it('[property] gives the same commands however the bytes are cut', () => {
    fc.assert(
      fc.property(commands, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, sizes) => {
        const bytes = Buffer.from(sent.map(encodeCommand).join(''), 'latin1');
        const parser = new CommandParser();
        const received: string[][] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          received.push(...parser.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(received).toEqual(sent);
        expect(parser.failure).toBeUndefined();
      }),
    );
  });

  it('[property] never throws, and after a failure gives nothing more', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }), (chunks) => {
        const parser = new CommandParser();
        for (const chunk of chunks) {
          const hadFailed = parser.failure !== undefined;
          const received = parser.push(Buffer.from(chunk));
          if (hadFailed) expect(received).toEqual([]);
        }
      }),
    );
  });

  it('mixes lines typed by hand with arrays, and leaves out blank ones', () => {
    const parser = new CommandParser();
    expect(parser.push(Buffer.from('PING\r\n\r\n*1\r\n$4\r\nPING\r\n*0\r\nset a "b c"\n'))).toEqual([
      ['PING'],
      ['PING'],
      ['set', 'a', 'b c'],
    ]);
  });

  it('gives the commands before a failure and says what is wrong', () => {
    const parser = new CommandParser();
    expect(parser.push(Buffer.from('PING\r\n*2\r\n$4\r\nECHO\r\nx'))).toEqual([['PING']]);
    expect(parser.failure).toBeUndefined();
    expect(parser.push(Buffer.from('\r\n'))).toEqual([]);
    expect(parser.failure).toBe("expected '$', got 'x'");
  });

  it('refuses lengths that nobody means', () => {
    for (const [sent, failure] of [
      ['*1048577\r\n', 'invalid multibulk length'],
      ['*1\r\n$536870913\r\n', 'invalid bulk length'],
      ['*1\r\n$007\r\n', 'invalid bulk length'],
      [`*${'1'.repeat(70_000)}`, 'too big mbulk count string'],
      [`*1\r\n$${'1'.repeat(70_000)}`, 'too big bulk count string'],
    ] as const) {
      const parser = new CommandParser();
      parser.push(Buffer.from(sent));
      expect(parser.failure).toBe(failure);
    }
  });
});
