import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from './usage.ts';
import { readProofs } from './verified-report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'brownout-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('[VF27] a report that cannot be read is refused, since writing would throw all proofs away; where there is none, nothing was proven', () => {
  const file = join(folder, 'verified.json');
  expect(readProofs(file)).toBeNull();
  for (const text of ['<<<<<<< ours', '{"version": 1}']) {
    writeFileSync(file, text);
    expect(() => readProofs(file)).toThrow(UsageError);
  }
  writeFileSync(
    file,
    JSON.stringify({ version: 1, takenOn: '2026-01-02', machine: { cores: 2, node: '20' }, scenarios: [], notPlayed: [] }),
  );
  expect(readProofs(file)).toEqual([]);
});
