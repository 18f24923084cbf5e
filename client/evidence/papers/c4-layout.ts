/** Where everything of a C4 diagram stands. */
import { Graph, layout } from '@dagrejs/dagre';
import type { Diagram, DiagramElement } from '../../../core/protocol/papers.ts';

export interface PlacedElement {
  element: DiagramElement;
  x: number;
  y: number;
  /** The summary, in lines that fit. */
  lines: string[];
}
interface PlacedRelation {
  key: string;
  label: string;
  points: { x: number; y: number }[];
  at: { x: number; y: number };
}
export interface C4Layout {
  width: number;
  height: number;
  elements: PlacedElement[];
  relations: PlacedRelation[];
  /** Around what is inside; null where that is a single element. */
  boundary: { x: number; y: number; width: number; height: number } | null;
}

export const boxSize = { width: 148, height: 66 };
const labelSize = { width: 40, height: 14 };
const lineCharacters = 27;
const mostLines = 2;
const boundaryName = '\u0000boundary';

type Box = { x: number; y: number; width: number; height: number };

export function c4Layout({ elements, relations }: Diagram): C4Layout {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 14, edgesep: 6, ranksep: 26, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of elements) graph.setNode(id, { ...boxSize });
  const inside = elements.filter(({ isInside }) => isInside);
  if (inside.length > 1) {
    graph.setNode(boundaryName, {});
    for (const { id } of inside) graph.setParent(id, boundaryName);
  }
  for (const { from, to } of relations) graph.setEdge(from, to, { ...labelSize, labelpos: 'c' });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    elements: elements.map((element) => ({ element, ...centreOf(graph, element.id), lines: wrapped(element.summary) })),
    relations: relations.map(({ from, to, label }) => {
      const { points, x, y } = graph.edge(from, to) as { points: { x: number; y: number }[]; x: number; y: number };
      return { key: `${from}->${to}`, label, points, at: { x, y } };
    }),
    boundary: inside.length > 1 ? boxOf(graph.node(boundaryName) as Box) : null,
  };
}

function centreOf(graph: Graph, id: string): { x: number; y: number } {
  const { x, y } = graph.node(id) as Box;
  return { x, y };
}

const boxOf = ({ x, y, width, height }: Box): Box => ({ x: x - width / 2, y: y - height / 2, width, height });

/** Whole words in lines; what does not fit ends with an ellipsis. */
export function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < lineCharacters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= mostLines) return lines;
  return lines.slice(0, mostLines).map((line, index) => (index === mostLines - 1 ? `${line} …` : line));
}
