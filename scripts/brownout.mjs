// npm run brownout -- <command>: the command line over the same server.
import { setUp, root } from './setup.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

await setUp();
await import(pathToFileURL(join(root, 'dist', 'server', 'cli.js')).href);
