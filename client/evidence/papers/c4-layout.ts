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
  points: Point[];
  at: Point;
}
export interface C4Layout {
  width: number;
  height: number;
  elements: PlacedElement[];
  relations: PlacedRelation[];
  /** Around what is inside; null where that is a single element. */
  boundary: Box | null;
}

export const boxSize = { width: 148, height: 66 };
/** As the style sheet writes it. */
const labelCharacterWidth = 6;
const labelHeight = 14;
const lineCharacters = 27;
const mostLines = 2;
/** Between the boundary and what is inside. */
const boundaryGap = 10;
/** Everybody sends there: among what else is called it would pull all of it apart. */
const telemetryLabel = 'OTLP';

type DiagramRelation = Diagram['relations'][number];
type Point = { x: number; y: number };
type Box = { x: number; y: number; width: number; height: number };

export function c4Layout({ elements, relations }: Diagram): C4Layout {
  const inside = new Set(elements.filter(({ isInside }) => isInside).map(({ id }) => id));
  const within = relations.filter(({ from, to }) => inside.has(from) && inside.has(to));
  const rowOf = rowsOf(elements, within);
  const lastRow = Math.max(...rowOf.values());
  // What is outside and called stands below all that is inside, so that the boundary is a rectangle with nothing else in it.
  const fewestRows = (relation: DiagramRelation): number => {
    const isWayOut = inside.has(relation.from) && !inside.has(relation.to);
    return isWayOut ? lastRow + 1 - (rowOf.get(relation.from) ?? 0) : rowsOver(relation);
  };
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 14, edgesep: 6, ranksep: 26, marginx: 2 * boundaryGap, marginy: 2 * boundaryGap });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of elements) graph.setNode(id, { ...boxSize });
  for (const relation of relations) {
    const size = { width: relation.label.length * labelCharacterWidth, height: labelHeight };
    graph.setEdge(relation.from, relation.to, { ...size, labelpos: 'c', minlen: fewestRows(relation) });
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const placed = elements.map((element) => ({ element, ...centreOf(graph, element.id), lines: wrapped(element.summary) }));
  const boxes = placed.filter(({ element }) => element.isInside);
  return {
    width,
    height,
    elements: placed,
    relations: relations.map((relation) => placedRelation(graph, relation)),
    boundary: boundaryOf(
      boxes,
      within.flatMap((relation) => placedRelation(graph, relation).points),
    ),
  };
}

/** How many rows a relation between two that are inside spans at least: where telemetry goes has a row of its own. */
function rowsOver({ label }: DiagramRelation): number {
  return label === telemetryLabel ? 2 : 1;
}

/** The longest way to each over these relations; as many rounds as there are elements are enough, also where calls go round. */
function rowsOf(elements: readonly DiagramElement[], within: readonly DiagramRelation[]): Map<string, number> {
  const rowOf = new Map(elements.map(({ id }) => [id, 0]));
  for (const _ of elements)
    for (const relation of within) {
      const row = (rowOf.get(relation.from) ?? 0) + rowsOver(relation);
      rowOf.set(relation.to, Math.min(elements.length, Math.max(rowOf.get(relation.to) ?? 0, row)));
    }
  return rowOf;
}

function placedRelation(graph: Graph, { from, to, label }: DiagramRelation): PlacedRelation {
  const { points, x, y } = graph.edge(from, to) as { points: Point[]; x: number; y: number };
  return { key: `${from}->${to}`, label, points, at: { x, y } };
}

/** Around boxes and the lines between them; null where there is but one box. */
function boundaryOf(boxes: readonly PlacedElement[], between: readonly Point[]): Box | null {
  if (boxes.length < 2) return null;
  const corners = boxes.flatMap(({ x, y }) => [
    { x: x - boxSize.width / 2, y: y - boxSize.height / 2 },
    { x: x + boxSize.width / 2, y: y + boxSize.height / 2 },
  ]);
  const points = [...corners, ...between];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs) - boundaryGap, Math.min(...ys) - boundaryGap];
  return { x, y, width: Math.max(...xs) + boundaryGap - x, height: Math.max(...ys) + boundaryGap - y };
}

function centreOf(graph: Graph, id: string): Point {
  const { x, y } = graph.node(id) as Box;
  return { x, y };
}

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
