import { expect, test } from 'vitest';
import { readReleaseFile } from './release-file.ts';

const good = `nodes: ["24.4"]
services:
  orders:
    suites: [unit]
    consumers: { gateway: OpenAPI }
    releases: {}
migrations:
  notes-on-orders:
    notes: [Ran on a copy]
    suites: [contract]
    consumers: { orders: table orders }
    gaps:
      - { of: contract, node: "24.4", result: not run, why: it was late }
flags: {}
apiVersions: {}
`;
const read = (text: string) => () => readReleaseFile(text, 'releases.yaml');

test('[PP19] a file of the shape is read, with what was left out', () => {
  expect(read(good)().migrations['notes-on-orders']).toMatchObject({ without: {}, gaps: [{ of: 'contract' }] });
});

test.each([
  ['a field that nobody knows', good.replace('    notes: [Ran', '    note: x\n    notes: [Ran'), /^releases\.yaml:9:5: .*note/],
  ['a gap of what was never to be run', good.replace('of: contract', 'of: load'), /^releases\.yaml:13:11: "load" is no suite/],
  ['a version of Node outside of the matrix', good.replace('node: "24.4"', 'node: "18.0"'), /^releases\.yaml:13:25: Node 18\.0/],
  ['a gap without a reason', good.replace(', why: it was late', ''), /^releases\.yaml:13:9: .*string/],
  ['no suites', good.replace('suites: [contract]', 'suites: []'), /^releases\.yaml:10:5: /],
  [
    'an API version without both states',
    good.replace('apiVersions: {}', 'apiVersions: { gateway: { v1: {} } }'),
    /^releases\.yaml:15:27: /,
  ],
  ['broken YAML', good.replace('flags: {}', 'flags: {'), /^releases\.yaml:1\d:\d+: broken YAML/],
])('[PP19] %s is refused with its line', (_name, text, problem) => {
  expect(text).not.toBe(good);
  expect(read(text)).toThrow(problem);
});

test('[PP19] all that is wrong is told at once', () => {
  expect(read(good.replace('suites: [contract]', 'suites: []').replace('flags: {}', 'flags: 3'))).toThrow(/10:5[^]*\n[^]*14:1/);
});
