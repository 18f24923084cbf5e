// npm start: set up what is missing, then run the server in this process.
import { setUp, root } from './setup.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

await setUp();
await import(pathToFileURL(join(root, 'dist', 'server', 'main.js')).href);
