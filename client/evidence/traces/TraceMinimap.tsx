import { useRef, useState } from 'react';
import { tokenColour } from '../token-colour.ts';
import { useCanvas } from '../use-canvas.ts';
import type { TraceLayout } from './trace-layout.ts';
import { type Zoom, zoomBetween } from './zoom.ts';

interface TraceMinimapProps {
  trace: TraceLayout;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
}

const height = 40;

/** All of the trace in little; a drag shows that part of it. By keys the same is done with + and -. */
export function TraceMinimap({ trace, zoom, onZoom }: TraceMinimapProps) {
  const start = useRef<number | null>(null);
  const [drag, setDrag] = useState<Zoom | null>(null);
  const canvas = useCanvas((context, { width }) => draw(context, trace, width), [trace]);
  const shareOf = (event: React.PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return (event.clientX - box.left) / box.width;
  };
  const release = (event: React.PointerEvent): void => {
    const asked = start.current === null ? null : zoomBetween(start.current, shareOf(event), trace.durationMs);
    start.current = null;
    setDrag(null);
    if (asked) onZoom(asked);
  };
  const { fromMs, toMs } = drag ?? zoom;
  const percentOf = (ms: number): number => (trace.durationMs === 0 ? 0 : Math.min(100, Math.max(0, (ms / trace.durationMs) * 100)));
  return (
    <div
      className="ev-minimap"
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = shareOf(event);
      }}
      onPointerMove={(event) => start.current !== null && setDrag(zoomBetween(start.current, shareOf(event), trace.durationMs))}
      onPointerUp={release}
    >
      <canvas ref={canvas} style={{ height }} />
      <i className="ev-minimap-off" style={{ left: 0, width: `${percentOf(fromMs)}%` }} />
      <i className="ev-minimap-off" style={{ left: `${percentOf(toMs)}%`, right: 0 }} />
    </div>
  );
}

function draw(context: CanvasRenderingContext2D, { rows, durationMs }: TraceLayout, width: number): void {
  const scale = durationMs === 0 ? 0 : width / durationMs;
  const thick = Math.max(1, Math.min(3, height / Math.max(1, rows.length)));
  const bar = (index: number, offsetMs: number, lengthMs: number): void =>
    context.fillRect(offsetMs * scale, (index / rows.length) * (height - thick), Math.max(1, lengthMs * scale), thick);
  context.fillStyle = tokenColour('--chart-2');
  rows.forEach(({ offsetMs, durationMs: lengthMs, span }, index) => !span.error && bar(index, offsetMs, lengthMs));
  context.fillStyle = tokenColour('--critical');
  rows.forEach(({ offsetMs, durationMs: lengthMs, span }, index) => span.error && bar(index, offsetMs, lengthMs));
}
