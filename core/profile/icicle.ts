/** Where the frames of a call tree stand in an icicle: the root on top, what it called below it, as wide as what was used. */
import type { CallNode } from './call-tree.ts';

export interface Frame {
  node: CallNode;
  depth: number;
  /** Shares of the whole width, 0 to 1. */
  left: number;
  width: number;
  parentId: number | null;
  /** Above the frame that was zoomed to: as wide as the picture. */
  isAbove: boolean;
}

interface View {
  /** Frame that fills the width. */
  zoomId: number;
  /** Narrower frames are left out, with all below them. Share of the whole width. */
  leastWidth: number;
}

/** Row by row, each from left to right. An unknown frame is no zoom. */
export function icicleOf(root: CallNode, { zoomId, leastWidth }: View): Frame[] {
  const path = pathTo(root, zoomId) ?? [root];
  const above = path.slice(0, -1);
  const zoomed = path.at(-1) ?? root;
  const frames: Frame[] = above.map((node, depth) => ({
    node,
    depth,
    left: 0,
    width: 1,
    parentId: above[depth - 1]?.id ?? null,
    isAbove: true,
  }));
  let row: Frame[] = [{ node: zoomed, depth: above.length, left: 0, width: 1, parentId: above.at(-1)?.id ?? null, isAbove: false }];
  while (row.length > 0) {
    frames.push(...row);
    row = row.flatMap((parent) => below(parent, zoomed.total)).filter(({ width }) => width >= leastWidth);
  }
  return frames;
}

function below({ node, depth, left }: Frame, whole: number): Frame[] {
  let at = left;
  return node.children.map((child) => {
    const width = whole === 0 ? 0 : child.total / whole;
    const frame = { node: child, depth: depth + 1, left: at, width, parentId: node.id, isAbove: false };
    at += width;
    return frame;
  });
}

/** From the root to the frame; null where it is not in the tree. */
export function pathTo(root: CallNode, id: number): CallNode[] | null {
  if (root.id === id) return [root];
  for (const child of root.children) {
    const path = pathTo(child, id);
    if (path) return [root, ...path];
  }
  return null;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The frame that an arrow leads to: the caller, the greatest call, or the neighbour in the row. Itself where there is none. */
export function neighbourOf(frames: readonly Frame[], id: number, direction: Direction): number {
  const index = frames.findIndex(({ node }) => node.id === id);
  const frame = frames[index];
  if (!frame) return frames[0]?.node.id ?? id;
  const wanted = {
    up: () => frames.find(({ node }) => node.id === frame.parentId),
    down: () => frames.find(({ parentId }) => parentId === id),
    left: () => inRow(frames[index - 1], frame.depth),
    right: () => inRow(frames[index + 1], frame.depth),
  }[direction]();
  return wanted?.node.id ?? id;
}

const inRow = (frame: Frame | undefined, depth: number): Frame | undefined => (frame?.depth === depth ? frame : undefined);
