import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const url = 'http://127.0.0.1:4318';

test('a backend for OTLP is a URL, with headers as OTEL_EXPORTER_OTLP_HEADERS has them', () => {
  expect(readSettings({}).otlpForward).toBeNull();
  expect(readSettings({ BROWNOUT_OTLP_URL: `${url}/` }).otlpForward).toEqual({ url, headers: {} });
  const headers = 'authorization=Basic%20dTpw==, X-Scope-OrgID = pod-1,';
  expect(readSettings({ BROWNOUT_OTLP_URL: url, BROWNOUT_OTLP_HEADERS: headers }).otlpForward?.headers).toEqual({
    authorization: 'Basic dTpw==',
    'x-scope-orgid': 'pod-1',
  });
});

test.each([
  ['BROWNOUT_OTLP_URL', 'ftp://secret'],
  ['BROWNOUT_OTLP_URL', 'http://user:secret@127.0.0.1'],
  ['BROWNOUT_SLACK_URL', 'secret'],
  ['BROWNOUT_OTLP_HEADERS', 'secret'],
  ['BROWNOUT_OTLP_HEADERS', 'x=%E0secret'],
  ['BROWNOUT_OTLP_HEADERS', 'no name=secret'],
  ['BROWNOUT_OTLP_HEADERS', 'x=secret%0Ay'],
])('a wrong %s is refused by its name, and its value not repeated', (name, value) => {
  const read = () => readSettings({ BROWNOUT_OTLP_URL: url, [name]: value });
  expect(read).toThrow(`${name} is not usable`);
  expect(read).not.toThrow('secret');
});
