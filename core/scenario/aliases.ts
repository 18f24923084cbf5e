/** Aliases of a YAML text that lead nowhere, into themselves, or to more than anybody writes. */
import { type Alias, type Document, isAlias, type Node, visit } from 'yaml';

export interface AliasProblem {
  /** Where the alias stands in the text. */
  offset: number;
  message: string;
  expected: string;
}

export interface PlainValue {
  /** The document without anything decided; null where it cannot be read. */
  value: unknown;
  problems: AliasProblem[];
}

/** Reads what a document says. Never throws: only following its aliases can go wrong in YAML that is well-formed. */
export function plainValue(document: Document): PlainValue {
  const aliases = aliasesOf(document);
  const problems = aliases.flatMap(aliasProblem);
  if (problems.length > 0) return { value: null, problems };
  try {
    return { value: document.toJS(), problems: [] };
  } catch (error) {
    return { value: null, problems: [tooMuch(aliases, error)] };
  }
}

interface Followed {
  alias: Alias;
  /** The newest node with that anchor before it. */
  source: Node | undefined;
}

function aliasesOf(document: Document): Followed[] {
  const anchors = new Map<string, Node>();
  const found: Followed[] = [];
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) found.push({ alias: node, source: anchors.get(node.source) });
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return found;
}

function aliasProblem({ alias, source }: Followed): AliasProblem[] {
  const offset = offsetOf(alias);
  if (!source) {
    const message = `broken YAML: the alias *${alias.source} has no anchor before it`;
    return [
      { offset, message, expected: `&${alias.source} at the value that is meant, further up, or quotes around a text that begins with *` },
    ];
  }
  const [from = 0, to = 0] = source.range ?? [];
  if (offset < from || offset >= to) return [];
  const message = `broken YAML: the alias *${alias.source} stands inside the value that it stands for`;
  return [{ offset, message, expected: 'the value itself, written out' }];
}

/** Aliases of aliases grow without end. The last one is where most of it has come together. */
function tooMuch(aliases: readonly Followed[], error: unknown): AliasProblem {
  const last = aliases.at(-1);
  const why = error instanceof Error ? error.message : String(error);
  if (!last) return { offset: 0, message: `broken YAML: ${why}`, expected: 'YAML 1.2' };
  const message = `broken YAML: the aliases up to *${last.alias.source} stand for too much: ${why}`;
  return { offset: offsetOf(last.alias), message, expected: 'fewer aliases, or what they stand for written out' };
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
