/** From places in the bundles under dist/ back to source files: the bundles are built once more, in memory, with source maps. */
import { existsSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../infra/process/paths.ts';
import type { CallFrame, SourceOf } from './tally.ts';

interface BundleScript {
  /** @returns the source map of a built program, as JSON text */
  sourceMapOf(name: string): Promise<string>;
}

/** Reads maps of these programs (`services/gateway`). Frames of other files keep their own name. */
export async function sourcesOf(programs: readonly string[]): Promise<SourceOf> {
  const script = (await import(pathToFileURL(join(projectRoot(), 'scripts', 'build.mjs')).href)) as BundleScript;
  const maps = new Map<string, SourceMap>();
  for (const program of programs) {
    const payload = JSON.parse(await script.sourceMapOf(program)) as SourceMapPayload;
    maps.set(pathToFileURL(join(projectRoot(), 'dist', `${program}.js`)).href, new SourceMap(payload));
  }
  return (frame) => sourceIn(maps.get(frame.url), frame);
}

function sourceIn(map: SourceMap | undefined, { url, lineNumber, columnNumber }: CallFrame): string {
  if (url === '' || url.startsWith('node:')) return url;
  const entry = map?.findEntry(lineNumber, columnNumber);
  const source = entry && 'originalSource' in entry ? entry.originalSource : undefined;
  if (!source) return url.replace(pathToFileURL(projectRoot()).href, '').replace(/^\//, '');
  // Sources are named from the folder of the bundle.
  const path = join(projectRoot(), 'dist', 'x', source);
  return existsSync(path) ? relative(projectRoot(), path) : source.replace(/^(\.\.\/)+/, '');
}
