import { expect, test } from 'vitest';
import { runStep } from './steps.mjs';

test('[SU3] a step that runs aside says in one piece what it said and how it ended', async () => {
  const said: string[] = [];
  const aside = (output: string): void => void said.push(output);
  expect(await runStep('version', ['biome', '--version'], { aside })).toEqual({ ok: true });
  expect(await runStep('missing', ['biome', 'format', 'no-such-folder'], { aside })).toEqual({ ok: false });
  expect(said).toEqual([
    expect.stringMatching(/^\n── version\n.*\d+\.\d+\.\d+\s+── version: ok in \d+\.\d s\n$/s),
    expect.stringMatching(/^\n── missing\n.*no-such-folder.*── missing: FAILED in \d+\.\d s\n$/s),
  ]);
});
