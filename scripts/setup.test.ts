import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSupported } from './setup.mjs';

test('[SU1] exactly the Nodes that all pinned packages run on are let in, and package.json says the same', () => {
  const versions = ['18.20.0', '20.18.9', '20.19.0', '20.20.2', '21.7.3', '22.12.0', '22.13.0', '22.22.1', '23.11.0', '24.0.0', '26.1.0'];
  expect(versions.filter(isSupported)).toEqual(['20.19.0', '20.20.2', '22.13.0', '22.22.1', '24.0.0', '26.1.0']);
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe('^20.19.0 || ^22.13.0 || >=24.0.0');
});
