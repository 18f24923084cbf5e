/** What stands on a chart besides its lines. */
import type uPlot from 'uplot';
import { type ChartMarker, markerShapes } from './chart-words.ts';
import { tokenColour } from './token-colour.ts';

const markerTokens: Record<ChartMarker['kind'], string> = {
  alert: '--critical',
  action: '--accent',
  change: '--muted',
  milestone: '--muted',
  inject: '--warning',
};

export function drawMarkers(plot: uPlot, markers: readonly ChartMarker[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `${9 * devicePixelRatio}px sans-serif`;
  ctx.textAlign = 'center';
  for (const { atMs, kind } of markers) {
    const x = plot.valToPos(atMs / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const colour = tokenColour(markerTokens[kind]);
    ctx.fillStyle = colour;
    ctx.globalAlpha = 0.45;
    line(plot, x, colour);
    ctx.globalAlpha = 1;
    ctx.fillText(markerShapes[kind], x, bbox.top);
  }
  ctx.restore();
}

/** The picked moment: a line that stays, with feet, so that it is not taken for a marker. */
export function drawPicked(plot: uPlot, pickedMs: number | null): void {
  if (pickedMs === null) return;
  const { ctx, bbox } = plot;
  const x = plot.valToPos(pickedMs / 1000, 'x', true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  const half = 4 * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = tokenColour('--accent');
  ctx.lineWidth = 1.5 * devicePixelRatio;
  line(plot, x, tokenColour('--accent'));
  ctx.fillRect(x - half, bbox.top + bbox.height - 2 * devicePixelRatio, 2 * half, 2 * devicePixelRatio);
  ctx.restore();
}

function line({ ctx, bbox }: uPlot, x: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}
