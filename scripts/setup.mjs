// Set-up that every command does for itself: the right Node, installed packages, a fresh build. Progress goes to stderr.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Whether this Node can run Brownout: 21 and 23 were never long-term releases, and early 22s lack what the bundler needs. Same as `engines`. */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
}

const say = (line) => process.stderr.write(`${line}\n`);

/** Exits 2 with one line when this Node cannot run it. */
export function checkNode() {
  if (isSupported(process.versions.node)) return;
  say(
    `Brownout needs Node 20.19, 22.13 or 24 and newer; this is ${process.versions.node}. Install a current Node from nodejs.org and run the command again.`,
  );
  process.exit(2);
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex');

/**
 * Installs when node_modules does not belong to this lockfile. Not `npm ci`: that wants every platform's optional binaries in the
 * lockfile, which a machine that cannot reach them all cannot write.
 */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.brownout-lock');
  const wanted = hashOf(readFileSync(join(root, 'package-lock.json')));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing packages …');
  const started = Date.now();
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const result = spawnSync(
    npm[0],
    [...npm.slice(1), 'install', '--include=dev', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: npm.length === 1 && process.platform === 'win32',
    },
  );
  if (result.status !== 0) {
    say('npm install failed; see the lines above. Check the network to the npm registry and run the command again.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  say(`Installed in ${seconds(started)} s.`);
}

/** Builds dist/ when its sources changed, by content. */
export async function ensureBuilt() {
  const stamp = join(root, 'dist', '.source-hash');
  const wanted = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const started = Date.now();
  say('Building …');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  const { buildAll } = await import('./build.mjs');
  await buildAll([], (name) => say(`  ${name}`));
  writeFileSync(stamp, wanted);
  say(`Built in ${seconds(started)} s.`);
}

export async function setUp() {
  checkNode();
  ensureInstalled();
  await ensureBuilt();
}

function sourceHash() {
  const hash = createHash('sha256');
  const files = ['core', 'server', 'client', 'infra'].flatMap((folder) => listFiles(join(root, folder)));
  const single = ['package-lock.json', 'tsconfig.json', 'vite.config.ts', 'scripts/build.mjs', 'scripts/build-entries.mjs'];
  for (const file of [...files, ...single.map((name) => join(root, name))]) {
    if (!existsSync(file) || file.endsWith('.test.ts')) continue;
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? listFiles(path) : [path];
    });
}

const seconds = (started) => ((Date.now() - started) / 1000).toFixed(1);
