// Bundles every program into dist/. `node scripts/build.mjs [name…]` builds only the named ones.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchEntries, nodeEntries } from './build-entries.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Beside services stands a map that only a profile of them is read by: names and lines of their sources. */
const hasMap = (name) => (name.startsWith('services/') ? 'hidden' : false);

/** How one node program is bundled with its libraries, so that it boots fast and holds few modules in memory. */
function bundling(name, source) {
  return {
    input: join(root, source),
    cwd: root,
    platform: 'node',
    external: ['playwright-core', 'pg-native', 'pg-cloudflare', 'bufferutil', 'utf-8-validate'],
    logLevel: 'warn',
    output: {
      file: join(root, 'dist', `${name}.js`),
      format: 'esm',
      codeSplitting: false,
      sourcemap: hasMap(name),
      sourcemapExcludeSources: true,
      minify: false,
      comments: false,
      // One letter outside Latin-1 makes V8 hold the whole source with two bytes for every character: 3.5 MB more in each service.
      charset: 'ascii',
    },
  };
}

async function buildNode(name, source) {
  const { build } = await import('rolldown');
  await build(bundling(name, source));
}

/** The programs of the bench. */
export async function buildBench() {
  for (const [name, source] of Object.entries(benchEntries)) await buildNode(name, source);
}

/** The source map of a program as it is built, as JSON text; nothing is written. */
export async function sourceMapOf(name) {
  const { build } = await import('rolldown');
  const { output, ...input } = bundling(name, nodeEntries[name]);
  const { output: chunks } = await build({ ...input, write: false, output: { ...output, sourcemap: true } });
  return chunks[0].map.toString();
}

async function buildClient() {
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}

/** @param {string[]} only names to build; all when empty. */
export async function buildAll(only = [], onStep = () => {}) {
  const names = Object.keys(nodeEntries).filter((name) => only.length === 0 || only.includes(name));
  for (const name of names) {
    const source = nodeEntries[name];
    if (!existsSync(join(root, source))) throw new Error(`cannot build ${name}: ${source} does not exist`);
    onStep(name);
    await buildNode(name, source);
  }
  if (only.length === 0 || only.includes('client')) {
    onStep('client');
    await buildClient();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll(process.argv.slice(2), (name) => console.log(`build ${name}`));
}
