/** Where everything stands on the service map: computed once for a stack, so that nothing ever moves. */
import { Graph, layout } from '@dagrejs/dagre';
import type { StackView } from '../../core/protocol/stack-view.ts';

export interface MapNode {
  name: string;
  kind: 'users' | 'service' | 'redis' | 'postgres' | 'kafka' | 'external';
  x: number;
  y: number;
}
export interface MapEdge {
  /** `from->to`; links of several members are one edge. */
  edge: string;
  from: string;
  to: string;
  /** Links of the stack that this edge stands for. */
  links: string[];
  points: { x: number; y: number }[];
  label: { x: number; y: number };
}
export interface MapLayout {
  width: number;
  height: number;
  nodes: MapNode[];
  edges: MapEdge[];
}

export const nodeSize = { width: 104, height: 40 };
export const labelSize = { width: 68, height: 30 };
/** Telemetry's own way is plumbing, not the shop. */
const hidden = new Set(['collector', 'services']);

export function layoutOf(stack: StackView): MapLayout {
  const kinds = nodeKinds(stack);
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'TB', nodesep: 14, edgesep: 6, ranksep: 18, marginx: 4, marginy: 4 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of kinds.keys()) graph.setNode(name, { ...nodeSize });
  const edges = edgesOf(stack, kinds);
  for (const { from, to } of edges) graph.setEdge(from, to, { ...labelSize, labelpos: 'c', weight: from === 'users' ? 3 : 1 });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: [...kinds].map(([name, kind]) => {
      const { x, y } = graph.node(name) as { x: number; y: number };
      return { name, kind, x, y };
    }),
    edges: edges.map((edge) => {
      const { points, x, y } = graph.edge(edge.from, edge.to) as { points: { x: number; y: number }[]; x: number; y: number };
      return { ...edge, points, label: { x, y } };
    }),
  };
}

function nodeKinds(stack: StackView): Map<string, MapNode['kind']> {
  const kinds = new Map<string, MapNode['kind']>([['users', 'users']]);
  for (const { service } of stack.services) kinds.set(service, 'service');
  for (const { name, kind } of stack.dependencies) if (!hidden.has(name)) kinds.set(name, kind);
  return kinds;
}

function edgesOf(stack: StackView, kinds: ReadonlyMap<string, unknown>): Pick<MapEdge, 'edge' | 'from' | 'to' | 'links'>[] {
  const edges = new Map<string, Pick<MapEdge, 'edge' | 'from' | 'to' | 'links'>>();
  for (const { link, from, to } of stack.links) {
    if (!kinds.has(from) || !kinds.has(to)) continue;
    const edge = `${from}->${to}`;
    const known = edges.get(edge);
    if (known) known.links.push(link);
    else edges.set(edge, { edge, from, to, links: [link] });
  }
  return [...edges.values()];
}

/** A smooth line through the points. */
export function pathThrough(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    if (!next) path += ` L${round(point.x)} ${round(point.y)}`;
    else path += ` Q${round(point.x)} ${round(point.y)} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`;
  });
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
