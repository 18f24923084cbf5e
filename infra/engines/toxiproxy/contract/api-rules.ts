import { expect, test } from 'vitest';
import type { Target } from '../testing/targets.ts';
import { Fixture, ruleOfOurs } from './fixture.ts';

const plainText = 'text/plain; charset=utf-8';
const error = (message: string, status: number): string => `${JSON.stringify({ error: message, status })}\n`;

const shown = (name: string, listen: string, enabled: boolean): string =>
  `{"name":"${name}","listen":"${listen}","upstream":"127.0.0.1:9","enabled":${enabled},"Logger":{},"toxics":[]}`;

const createProxy = (fixture: Fixture, name: string, more: object) =>
  fixture.request('POST', '/proxies', { name, listen: '127.0.0.1:0', upstream: '127.0.0.1:9', ...more });

/** Routes, statuses and bodies that do not depend on a proxy's state. */
export function describeProtocol(target: Target): void {
  const fixture = new Fixture(target);

  test('GET /version answers JSON with its own content type', async () => {
    const { status, type, text } = await fixture.request('GET', '/version');
    expect([status, type]).toEqual([200, 'application/json;charset=utf-8']);
    expect(text).toMatch(/^\{"version": "[^"]+"\}\n$/);
  });

  ruleOfOurs(target, 'version')('the version is the release whose API this is', async () => {
    expect(await fixture.toxiproxy.getVersion()).toContain('2.12.0');
  });

  test.each([
    ['GET', '/nope', 404, '404 page not found\n'],
    ['GET', '/proxies/', 404, '404 page not found\n'],
    ['GET', '/proxies/a%2Fb', 404, '404 page not found\n'],
    ['GET', '/metrics', 404, '404 page not found\n'],
    ['PUT', '/proxies', 405, ''],
    ['GET', '/reset', 405, ''],
    ['OPTIONS', '/proxies', 405, ''],
    ['GET', '//proxies', 301, ''],
  ])('%s %s is %d', async (method, path, status, text) => {
    const answer = await fixture.request(method, path);
    expect([answer.status, answer.text]).toEqual([status, text]);
    expect(answer.headers.has('x-toxiproxy-request-id')).toBe(false);
  });

  test('a browser is refused on every route there is', async () => {
    const answer = await fixture.request('GET', '/version', undefined, { 'user-agent': 'Mozilla/5.0' });
    expect([answer.status, answer.type, answer.text]).toEqual([403, plainText, 'User agent not allowed\n']);
    expect((await fixture.request('GET', '/nope', undefined, { 'user-agent': 'Mozilla/5.0' })).status).toBe(404);
  });

  test('errors are JSON that calls itself plain text, and carry a request id', async () => {
    const answer = await fixture.request('GET', '/proxies/zz');
    expect([answer.status, answer.type, answer.text]).toEqual([404, plainText, error('proxy not found', 404)]);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-toxiproxy-request-id')).toMatch(/^[0-9a-v]{20}$/);
  });

  test.each([
    ['', 'bad request body: EOF'],
    ['{', 'bad request body: unexpected EOF'],
    ['{"name" 1}', "bad request body: invalid character '1' after object key"],
    ['[]', 'bad request body: json: cannot unmarshal array into Go value of type toxiproxy.Proxy'],
    ['{"name":1}', 'bad request body: json: cannot unmarshal number into Go struct field Proxy.name of type string'],
    ['{"name":"q","enabled":"no"}', 'bad request body: json: cannot unmarshal string into Go struct field Proxy.enabled of type bool'],
    ['null', 'missing required field: name'],
    ['{"name":"q"}', 'missing required field: upstream'],
  ])('a proxy from %j is refused: %s', async (body, message) => {
    const answer = await fixture.request('POST', '/proxies', body);
    expect([answer.status, answer.text]).toEqual([400, error(message, 400)]);
  });

  test.each([
    ['local373', 'listen tcp: address local373: missing port in address'],
    ['127.0.0.1:99999', 'listen tcp: address 99999: invalid port'],
    ['::1:0', 'listen tcp: address ::1:0: too many colons in address'],
    ['8.8.8.8:0', 'listen tcp 8.8.8.8:0: bind: cannot assign requested address'],
  ])('a proxy that cannot listen on %s is 500 and is not there', async (listen, message) => {
    const answer = await fixture.request('POST', '/proxies', { name: 'q', listen, upstream: 'x:1' });
    expect([answer.status, answer.text]).toEqual([500, error(message, 500)]);
    expect(await fixture.toxiproxy.getAll()).toEqual({});
  });
}

/** Making, showing, changing and removing proxies. */
export function describeProxies(target: Target): void {
  const fixture = new Fixture(target);
  const create = (name: string, more: object = {}) => createProxy(fixture, name, more);

  test('a disabled proxy keeps its address as given, an enabled one has the bound address', async () => {
    const disabled = await create('a', { enabled: false });
    expect([disabled.status, disabled.type, disabled.text]).toEqual([201, 'application/json', shown('a', '127.0.0.1:0', false)]);
    const enabled = await create('b', { listen: 'localhost:0' });
    expect(enabled.text).toMatch(/^\{"name":"b","listen":"127\.0\.0\.1:[1-9]\d+",/);
  });

  test('a name may be used once', async () => {
    await create('a');
    const again = await create('a');
    expect([again.status, again.text]).toEqual([409, error('proxy already exists', 409)]);
  });

  test('GET /proxies is an object sorted by name, with Go escapes', async () => {
    for (const name of ['b', '10', 'a->b', '9']) await create(name, { enabled: false });
    const names = ['10', '9', 'a-\\u003eb', 'b'];
    const expected = names.map((name) => `"${name}":${shown(name, '127.0.0.1:0', false)}`).join(',');
    expect((await fixture.request('GET', '/proxies')).text).toBe(`{${expected}}`);
    expect((await fixture.request('GET', '/proxies/a-%3Eb')).status).toBe(200);
  });

  test('DELETE is 204 without a body, then 404', async () => {
    await create('a');
    const first = await fixture.request('DELETE', '/proxies/a');
    expect([first.status, first.type, first.text]).toEqual([204, null, '']);
    expect((await fixture.request('DELETE', '/proxies/a')).status).toBe(404);
  });

  test('an update changes only what it names; the name stays', async () => {
    await create('a', { enabled: false });
    const answer = await fixture.request('PATCH', '/proxies/a', { name: 'z', upstream: '127.0.0.1:10' });
    expect(JSON.parse(answer.text)).toMatchObject({ name: 'a', listen: '127.0.0.1:0', upstream: '127.0.0.1:10', enabled: false });
    expect((await fixture.request('POST', '/proxies/a', { enabled: true })).status).toBe(200);
    const bad = await fixture.request('PATCH', '/proxies/a', { listen: 'local373' });
    expect([bad.status, bad.text]).toEqual([500, error('address local373: missing port in address', 500)]);
  });

  test('an update to a taken address leaves the proxy disabled', async () => {
    const port = new URL(fixture.url).port;
    await create('a');
    const answer = await fixture.request('PATCH', '/proxies/a', { listen: `127.0.0.1:${port}` });
    expect([answer.status, answer.text]).toEqual([500, error(`listen tcp 127.0.0.1:${port}: bind: address already in use`, 500)]);
    expect((await fixture.request('GET', '/proxies/a')).text).toBe(shown('a', `127.0.0.1:${port}`, false));
  });
}

/** Many proxies at once. */
export function describePopulate(target: Target): void {
  const fixture = new Fixture(target);
  const create = (name: string, more: object = {}) => createProxy(fixture, name, more);

  test('populate leaves a proxy with the same addresses alone, whatever its state, and replaces others without their toxics', async () => {
    const [same, other] = [await create('same'), await create('other')].map(({ text }) => JSON.parse(text) as { listen: string });
    for (const name of ['same', 'other']) await fixture.request('POST', `/proxies/${name}/toxics`, { type: 'latency' });
    const entries = [
      { name: 'same', listen: same?.listen.replace('127.0.0.1', 'localhost'), upstream: '127.0.0.1:9', enabled: false },
      { name: 'other', listen: other?.listen, upstream: '127.0.0.1:10' },
    ];
    const answer = await fixture.request('POST', '/populate', entries);
    expect(answer.status).toBe(201);
    const { proxies } = JSON.parse(answer.text) as { proxies: { enabled: boolean; toxics: unknown[] }[] };
    expect(proxies.map(({ enabled, toxics }) => [enabled, toxics.length])).toEqual([
      [true, 1],
      [true, 0],
    ]);
  });

  test('populate checks everything first, then stops at the first failure and keeps what was done', async () => {
    const good = { name: 'p1', listen: '127.0.0.1:0', upstream: '127.0.0.1:9', enabled: false };
    const missing = await fixture.request('POST', '/populate', [good, { name: 'p2' }]);
    expect([missing.status, missing.type, missing.text]).toEqual([
      400,
      'application/json',
      '{"error":"missing required field: upstream at proxy 2","status":400,"proxies":null}',
    ]);
    expect(await fixture.toxiproxy.getAll()).toEqual({});
    const failing = await fixture.request('POST', '/populate', [
      good,
      { ...good, name: 'p2', listen: 'local373', enabled: true },
      { ...good, name: 'p3' },
    ]);
    expect(failing.text).toBe(
      `{"error":"listen tcp: address local373: missing port in address","status":500,"proxies":[${shown('p1', '127.0.0.1:0', false)}]}`,
    );
    expect(Object.keys(await fixture.toxiproxy.getAll())).toEqual(['p1']);
    expect((await fixture.request('POST', '/populate', [])).text).toBe('{"proxies":null}');
  });

  test('reset starts disabled proxies and removes every toxic', async () => {
    await create('a', { enabled: false });
    for (const stream of ['upstream', 'downstream']) await fixture.request('POST', '/proxies/a/toxics', { type: 'latency', stream });
    const answer = await fixture.request('POST', '/reset');
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(JSON.parse((await fixture.request('GET', '/proxies/a')).text)).toMatchObject({ enabled: true, toxics: [] });
  });
}
