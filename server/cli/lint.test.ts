import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { projectRoot } from '../../infra/process/paths.ts';
import { lintCommand } from './lint.ts';

const folder = mkdtempSync(join(tmpdir(), 'brownout-lint-'));
let told = '';
beforeEach(() => {
  told = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ours = (file: string): string => join(projectRoot(), 'scenarios', file);

// A shift stands on all scenarios, and reading them is the longest of it.
test('[SH1] lint takes scenarios and shifts together, and tells the place and the remedy of what is wrong', {
  timeout: 120_000,
}, async () => {
  expect(await lintCommand([ours('quiet-shift.yaml'), ours('shifts/ten-to-three.yaml')])).toBe(0);
  expect(told).toBe('2 files, 0 problems\n');
  const file = join(folder, 'a-night.yaml');
  const watches = '  - { scenario: quiet-shift, for: 8m }\n  - { scenario: tuesday-cutof, for: 12m }\n';
  writeFileSync(file, `id: a-night\ntitle: A night\nbriefing: You are on call.\nstack: shop\nwatches:\n${watches}`);
  expect(await lintCommand([file])).toBe(1);
  expect(told).toContain(`${file}:7:7: unknown scenario tuesday-cutof; did you mean tuesday-cutoff? (expected the id of a file`);
});
