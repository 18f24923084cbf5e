import { describe, expect, it } from 'vitest';
import { defaults, parseArguments, settingsFromBoot, UsageError } from './settings.ts';

describe('settings', () => {
  it('reads the options of redis-server that exist here', () => {
    const settings = parseArguments(['--port', '7001', '--bind', '127.0.0.1', '--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru']);
    expect(settings).toEqual({ port: 7001, bind: '127.0.0.1', maxmemory: 67_108_864, policy: 'allkeys-lru' });
    expect(parseArguments([])).toEqual(defaults);
  });

  it.each([
    [['--port'], /--port needs a value/],
    [['--port', '70000'], /write a number from 0 to 65535/],
    [['--bind', '0.0.0.0'], /loopback only/],
    [['--maxmemory', 'lots'], /write a size such as 64mb/],
    [['--maxmemory-policy', 'lru'], /one of volatile-lru/],
    [['--save', ''], /unknown option --save/],
  ])('refuses %j and says what to write', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
  });

  it('takes the same from a parent process, in the units of stack.yaml', () => {
    expect(settingsFromBoot({ port: 21_002, maxmemoryMb: 1.5, maxmemoryPolicy: 'noeviction' })).toEqual({
      ...defaults,
      port: 21_002,
      maxmemory: 1_572_864,
      policy: 'noeviction',
    });
  });
});
