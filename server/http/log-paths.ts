/** Log lines as they leave the house: stacks of errors name programs, and not where on this machine they stand. */
import type { LogLine } from '../../core/protocol/logs.ts';

/** A path up to its last folder, as a stack of Node writes it. Folders exclude the slash, so that a long path is read once. */
const folders = /(?:file:\/\/)?\/(?:[^\s()'":/]+\/)+/g;

export function publicLine(line: LogLine): LogLine {
  const attributes = Object.entries(line.attributes).map(([name, value]) => [
    name,
    typeof value === 'string' ? withoutPaths(value) : value,
  ]);
  return { ...line, message: withoutPaths(line.message), attributes: Object.fromEntries(attributes) as LogLine['attributes'] };
}

/** Takes off a path what stands before its place in the house or in a library. Takes time in proportion to the text. */
export const withoutPaths = (text: string): string => text.replace(folders, (path) => path.slice(placeIn(path)));

function placeIn(path: string): number {
  const root = path.startsWith('file://') ? 'file://'.length : 0;
  const places = ['/dist/', '/node_modules/'].map((folder) => path.indexOf(folder, root + 1)).filter((at) => at >= 0);
  return places.length === 0 ? 0 : Math.min(...places) + 1;
}
