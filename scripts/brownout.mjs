// npm run brownout -- <command>: the command line over the same server. `bench` is a program of its own.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './setup.mjs';

if (process.argv[2] === 'bench') {
  process.argv.splice(2, 1);
  await import('./bench.mjs');
} else {
  await setUp();
  await import(pathToFileURL(join(root, 'dist', 'server', 'cli.js')).href);
}
