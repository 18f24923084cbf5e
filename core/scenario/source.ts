/** A YAML text that knows where everything stands. */
import { type Document, isMap, isSeq, LineCounter, type Node, parseAllDocuments, parseDocument } from 'yaml';
import { plainValue } from './aliases.ts';
import type { Finding, Problem } from './problem.ts';

export interface Source {
  file: string;
  /** Plain value of the document, without anything decided. */
  value: unknown;
  /** What is wrong with the YAML itself. */
  broken: Problem[];
  /** Gives a finding its place: the key for an unknown field, else the closest node that exists. */
  place(finding: Finding): Problem;
}

/** Reads a YAML text. Never throws: broken YAML is a problem of its own. */
export function readSource(text: string, file: string): Source {
  const lines = new LineCounter();
  return sourceOf(parseDocument(text, { lineCounter: lines, prettyErrors: false }), lines, file);
}

/** Reads a text of several documents, divided by `---`; those without content are none. Never throws. */
export function readSources(text: string, file: string): Source[] {
  const lines = new LineCounter();
  const documents = [...parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })];
  return documents.map((document) => sourceOf(document, lines, file)).filter(({ value, broken }) => value !== null || broken.length > 0);
}

function sourceOf(document: Document, lines: LineCounter, file: string): Source {
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const malformed = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...at(error.pos[0]),
    message: `broken YAML: ${error.message.split('\n')[0]}`,
    expected: 'YAML 1.2',
  }));
  const { value, problems } = malformed.length === 0 ? plainValue(document) : { value: null, problems: [] };
  const broken = [...malformed, ...problems.map(({ offset, message, expected }) => ({ file, ...at(offset), message, expected }))];
  return {
    file,
    value,
    broken,
    place: ({ path, message, expected }) => ({ file, ...at(offsetOf(document, path)), message, expected }),
  };
}

/** Offset of the node a path leads to, or of the closest one above it. Follows no aliases. */
function offsetOf(document: Document, path: Finding['path']): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    const step: { node: Node | null; offset: number } | null = descend(node, key);
    if (!step) return offset;
    ({ node, offset } = step);
  }
  return offset;
}

function descend(node: Node | null, key: string | number): { node: Node | null; offset: number } | null {
  if (isSeq(node)) {
    const item = node.items[Number(key)] as Node | undefined;
    return item ? { node: item, offset: item.range?.[0] ?? 0 } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => String(item.key) === String(key));
  if (!pair) return null;
  return { node: pair.value as Node | null, offset: (pair.key as Node).range?.[0] ?? 0 };
}
