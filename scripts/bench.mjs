// npm run bench -- …: measures Brownout. Its programs are built here, apart from the product's.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildBench } from './build.mjs';
import { root, setUp } from './setup.mjs';

await setUp();
await buildBench();
await import(pathToFileURL(join(root, 'dist', 'bench', 'main.js')).href);
