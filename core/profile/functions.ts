/** A call tree seen by function, and by what a text finds in it. */
import type { CallNode } from './call-tree.ts';

export interface FunctionUse {
  /** The same for every call of one function. */
  key: string;
  name: string;
  file: string;
  line: number | null;
  self: number;
  /** With all that it called; a function that calls itself counts once. */
  total: number;
}

function functionKey({ name, file, line }: Pick<CallNode, 'name' | 'file' | 'line'>): string {
  return `${name} ${file}:${line ?? ''}`;
}

/** Every function of the tree but its root, the one that used most by itself first. */
export function functionsOf(root: CallNode): FunctionUse[] {
  const uses = new Map<string, FunctionUse>();
  const open = new Set<string>();
  const walk = (node: CallNode): void => {
    const { name, file, line, self } = node;
    const key = functionKey(node);
    const use = uses.get(key) ?? { key, name, file, line, self: 0, total: 0 };
    uses.set(key, use);
    use.self += self;
    const isOutermost = !open.has(key);
    if (isOutermost) {
      use.total += node.total;
      open.add(key);
    }
    node.children.forEach(walk);
    if (isOutermost) open.delete(key);
  };
  root.children.forEach(walk);
  return [...uses.values()].sort((a, b) => b.self - a.self || b.total - a.total || a.key.localeCompare(b.key, 'en'));
}

/** Whether a text is in the name or the file, whatever its case. An empty text finds nothing. */
export function finds(text: string, { name, file }: Pick<CallNode, 'name' | 'file'>): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted !== '' && `${name} ${file}`.toLowerCase().includes(wanted);
}

/** Share of the whole that functions found by the text used with all they called, 0 to 1; what is called by one found counts once. */
export function foundShare(root: CallNode, text: string): number {
  const found = (node: CallNode): number => (finds(text, node) ? node.total : node.children.reduce((sum, child) => sum + found(child), 0));
  return root.total === 0 ? 0 : found(root) / root.total;
}
