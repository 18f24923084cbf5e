import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { type Contract, describeOurs, describeServers } from './contract-servers.fixture.ts';
import { knownDifferences } from './known-differences.ts';

const infoNumber = async (redis: Redis, name: string, ...sections: string[]): Promise<number> =>
  Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(await redis.info(...sections))?.[1] ?? Number.NaN);
/** Of one section alone: the original counts the answer it is writing, so that sections before this one would be in the figure. */
const usedMemory = (redis: Redis): Promise<number> => infoNumber(redis, 'used_memory', 'memory');

/** Writes keys of about 1.1 kB until `count` are there, over as few round trips as possible. */
async function fill(redis: Redis, prefix: string, { count, ttlSeconds }: { count: number; ttlSeconds?: number }): Promise<unknown[]> {
  const pipeline = redis.pipeline();
  for (let index = 0; index < count; index += 1) {
    const key = `${prefix}:${index}`;
    if (ttlSeconds === undefined) pipeline.set(key, 'x'.repeat(1000));
    else pipeline.set(key, 'x'.repeat(1000), 'EX', ttlSeconds + index);
  }
  return (await pipeline.exec())?.map(([error, value]) => error?.message ?? value) ?? [];
}

async function countKeys(redis: Redis, prefix: string): Promise<number> {
  return (await redis.keys(`${prefix}:*`)).length;
}

/** Room for about `keys` keys of `fill` beside what the server uses by itself. */
async function limitTo(redis: Redis, keys: number, policy: string): Promise<void> {
  await redis.config('SET', 'maxmemory-policy', policy);
  await redis.config('SET', 'maxmemory', (await infoNumber(redis, 'used_memory')) + keys * 1118);
}

const oom = "OOM command not allowed when used memory > 'maxmemory'.";

describeServers('memory', ({ connect }: Contract) => {
  it('noeviction refuses what needs memory, and goes on reading and deleting', async () => {
    const redis = connect();
    await limitTo(redis, 500, 'noeviction');
    const answers = await fill(redis, 'k', { count: 900 });
    expect(answers.filter((answer) => answer === 'OK').length).toBeGreaterThan(350);
    expect(answers.filter((answer) => answer === oom).length).toBeGreaterThan(200);
    const limit = await infoNumber(redis, 'maxmemory');
    // The real one counts buffers, which shrink in a quiet moment: a limit nobody can be below makes the rest certain.
    await redis.config('SET', 'maxmemory', '1');
    await expect(redis.hset('h', 'f', 'v')).rejects.toThrow(oom);
    expect(await redis.get('k:0')).toHaveLength(1000);
    await redis.call('MULTI');
    await expect(redis.call('SET', 'a', '1')).rejects.toThrow(oom);
    await expect(redis.call('EXEC')).rejects.toThrow(/EXECABORT/);
    expect(await redis.del(...(await redis.keys('k:*')).slice(0, 300))).toBe(300);
    await redis.config('SET', 'maxmemory', limit);
    expect(await redis.set('again', '1')).toBe('OK');
    expect(await infoNumber(redis, 'evicted_keys')).toBe(0);
  });

  it('allkeys-lru keeps what is used: hot keys stay far more often than cold ones', async () => {
    const redis = connect();
    await limitTo(redis, 1000, 'allkeys-lru');
    await fill(redis, 'hot', { count: 200 });
    for (let round = 0; round < 12; round += 1) {
      await fill(redis, `cold${round}`, { count: 200 });
      // The real one's clock has steps of a second.
      if (round % 3 === 0) await pause(1050);
      await redis.mget(...Array.from({ length: 200 }, (_, index) => `hot:${index}`));
    }
    expect(await countKeys(redis, 'hot')).toBeGreaterThan(185);
    expect(await infoNumber(redis, 'evicted_keys')).toBeGreaterThan(1200);
    expect(await infoNumber(redis, 'used_memory')).toBeLessThanOrEqual((await infoNumber(redis, 'maxmemory')) * 1.02);
  }, 30_000);

  it('allkeys-lfu keeps what is used often, even when it was not used last', async () => {
    const redis = connect();
    await limitTo(redis, 1000, 'allkeys-lfu');
    await fill(redis, 'often', { count: 100 });
    for (let use = 0; use < 60; use += 1) await redis.mget(...Array.from({ length: 100 }, (_, index) => `often:${index}`));
    await fill(redis, 'once', { count: 3000 });
    expect(await countKeys(redis, 'often')).toBeGreaterThan(95);
    expect(Number(await redis.object('FREQ', 'often:1'))).toBeGreaterThan(5);
  });

  it('the volatile policies touch only keys with a time to live, and refuse when there are none', async () => {
    const redis = connect();
    for (const policy of ['volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl']) {
      await redis.config('SET', 'maxmemory', '0');
      await redis.flushall();
      await limitTo(redis, 600, policy);
      await fill(redis, 'stays', { count: 300 });
      await fill(redis, 'goes', { count: 900, ttlSeconds: 1000 });
      expect(await countKeys(redis, 'stays'), policy).toBe(300);
      expect(await countKeys(redis, 'goes'), policy).toBeLessThan(400);
      await redis.del(...(await redis.keys('goes:*')));
      expect(await fill(redis, 'stays2', { count: 600 }), policy).toContain(oom);
    }
  });

  it('volatile-ttl prefers what ends soonest', async () => {
    const redis = connect();
    await limitTo(redis, 1000, 'volatile-ttl');
    await fill(redis, 'soon', { count: 300, ttlSeconds: 100 });
    await fill(redis, 'late', { count: 900, ttlSeconds: 50_000 });
    expect(await countKeys(redis, 'soon')).toBeLessThan(190);
    expect(await countKeys(redis, 'late')).toBeGreaterThan(790);
  });

  it('allkeys-random evicts without regard to use', async () => {
    const redis = connect();
    await limitTo(redis, 500, 'allkeys-random');
    await fill(redis, 'a', { count: 500 });
    await fill(redis, 'b', { count: 500 });
    const left = await countKeys(redis, 'a');
    expect(left).toBeGreaterThan(90);
    expect(left).toBeLessThan(300);
  });

  it('a lower limit evicts by itself, without a command that asks for room', async () => {
    const redis = connect();
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await fill(redis, 'k', { count: 5000 });
    const limit = (await infoNumber(redis, 'used_memory')) - 3000 * 1118;
    await redis.config('SET', 'maxmemory', limit);
    // The answer itself, and whoever asks for it, take some of the memory that is told.
    await expect.poll(() => usedMemory(redis), { timeout: 10_000 }).toBeLessThanOrEqual(limit + 20_000);
    expect(await redis.dbsize()).toBeLessThan(2300);
    expect(await redis.dbsize()).toBeGreaterThan(1500);
  });

  it('memory grows and shrinks by what keys cost: about 1.1 kB for 1000 bytes', async () => {
    const redis = connect();
    await redis.ping();
    const before = await infoNumber(redis, 'used_memory');
    await fill(redis, 'key', { count: 4000 });
    const perKey = ((await infoNumber(redis, 'used_memory')) - before) / 4000;
    expect(perKey).toBeGreaterThan(1050);
    expect(perKey).toBeLessThan(1200);
    const usage = Number(await redis.memory('USAGE', 'key:1'));
    expect(usage).toBeGreaterThan(1050);
    expect(usage).toBeLessThan(1150);
    expect(await redis.memory('USAGE', 'none')).toBeNull();
  });
});

describeServers('administration', ({ connect }: Contract) => {
  it('INFO counts hits, misses, commands, clients and keys', async () => {
    const redis = connect();
    await redis.mset('a', '1', 'b', '2');
    await redis.expire('b', 1000);
    await redis.config('RESETSTAT');
    await redis.mget('a', 'b', 'c');
    await redis.get('none');
    await redis.exists('a');
    expect(await infoNumber(redis, 'keyspace_hits')).toBe(3);
    expect(await infoNumber(redis, 'keyspace_misses')).toBe(2);
    expect(await infoNumber(redis, 'total_commands_processed')).toBeGreaterThanOrEqual(3);
    expect(await infoNumber(redis, 'connected_clients')).toBe(2);
    expect(await redis.info('keyspace')).toMatch(/^# Keyspace\r\ndb0:keys=2,expires=1,avg_ttl=\d+/);
    expect(await redis.info('memory')).toMatch(/maxmemory_policy:noeviction\r/);
    await expect
      .poll(async () => {
        await fill(redis, 'k', { count: 200 });
        return infoNumber(redis, 'instantaneous_ops_per_sec');
      })
      .toBeGreaterThan(100);
  });

  it('CONFIG GET takes patterns, CONFIG SET checks before it changes anything', async () => {
    const redis = connect({ protocol: 2 });
    await redis.config('SET', 'maxmemory', '64mb', 'maxmemory-policy', 'allkeys-lru');
    expect(await redis.config('GET', 'maxmemory')).toEqual(['maxmemory', '67108864']);
    const several = (await redis.config('GET', 'maxmemory-p*', 'databases')) as string[];
    expect(several).toHaveLength(4);
    expect(several.join(' ')).toContain('maxmemory-policy allkeys-lru');
    await expect(redis.config('SET', 'maxmemory', '1mb', 'maxmemory-policy', 'wrong')).rejects.toThrow(
      "ERR CONFIG SET failed (possibly related to argument 'maxmemory-policy') - argument(s) must be one of the following: volatile-lru",
    );
    expect(await redis.config('GET', 'maxmemory')).toEqual(['maxmemory', '67108864']);
    await expect(redis.config('SET', 'nosuch', '1')).rejects.toThrow("ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'");
    await expect(redis.config('SET', 'databases', '4')).rejects.toThrow("can't set immutable config");
    await expect(redis.config('SET', 'maxmemory', 'much')).rejects.toThrow('argument must be a memory value');
  });

  it('CLIENT names, lists and kills', async () => {
    const [redis, other] = [connect({ connectionName: 'first' }), connect({ connectionName: 'second' })];
    expect(await redis.client('GETNAME')).toBe('first');
    const id = await other.client('ID');
    const list = String(await redis.client('LIST'));
    expect(list).toMatch(/^id=\d+ addr=127\.0\.0\.1:\d+ laddr=127\.0\.0\.1:\d+ fd=\d+ name=\S* age=\d+ idle=\d+ flags=N db=0 /m);
    expect(list).toContain('name=second');
    await expect(redis.client('SETNAME', 'two words')).rejects.toThrow(
      'ERR Client names cannot contain spaces, newlines or special characters.',
    );
    const closed = new Promise<void>((resolve) => other.once('close', () => resolve()));
    expect(await redis.call('CLIENT', 'KILL', 'ID', String(id))).toBe(1);
    await closed;
    expect(String(await redis.client('LIST'))).not.toContain('name=second');
    expect(await redis.call('CLIENT', 'KILL', 'ID', '999999')).toBe(0);
    await expect(redis.call('CLIENT', 'KILL', '1.2.3.4:5')).rejects.toThrow('ERR No such client');
  });

  it('CLIENT PAUSE holds commands back until it is over; WRITE lets reads pass and can be ended', async () => {
    const [redis, other] = [connect(), connect()];
    await Promise.all([redis.ping(), other.ping()]);
    await redis.call('CLIENT', 'PAUSE', '300', 'ALL');
    const startedMs = performance.now();
    await other.get('a');
    expect(performance.now() - startedMs).toBeGreaterThan(250);
    await redis.call('CLIENT', 'PAUSE', '30000', 'WRITE');
    expect(await other.get('a')).toBeNull();
    let isWritten = false;
    const writing = redis.set('a', '1').then(() => {
      isWritten = true;
    });
    await other.ping();
    await pause(50);
    expect(isWritten).toBe(false);
    await other.call('CLIENT', 'UNPAUSE');
    await writing;
    expect(await other.get('a')).toBe('1');
  });

  it('SLOWLOG keeps what was slower than its threshold', async () => {
    const redis = connect({ connectionName: 'slow' });
    await redis.config('SET', 'slowlog-log-slower-than', '0');
    await redis.slowlog('RESET');
    await redis.set('key', 'y'.repeat(200));
    const entries = (await redis.slowlog('GET', 5)) as [number, number, number, string[], string, string][];
    const entry = entries.find(([, , , words]) => words[0] === 'set');
    expect(entry?.[3]).toEqual(['set', 'key', `${'y'.repeat(128)}... (72 more bytes)`]);
    expect(entry?.[5]).toBe('slow');
    await redis.config('SET', 'slowlog-log-slower-than', '10000');
    await redis.slowlog('RESET');
    expect(await redis.slowlog('LEN')).toBe(0);
  });

  it('OBJECT tells idle time or frequency, by the policy', async () => {
    const redis = connect();
    await redis.set('a', '12');
    expect(await redis.object('ENCODING', 'a')).toBe('int');
    expect(await redis.object('IDLETIME', 'a')).toBeLessThanOrEqual(1);
    await expect(redis.object('FREQ', 'a')).rejects.toThrow('ERR An LFU maxmemory policy is not selected');
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lfu');
    await expect(redis.object('IDLETIME', 'a')).rejects.toThrow('ERR An LFU maxmemory policy is selected');
    expect(await redis.object('FREQ', 'none')).toBeNull();
  });

  it('COMMAND tells what there is', async () => {
    const redis = connect({ protocol: 2 });
    expect(Number(await redis.command('COUNT'))).toBeGreaterThan(70);
    const [get, nothing] = (await redis.command('INFO', 'get', 'nosuch')) as [unknown[], unknown];
    expect(get.slice(0, 6)).toEqual(['get', 2, ['readonly', 'fast'], 1, 1, 1]);
    expect(nothing).toBeNull();
    expect(((await redis.call('COMMAND')) as unknown[]).length).toBe(Number(await redis.command('COUNT')));
  });
});

describeOurs('known differences', ({ connect }: Contract) => {
  it('each is told with its reason', () => {
    for (const { what, reason } of Object.values(knownDifferences)) expect([what, reason]).not.toContain('');
  });

  const differs = (key: keyof typeof knownDifferences, run: (redis: Redis) => Promise<void>): void => {
    const { what, reason } = knownDifferences[key];
    it(`${what}, because ${reason}`, () => run(connect()));
  };

  differs('newerClient', async (redis) => {
    expect(await redis.call('CLIENT', 'SETINFO', 'lib-name', 'mine')).toBe('OK');
    expect(String(await redis.client('LIST'))).toContain('lib-name=mine');
    await expect(redis.call('CLIENT', 'SETINFO', 'nosuch', 'x')).rejects.toThrow("ERR Unrecognized option 'nosuch'");
  });

  differs('missingFamilies', async (redis) => {
    await expect(redis.zadd('z', 1, 'a')).rejects.toThrow("ERR unknown command 'zadd', with args beginning with: 'z' '1' 'a'");
    await expect(redis.eval('return 1', 0)).rejects.toThrow('ERR unknown command');
  });

  differs('noPatterns', (redis) => expect(redis.psubscribe('a*')).rejects.toThrow('ERR unknown command'));
  differs('noDebug', (redis) => expect(redis.call('DEBUG', 'SLEEP', '0')).rejects.toThrow('ERR unknown command'));
  differs('plainCommandInfo', async (redis) => expect(await redis.call('COMMAND', 'DOCS', 'get')).toEqual([]));

  differs('scanOrder', async (redis) => {
    await redis.mset('b', '1', 'a', '1', 'c', '1');
    expect((await redis.scan(0, 'COUNT', 2))[1]).toEqual(['b', 'a']);
  });

  differs('fewSettings', (redis) => expect(redis.config('SET', 'timeout', '5')).rejects.toThrow("can't set immutable config"));
});

describeServers('protocol', ({ raw, connect }: Contract) => {
  const exchanges: [sent: string, answered: string][] = [
    ['PING\r\n', '+PONG\r\n'],
    ['  SET  a "x y\\x41"\r\nGET a\r\n', '+OK\r\n$4\r\nx yA\r\n'],
    ['\r\n*0\r\n*-1\r\nPING\r\n', '+PONG\r\n'],
    ['*2\r\n$4\r\nECHO\r\n$3\r\na\r\n\r\n', '$3\r\na\r\n\r\n'],
    ['NOSUCH a "b c"\r\n', "-ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b c' \r\n"],
    ['GET\r\n', "-ERR wrong number of arguments for 'get' command\r\n"],
    ['CLIENT NOSUCH\r\n', "-ERR unknown subcommand 'NOSUCH'. Try CLIENT HELP.\r\n"],
    ['CLIENT SETNAME\r\n', "-ERR wrong number of arguments for 'client|setname' command\r\n"],
    ['GET none\r\nLPOP none 2\r\n', '$-1\r\n*-1\r\n'],
    [
      'MULTI\r\nMULTI\r\nEXEC\r\nEXEC\r\nDISCARD\r\n',
      '+OK\r\n-ERR MULTI calls can not be nested\r\n*0\r\n-ERR EXEC without MULTI\r\n-ERR DISCARD without MULTI\r\n',
    ],
    ['HELLO 4\r\nHELLO x\r\n', '-NOPROTO unsupported protocol version\r\n-ERR Protocol version is not an integer or out of range\r\n'],
    [
      'SUBSCRIBE c\r\nGET a\r\nPING\r\n',
      "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context\r\n*2\r\n$4\r\npong\r\n$0\r\n\r\n",
    ],
    ['UNSUBSCRIBE\r\n', '*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n'],
    ['QUIT\r\nPING\r\n', '+OK\r\n<closed>'],
    ['PING\r\n*1\r\nPING\r\n', "+PONG\r\n-ERR Protocol error: expected '$', got 'P'\r\n<closed>"],
    ['*x\r\n', '-ERR Protocol error: invalid multibulk length\r\n<closed>'],
    ['*1\r\n$x\r\n', '-ERR Protocol error: invalid bulk length\r\n<closed>'],
    ['*1\r\n$-5\r\n', '-ERR Protocol error: invalid bulk length\r\n<closed>'],
    ['SET "a\r\n', '-ERR Protocol error: unbalanced quotes in request\r\n<closed>'],
    [`${'x'.repeat(70_000)}`, '-ERR Protocol error: too big inline request\r\n<closed>'],
  ];
  for (const [sent, answered] of exchanges) {
    it(`answers ${JSON.stringify(sent.slice(0, 60))}`, async () => {
      expect(await raw(sent)).toBe(answered);
    });
  }

  it('closes only the client that breaks the protocol', async () => {
    const redis = connect();
    await redis.set('a', '1');
    await raw('*1\r\nbroken\r\n');
    expect(await redis.get('a')).toBe('1');
  });

  it('speaks RESP3 after HELLO 3: maps, sets, nulls and pushes', async () => {
    const answered = await raw('HELLO 3\r\nHSET h f v\r\nHGETALL h\r\nSADD s m\r\nSMEMBERS s\r\nGET none\r\nSUBSCRIBE c\r\nGET none\r\n');
    expect(answered).toMatch(/^%7\r\n\$6\r\nserver\r\n\$5\r\nredis\r\n/);
    expect(answered).toContain(
      ':1\r\n%1\r\n$1\r\nf\r\n$1\r\nv\r\n:1\r\n~1\r\n$1\r\nm\r\n_\r\n>3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n_\r\n',
    );
  });

  it('understands a command cut at any byte', async () => {
    const redis = connect();
    const bytes = '*3\r\n$3\r\nSET\r\n$3\r\ncut\r\n$5\r\nv\r\nlu\r\n';
    const net = await import('node:net');
    const { host, port } = { host: '127.0.0.1', port: redis.options.port ?? 0 };
    const socket = net.connect(port, host);
    socket.setNoDelay(true);
    for (const byte of bytes) {
      socket.write(byte);
      await pause(1);
    }
    await expect.poll(() => redis.get('cut')).toBe('v\r\nlu');
    socket.destroy();
  });
});
