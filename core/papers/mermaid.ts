/** A C4 diagram in Mermaid's own words. */
import type { Diagram, DiagramElement } from '../protocol/papers.ts';

const macros: Record<DiagramElement['kind'], string> = {
  person: 'Person',
  system: 'System',
  external: 'System_Ext',
  service: 'Container',
  database: 'ContainerDb',
  queue: 'ContainerQueue',
  component: 'Component',
};
const heads: Record<Diagram['level'], string> = { context: 'C4Context', container: 'C4Container', component: 'C4Component' };

/** @param boundary what stands around everything that is inside; empty for no box */
export function mermaidOf({ level, title, elements, relations }: Omit<Diagram, 'mermaid'>, boundary: string): string {
  const inside = elements.filter(({ isInside }) => isInside).map(elementLine);
  const outside = elements.filter(({ isInside }) => !isInside).map(elementLine);
  const boxed = boundary === '' ? inside : [`Boundary(b, ${quoted(boundary)}) {`, ...inside.map((line) => `  ${line}`), '}'];
  const lines = [`title ${title}`, ...outside, ...boxed, ...relations.map(relationLine)];
  return [heads[level], ...lines.map((line) => `  ${line}`)].join('\n');
}

function elementLine({ id, name, kind, technology, summary }: DiagramElement): string {
  const hasTechnology = kind !== 'person' && kind !== 'system' && kind !== 'external';
  const words = hasTechnology ? [name, technology, summary] : [name, summary];
  return `${macros[kind]}(${[aliasOf(id), ...words.map(quoted)].join(', ')})`;
}

const relationLine = ({ from, to, label }: Diagram['relations'][number]): string =>
  `Rel(${aliasOf(from)}, ${aliasOf(to)}, ${quoted(label)})`;

/** Mermaid takes letters, digits and underscores. */
const aliasOf = (id: string): string => id.replace(/[^A-Za-z0-9]/g, '_');
const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;
