import { beforeEach, expect, test } from 'vitest';
import type { Target } from '../testing/targets.ts';
import { Fixture, ruleOfOurs } from './fixture.ts';

const error = (message: string, status: number): string => `${JSON.stringify({ error: message, status })}\n`;

const path = '/proxies/t/toxics';

/** A group of rules on one proxy `t`, with the two requests all of them need. */
function onProxy(target: Target) {
  const fixture = new Fixture(target);
  beforeEach(async () => {
    await fixture.request('POST', '/proxies', { name: 't', listen: '127.0.0.1:0', upstream: '127.0.0.1:9', enabled: false });
  });
  return {
    fixture,
    add: (body: unknown) => fixture.request('POST', path, body),
    namesOf: async () => (JSON.parse((await fixture.request('GET', path)).text) as { name: string }[]).map(({ name }) => name),
  };
}

/** Creating and listing toxics. */
export function describeToxics(target: Target): void {
  const { add, namesOf } = onProxy(target);

  test('creation answers 200 with every attribute in order, missing ones 0', async () => {
    const answer = await add({ type: 'slicer', attributes: { SIZE_variation: 2, x: 1, average_size: 10 }, toxicity: 0.3 });
    expect([answer.status, answer.type, answer.text]).toEqual([
      200,
      'application/json',
      '{"attributes":{"average_size":10,"size_variation":2,"delay":0},"name":"slicer_downstream","type":"slicer","stream":"downstream","toxicity":0.3}',
    ]);
  });

  test.each([
    ['latency', { latency: 0, jitter: 0 }],
    ['bandwidth', { rate: 0 }],
    ['slow_close', { delay: 0 }],
    ['timeout', { timeout: 0 }],
    ['reset_peer', { timeout: 0 }],
    ['slicer', { average_size: 0, size_variation: 0, delay: 0 }],
    ['limit_data', { bytes: 0 }],
    ['noop', {}],
  ])('%s is a type', async (type, attributes) => {
    expect(JSON.parse((await add({ type })).text)).toEqual({
      attributes,
      name: `${type}_downstream`,
      type,
      stream: 'downstream',
      toxicity: 1,
    });
  });

  test('the stream is read in any case and kept as written; toxicity has no range', async () => {
    const answer = await add({ type: 'noop', stream: 'UpStream', toxicity: -7 });
    expect(JSON.parse(answer.text)).toMatchObject({ name: 'noop_UpStream', stream: 'UpStream', toxicity: -7 });
  });

  test('toxics are listed upstream first, then downstream, each in order of creation', async () => {
    for (const [name, stream] of [
      ['d1', 'downstream'],
      ['u1', 'upstream'],
      ['d2', 'downstream'],
      ['u2', 'upstream'],
    ]) {
      await add({ type: 'noop', name, stream });
    }
    expect(await namesOf()).toEqual(['u1', 'u2', 'd1', 'd2']);
  });

  test.each([
    ['', 400, 'bad request body: EOF'],
    ['[]', 400, 'bad request body: json: cannot unmarshal array into Go value of type toxics.ToxicWrapper'],
    [{ type: 'latency', stream: 'sideways' }, 400, 'stream was invalid, can be either upstream or downstream'],
    [{ type: 'down', stream: '' }, 400, 'stream was invalid, can be either upstream or downstream'],
    [{ type: 'down', name: 'taken' }, 400, 'invalid toxic type'],
    [{ type: 'latency', name: 'taken', stream: 'upstream', attributes: { latency: 'x' } }, 409, 'toxic already exists'],
    [
      { type: 'bandwidth', attributes: { rate: 1.5 } },
      400,
      'bad request body: json: cannot unmarshal number 1.5 into Go struct field BandwidthToxic.attributes.rate of type int64',
    ],
    [
      { type: 'bandwidth', attributes: [] },
      400,
      'bad request body: json: cannot unmarshal array into Go struct field ToxicWrapper.attributes of type toxics.NoopToxic',
    ],
    [
      { type: 'timeout', toxicity: 'a' },
      400,
      'bad request body: json: cannot unmarshal string into Go struct field ToxicWrapper.toxicity of type float32',
    ],
  ])('%j is refused with %d', async (body, status, message) => {
    await add({ type: 'noop', name: 'taken' });
    const answer = await add(body);
    expect([answer.status, answer.text]).toEqual([status, error(message, status)]);
    expect(await namesOf()).toEqual(['taken']);
  });
}

/** Changing and removing toxics. */
export function describeToxicChanges(target: Target): void {
  const { fixture, add, namesOf } = onProxy(target);

  test('an update merges attributes and ignores name, type and stream', async () => {
    await add({ type: 'latency', attributes: { latency: 5, jitter: 1 } });
    const change = { name: 'z', type: 'noop', stream: 'upstream', toxicity: 0.5, attributes: { latency: 7 } };
    for (const method of ['POST', 'PATCH']) {
      const answer = await fixture.request(method, `${path}/latency_downstream`, change);
      expect([answer.status, answer.text]).toEqual([
        200,
        '{"attributes":{"latency":7,"jitter":1},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":0.5}',
      ]);
    }
  });

  ruleOfOurs(target, 'atomicUpdate')('a refused update changes nothing', async () => {
    await add({ type: 'latency', attributes: { latency: 5, jitter: 1 } });
    const refused = await fixture.request('PATCH', `${path}/latency_downstream`, {
      attributes: { latency: 8, jitter: 'u' },
      toxicity: 0.9,
    });
    expect([refused.status, refused.text]).toEqual([
      400,
      error('bad request body: json: cannot unmarshal string into Go struct field LatencyToxic.attributes.jitter of type int64', 400),
    ]);
    const kept = JSON.parse((await fixture.request('GET', `${path}/latency_downstream`)).text);
    expect(kept).toMatchObject({ attributes: { latency: 5, jitter: 1 }, toxicity: 1 });
  });

  test('an unknown proxy is named before an unknown toxic, and both before a bad body', async () => {
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? '{' : undefined;
      expect((await fixture.request(method, '/proxies/zz/toxics/zz', body)).text).toBe(error('proxy not found', 404));
      expect((await fixture.request(method, `${path}/zz`, body)).text).toBe(error('toxic not found', 404));
    }
  });

  test('DELETE is 204 without a body', async () => {
    await add({ type: 'noop' });
    const answer = await fixture.request('DELETE', `${path}/noop_downstream`);
    expect([answer.status, answer.type, answer.text]).toEqual([204, null, '']);
    expect(await namesOf()).toEqual([]);
  });
}
