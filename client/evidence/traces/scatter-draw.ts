import { milliseconds } from '../../format.ts';
import { timeWords } from '../entry-words.ts';
import { tokenColour } from '../token-colour.ts';
import type { Brush, Scatter, ScatterPoint } from './scatter-layout.ts';

export interface ScatterDrawing {
  scatter: Scatter;
  /** Under the pointer or the keys. */
  point: ScatterPoint | null;
  brush: Brush | null;
  frame: { left: number; top: number; right: number; bottom: number };
  size: { width: number; height: number };
}

const radius = 3;

export function drawScatter(context: CanvasRenderingContext2D, drawing: ScatterDrawing): void {
  const { scatter, point, brush, frame } = drawing;
  context.save();
  context.translate(frame.left, frame.top);
  drawAxes(context, drawing);
  const [ok, failed] = [tokenColour('--chart-2'), tokenColour('--critical')];
  // What failed lies on top.
  for (const each of scatter.points) if (!each.trace.error) drawPoint(context, each, ok);
  for (const each of scatter.points) if (each.trace.error) drawPoint(context, each, failed);
  if (point) {
    context.strokeStyle = tokenColour('--text');
    context.lineWidth = 1.5;
    context.strokeRect(point.x - 6, point.y - 6, 12, 12);
  }
  if (brush) drawBrush(context, brush);
  context.restore();
}

function drawPoint(context: CanvasRenderingContext2D, { x, y, trace }: ScatterPoint, colour: string): void {
  if (trace.error) {
    context.fillStyle = colour;
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = 1.25;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

function drawAxes(context: CanvasRenderingContext2D, { scatter, frame, size }: ScatterDrawing): void {
  const width = size.width - frame.left - frame.right;
  const height = size.height - frame.top - frame.bottom;
  context.font = '11px system-ui, sans-serif';
  context.lineWidth = 1;
  context.strokeStyle = tokenColour('--line');
  context.fillStyle = tokenColour('--muted');
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { y, ms } of scatter.durationTicks) {
    line(context, { x: 0, y }, { x: width, y });
    context.fillText(milliseconds(ms), -6, Math.min(height - 4, Math.max(5, y)));
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { x, atMs } of scatter.timeTicks) {
    line(context, { x, y: height }, { x, y: height + 3 });
    context.fillText(timeWords(atMs), x, height + 5);
  }
}

function line(context: CanvasRenderingContext2D, from: { x: number; y: number }, to: { x: number; y: number }): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

function drawBrush(context: CanvasRenderingContext2D, { fromX, fromY, toX, toY }: Brush): void {
  context.fillStyle = tokenColour('--accent');
  context.globalAlpha = 0.15;
  context.fillRect(fromX, fromY, toX - fromX, toY - fromY);
  context.globalAlpha = 1;
  context.strokeStyle = tokenColour('--accent');
  context.strokeRect(fromX, fromY, toX - fromX, toY - fromY);
}
