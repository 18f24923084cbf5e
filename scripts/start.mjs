// npm start: set up what is missing, then run the server in this process.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './setup.mjs';

await setUp();
await import(pathToFileURL(join(root, 'dist', 'server', 'main.js')).href);
