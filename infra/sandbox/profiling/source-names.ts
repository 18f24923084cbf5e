/** From frames of a built program to its sources. What no source is known of keeps the name of its file alone: no path of this machine is told. */
import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TakenProfile } from '../../../core/profile/taken.ts';
import type { CallFrame, HeapNode } from '../../../core/profile/v8.ts';

type Namer = (frame: CallFrame) => CallFrame;

const longestName = 200;

/** Reads the map that stands beside a built program; without one, frames are named by their file only. */
export async function frameNamer(programFile: string): Promise<Namer> {
  const text = await readFile(`${programFile}.map`, 'utf8').catch(() => null);
  const map = text === null ? null : new SourceMap(JSON.parse(text) as SourceMapPayload);
  return (frame) => named(frame, isOf(frame.url, programFile) ? map : null);
}

/** The profile with every frame named anew. */
export function renamed(taken: TakenProfile, name: Namer): TakenProfile {
  if (taken.kind === 'cpu') {
    const nodes = taken.profile.nodes.map((node) => ({ ...node, callFrame: name(node.callFrame) }));
    return { kind: 'cpu', profile: { ...taken.profile, nodes } };
  }
  const inHeap = (node: HeapNode): HeapNode => ({ ...node, callFrame: name(node.callFrame), children: node.children.map(inHeap) });
  return { ...taken, profile: { ...taken.profile, head: inHeap(taken.profile.head) } };
}

function isOf(url: string, programFile: string): boolean {
  return url === programFile || (url.startsWith('file://') && fileURLToPath(url) === programFile);
}

function named(frame: CallFrame, map: SourceMap | null): CallFrame {
  const { scriptId, url, lineNumber, columnNumber } = frame;
  // The bundler numbers names that two files have: `parse$1`.
  const functionName = frame.functionName.replace(/\$\d+$/, '').slice(0, longestName);
  if (url === '' || url.startsWith('node:')) return { functionName, scriptId, url, lineNumber, columnNumber };
  const entry = map?.findEntry(lineNumber, columnNumber);
  if (!entry || !('originalSource' in entry)) return { functionName, scriptId, url: basename(url), lineNumber, columnNumber };
  const { originalSource, originalLine, originalColumn } = entry;
  return { functionName, scriptId, url: sourceName(originalSource), lineNumber: originalLine, columnNumber: originalColumn };
}

const inStack = /^infra\/stacks\/[^/]+\/(.+)$/;
const inLibrary = /(?:^|\/)(node_modules\/.+)$/;

/**
 * `services/catalog/pricing.ts` and `kit/http/server.ts` as the shop's engineers know them, libraries from `node_modules/` on;
 * what programs are run with is told as `platform/`.
 * @param source path as a source map has it, from the folder of the bundle
 */
export function sourceName(source: string): string {
  const path = source.replace(/^(\.\.?\/)+/, '');
  const library = inLibrary.exec(path)?.[1];
  return library ?? inStack.exec(path)?.[1] ?? `platform/${basename(path)}`;
}
