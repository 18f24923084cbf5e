import { milliseconds } from '../../format.ts';
import { tokenColour } from '../token-colour.ts';
import { type HeatLayout, type HeatPlace, strengthOf } from './heat-layout.ts';

export interface HeatDrawing {
  layout: HeatLayout;
  /** Under the pointer or the keys. */
  at: HeatPlace | null;
  /** Words of some columns. */
  times: readonly { column: number; words: string }[];
  frame: HeatFrame;
  size: { width: number; height: number };
}

/** Room for the axes. */
export interface HeatFrame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Two minutes: a column keeps its width while there are few of them. */
const leastColumns = 24;
/** Rows are at least this far apart where they have a label. */
const labelPixels = 16;

export function drawHeat(context: CanvasRenderingContext2D, drawing: HeatDrawing): void {
  const { layout, at, frame } = drawing;
  const { width, height } = cellSize(drawing);
  const bottom = drawing.size.height - frame.bottom;
  const place = ({ column, row }: HeatPlace): [number, number] => [frame.left + column * width, bottom - (row + 1) * height];
  context.fillStyle = tokenColour('--accent');
  // A gap only where cells are large enough to have one.
  const gap = Math.min(width, height) > 5 ? 1 : 0;
  for (const cell of layout.cells) {
    context.globalAlpha = strengthOf(cell.share);
    context.fillRect(...place(cell), Math.max(1, width - gap), Math.max(1, height - gap));
  }
  context.globalAlpha = 1;
  drawAxes(context, drawing);
  if (!at) return;
  context.strokeStyle = tokenColour('--text');
  context.lineWidth = 1.5;
  context.strokeRect(...place(at), width, height);
}

export function cellSize({ layout, frame, size }: Pick<HeatDrawing, 'layout' | 'frame' | 'size'>): { width: number; height: number } {
  return {
    width: (size.width - frame.left - frame.right) / Math.max(leastColumns, layout.columns.length),
    height: (size.height - frame.top - frame.bottom) / Math.max(1, layout.rows.length),
  };
}

function drawAxes(context: CanvasRenderingContext2D, drawing: HeatDrawing): void {
  const { layout, times, frame, size } = drawing;
  const { width, height } = cellSize(drawing);
  const bottom = size.height - frame.bottom;
  context.font = '11px system-ui, sans-serif';
  context.fillStyle = tokenColour('--muted');
  context.strokeStyle = tokenColour('--line');
  context.lineWidth = 1;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  const every = Math.max(1, Math.ceil(labelPixels / height));
  for (const [index, { toMs }] of layout.rows.entries()) {
    if (toMs === null || (index + 1) % every !== 0) continue;
    context.fillText(milliseconds(toMs), frame.left - 6, Math.max(frame.top + 5, bottom - (index + 1) * height));
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { column, words } of times) context.fillText(words, frame.left + column * width, bottom + 5);
  context.strokeRect(frame.left - 0.5, frame.top - 0.5, size.width - frame.left - frame.right + 1, bottom - frame.top + 1);
}
