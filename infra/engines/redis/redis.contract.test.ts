import { expect, it } from 'vitest';
import { describeServers } from './contract-servers.fixture.ts';

for (const protocol of [3, 2] as const) {
  describeServers(`commands over RESP${protocol}`, ({ connect }) => {
    const open = () => connect({ protocol });

    it('SET and GET keep any bytes', async () => {
      const redis = open();
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      expect(await redis.set('bin', bytes)).toBe('OK');
      expect(await redis.getBuffer('bin')).toEqual(bytes);
      await redis.set('text', 'größer ☃');
      expect(await redis.get('text')).toBe('größer ☃');
      expect(await redis.get('nothing')).toBeNull();
    });

    it('a value of many packets arrives whole', async () => {
      const redis = open();
      const large = 'abcdefghij'.repeat(300_000);
      await redis.set('large', large);
      expect(await redis.get('large')).toBe(large);
      expect(await redis.strlen('large')).toBe(3_000_000);
    });

    it('SET obeys NX, XX, GET, KEEPTTL and the four ways of EX', async () => {
      const redis = open();
      expect(await redis.set('a', '1', 'XX')).toBeNull();
      expect(await redis.set('a', '1', 'EX', 100, 'NX')).toBe('OK');
      expect(await redis.set('a', '2', 'NX')).toBeNull();
      expect(await redis.set('a', '2', 'KEEPTTL', 'GET')).toBe('1');
      expect(await redis.ttl('a')).toBe(100);
      expect(await redis.set('a', '3', 'GET')).toBe('2');
      expect(await redis.ttl('a')).toBe(-1);
      await redis.set('b', '1', 'PX', 5000);
      expect(await redis.pttl('b')).toBeGreaterThan(4000);
      await redis.set('b', '1', 'EXAT', 4_000_000_000);
      expect(await redis.expiretime('b')).toBe(4_000_000_000);
      await redis.set('b', '1', 'PXAT', 4_000_000_000_123);
      expect(await redis.pexpiretime('b')).toBe(4_000_000_000_123);
      await expect(redis.call('SET', 'a', '1', 'EX', '0')).rejects.toThrow("ERR invalid expire time in 'set' command");
      await expect(redis.call('SET', 'a', '1', 'EX', '1', 'KEEPTTL')).rejects.toThrow('ERR syntax error');
    });

    it('SETEX, PSETEX, SETNX, GETDEL, GETEX, MSET and MGET do what they say', async () => {
      const redis = open();
      await redis.setex('a', 10, 'x');
      expect(await redis.ttl('a')).toBe(10);
      await redis.psetex('a', 9000, 'x');
      expect(await redis.ttl('a')).toBe(9);
      expect(await redis.setnx('a', 'y')).toBe(0);
      expect(await redis.setnx('n', 'y')).toBe(1);
      expect(await redis.getdel('a')).toBe('x');
      expect(await redis.exists('a')).toBe(0);
      expect(await redis.getex('n', 'EX', 50)).toBe('y');
      expect(await redis.ttl('n')).toBe(50);
      expect(await redis.getex('n', 'PERSIST')).toBe('y');
      expect(await redis.ttl('n')).toBe(-1);
      await redis.mset('p', '1', 'q', '2');
      await redis.hset('h', 'f', 'v');
      expect(await redis.mget('p', 'none', 'q', 'h')).toEqual(['1', null, '2', null]);
    });

    it('counters are 64-bit and refuse to overflow', async () => {
      const redis = open();
      expect(await redis.incr('n')).toBe(1);
      expect(await redis.decrby('n', 5)).toBe(-4);
      expect(await redis.incrby('n', 10)).toBe(6);
      expect(await redis.decr('n')).toBe(5);
      await redis.expire('n', 100);
      await redis.incr('n');
      expect(await redis.ttl('n')).toBe(100);
      await redis.set('n', '9223372036854775807');
      await expect(redis.incr('n')).rejects.toThrow('ERR increment or decrement would overflow');
      await redis.set('n', 'five');
      await expect(redis.incr('n')).rejects.toThrow('ERR value is not an integer or out of range');
    });

    it('APPEND and STRLEN count bytes and keep the time to live', async () => {
      const redis = open();
      expect(await redis.append('s', 'ab')).toBe(2);
      await redis.expire('s', 100);
      expect(await redis.append('s', 'é')).toBe(4);
      expect(await redis.strlen('s')).toBe(4);
      expect(await redis.ttl('s')).toBe(100);
    });

    it('DEL, UNLINK, EXISTS and TYPE know every type', async () => {
      const redis = open();
      await redis.set('s', '1');
      await redis.hset('h', 'f', 'v');
      await redis.rpush('l', 'a');
      await redis.sadd('set', 'a');
      expect(await Promise.all(['s', 'h', 'l', 'set', 'none'].map((key) => redis.type(key)))).toEqual([
        'string',
        'hash',
        'list',
        'set',
        'none',
      ]);
      expect(await redis.exists('s', 's', 'h', 'none')).toBe(3);
      expect(await redis.del('s', 'none', 'h')).toBe(2);
      expect(await redis.unlink('l', 'set')).toBe(2);
      expect(await redis.dbsize()).toBe(0);
    });

    it('hashes: HSET, HGET, HMGET, HGETALL, HDEL, HINCRBY; an emptied one is gone', async () => {
      const redis = open();
      expect(await redis.hset('h', 'a', '1', 'b', '2')).toBe(2);
      expect(await redis.hset('h', 'b', '3', 'c', '4')).toBe(1);
      expect(await redis.hget('h', 'b')).toBe('3');
      expect(await redis.hmget('h', 'a', 'none')).toEqual(['1', null]);
      expect(await redis.hgetall('h')).toEqual({ a: '1', b: '3', c: '4' });
      expect(await redis.hincrby('h', 'a', 41)).toBe(42);
      expect(await redis.hlen('h')).toBe(3);
      expect(await redis.hexists('h', 'a')).toBe(1);
      expect(await redis.hdel('h', 'a', 'b', 'none')).toBe(2);
      expect(await redis.hdel('h', 'c')).toBe(1);
      expect(await redis.exists('h')).toBe(0);
      expect(await redis.hgetall('h')).toEqual({});
    });

    it('lists: both ends, ranges from both ends, counts; an emptied one is gone', async () => {
      const redis = open();
      expect(await redis.rpush('l', 'b', 'c')).toBe(2);
      expect(await redis.lpush('l', 'a', 'z')).toBe(4);
      expect(await redis.lrange('l', 0, -1)).toEqual(['z', 'a', 'b', 'c']);
      expect(await redis.lrange('l', -2, 99)).toEqual(['b', 'c']);
      expect(await redis.lrange('l', 3, 1)).toEqual([]);
      expect(await redis.lrange('l', -99, 0)).toEqual(['z']);
      expect(await redis.lpop('l')).toBe('z');
      expect(await redis.rpop('l', 2)).toEqual(['c', 'b']);
      expect(await redis.llen('l')).toBe(1);
      expect(await redis.lpop('l', 5)).toEqual(['a']);
      expect(await redis.lpop('l')).toBeNull();
      expect(await redis.lpop('l', 2)).toBeNull();
      expect(await redis.exists('l')).toBe(0);
    });

    it('sets hold each member once', async () => {
      const redis = open();
      expect(await redis.sadd('s', 'a', 'b', 'a')).toBe(2);
      expect((await redis.smembers('s')).sort()).toEqual(['a', 'b']);
      expect(await redis.sismember('s', 'a')).toBe(1);
      expect(await redis.srem('s', 'a', 'none')).toBe(1);
      expect(await redis.scard('s')).toBe(1);
      await redis.srem('s', 'b');
      expect(await redis.exists('s')).toBe(0);
    });

    it('a command on the wrong type is refused and changes nothing', async () => {
      const redis = open();
      await redis.set('s', 'text');
      const wrong = /WRONGTYPE Operation against a key holding the wrong kind of value/;
      await expect(redis.lpush('s', 'a')).rejects.toThrow(wrong);
      await expect(redis.hget('s', 'f')).rejects.toThrow(wrong);
      await expect(redis.sadd('s', 'a')).rejects.toThrow(wrong);
      await redis.rpush('l', 'a');
      await expect(redis.get('l')).rejects.toThrow(wrong);
      await expect(redis.incr('l')).rejects.toThrow(wrong);
      expect(await redis.get('s')).toBe('text');
    });

    it('a key is gone when its time is over, for every command, and counts as expired', async () => {
      const redis = open();
      await redis.set('short', '1', 'PX', 30);
      await redis.set('other', '1', 'PX', 30);
      await expect.poll(() => redis.get('short')).toBeNull();
      expect(await redis.ttl('short')).toBe(-2);
      // Nobody asks for `other`: the sweep must find it.
      await expect.poll(() => redis.dbsize()).toBe(0);
      expect(await redis.info('stats')).toMatch(/expired_keys:2\r/);
    });

    it('EXPIRE with its conditions, PEXPIRE, PERSIST; a time in the past deletes', async () => {
      const redis = open();
      await redis.set('a', '1');
      expect(await redis.expire('a', 100, 'XX')).toBe(0);
      expect(await redis.expire('a', 100, 'NX')).toBe(1);
      expect(await redis.expire('a', 50, 'GT')).toBe(0);
      expect(await redis.expire('a', 50, 'LT')).toBe(1);
      expect(await redis.pexpire('a', 60_000)).toBe(1);
      expect(await redis.ttl('a')).toBe(60);
      expect(await redis.persist('a')).toBe(1);
      expect(await redis.persist('a')).toBe(0);
      expect(await redis.ttl('a')).toBe(-1);
      expect(await redis.expire('a', -1)).toBe(1);
      expect(await redis.exists('a')).toBe(0);
      expect(await redis.expire('a', 10)).toBe(0);
    });

    it('KEYS takes glob patterns, RANDOMKEY gives one that is there', async () => {
      const redis = open();
      await redis.mset('hello', '1', 'hallo', '1', 'hxllo', '1', 'h*llo', '1', 'world', '1');
      const keys = async (pattern: string) => (await redis.keys(pattern)).sort();
      expect(await keys('h?llo')).toEqual(['h*llo', 'hallo', 'hello', 'hxllo']);
      expect(await keys('h[ae]llo')).toEqual(['hallo', 'hello']);
      expect(await keys('h[^a-e]llo')).toEqual(['h*llo', 'hxllo']);
      expect(await keys('h\\*llo')).toEqual(['h*llo']);
      expect(await keys('*l*')).toHaveLength(5);
      expect(await redis.keys('nothing*')).toEqual([]);
      expect(await redis.keys('*')).toContain(await redis.randomkey());
    });

    it('SCAN gives every key that stays, while others come and go', async () => {
      const redis = open();
      const stay = Array.from({ length: 300 }, (_, index) => `stay:${index}`);
      await redis.mset(Object.fromEntries(stay.map((key) => [key, '1'])));
      for (let index = 0; index < 300; index += 1) await redis.set(`go:${index}`, '1');
      const seen = new Set<string>();
      let cursor = '0';
      let turn = 0;
      do {
        const [next, keys] = await redis.scan(cursor, 'MATCH', 'stay:*', 'COUNT', 37);
        for (const key of keys) seen.add(key);
        await redis.del(`go:${turn * 2}`, `go:${turn * 2 + 1}`);
        await redis.set(`new:${turn}`, '1');
        turn += 1;
        cursor = next;
      } while (cursor !== '0');
      expect([...seen].sort()).toEqual([...stay].sort());
      await redis.hset('hash', 'a', '1');
      expect((await redis.scan(0, 'COUNT', 5000, 'TYPE', 'hash'))[1]).toEqual(['hash']);
    });

    it('databases are apart, FLUSHDB empties one, FLUSHALL all', async () => {
      const redis = open();
      await redis.set('a', 'zero');
      await redis.select(3);
      expect(await redis.get('a')).toBeNull();
      await redis.set('a', 'three');
      await redis.flushdb();
      await redis.select(0);
      expect(await redis.get('a')).toBe('zero');
      await redis.flushall('ASYNC');
      expect(await redis.dbsize()).toBe(0);
      await expect(redis.select(99)).rejects.toThrow('ERR DB index is out of range');
    });

    it('MULTI runs all or nothing: EXEC gives each answer, errors in place, DISCARD forgets', async () => {
      const redis = open();
      await redis.set('s', 'text');
      const results = await redis.multi().set('a', '1').incr('a').lpush('s', 'x').get('a').exec();
      expect(results?.map(([error, value]) => error?.message ?? value)).toEqual([
        'OK',
        2,
        'WRONGTYPE Operation against a key holding the wrong kind of value',
        '2',
      ]);
      await redis.call('MULTI');
      await redis.call('SET', 'b', '1');
      await redis.call('DISCARD');
      expect(await redis.exists('b')).toBe(0);
      await redis.call('MULTI');
      await expect(redis.call('NOSUCH')).rejects.toThrow(/unknown command/);
      await redis.call('SET', 'b', '1');
      await expect(redis.call('EXEC')).rejects.toThrow('EXECABORT Transaction discarded because of previous errors.');
      expect(await redis.exists('b')).toBe(0);
    });

    it('WATCH stops a transaction when the key changed, was flushed or expired, and only then', async () => {
      const [redis, other] = [open(), open()];
      const attempt = async (meddle: () => Promise<unknown>) => {
        await redis.set('w', '1');
        await redis.watch('w');
        await meddle();
        return redis.multi().set('w', '2').exec();
      };
      expect(await attempt(() => other.set('w', 'x'))).toBeNull();
      expect(await attempt(() => other.flushall())).toBeNull();
      expect(await attempt(() => other.del('w'))).toBeNull();
      expect(await attempt(() => other.get('w'))).toEqual([[null, 'OK']]);
      expect(await attempt(() => other.set('unwatched', 'x'))).toEqual([[null, 'OK']]);
      expect(await attempt(() => other.pexpire('w', 100))).toBeNull();
      await redis.watch('w');
      await other.set('w', 'y');
      await redis.unwatch();
      expect(await redis.multi().get('w').exec()).toEqual([[null, 'y']]);
    });

    it('SUBSCRIBE gets what is published, until UNSUBSCRIBE', async () => {
      const [listener, speaker] = [open(), open()];
      const heard: string[] = [];
      listener.on('message', (channel, message) => heard.push(`${channel}: ${message}`));
      expect(await listener.subscribe('news', 'sport')).toBe(2);
      expect(await speaker.publish('news', 'one')).toBe(1);
      expect(await speaker.publish('weather', 'none')).toBe(0);
      await speaker.publish('sport', 'two');
      await expect.poll(() => heard).toEqual(['news: one', 'sport: two']);
      await listener.unsubscribe('news');
      expect(await speaker.publish('news', 'three')).toBe(0);
      await listener.unsubscribe();
      expect(await listener.ping()).toBe('PONG');
    });

    it('answers a pipeline in order', async () => {
      const redis = open();
      const pipeline = redis.pipeline();
      for (let index = 0; index < 2000; index += 1) pipeline.set(`k${index}`, String(index)).get(`k${index}`);
      const results = await pipeline.exec();
      expect(results?.filter((_, index) => index % 2 === 1).map(([, value]) => value)).toEqual(
        Array.from({ length: 2000 }, (_, index) => String(index)),
      );
    });
  });
}
