/** A canvas as wide as its place, sharp on every screen, painted anew with its content, its size and the theme. */
import { useEffect, useRef } from 'react';
import { onThemeChange } from './token-colour.ts';

type Draw = (context: CanvasRenderingContext2D, size: { width: number; height: number }) => void;

/** @param content painted anew when one of these changes. @param onWidth told in CSS pixels when the place has another width */
export function useCanvas(
  draw: Draw,
  content: readonly unknown[],
  onWidth?: (width: number) => void,
): React.RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef({ draw, onWidth });
  latest.current = { draw, onWidth };
  useEffect(() => {
    const place = canvas.current;
    if (place) paint(place, latest.current.draw);
    // The drawing is new with every render; its content says when it is another one.
  }, content);
  useEffect(() => {
    const place = canvas.current;
    if (!place) return;
    const repaint = (): void => paint(place, latest.current.draw);
    const resized = new ResizeObserver(() => {
      latest.current.onWidth?.(place.clientWidth);
      repaint();
    });
    resized.observe(place);
    const endTheme = onThemeChange(repaint);
    return () => {
      resized.disconnect();
      endTheme();
    };
  }, []);
  return canvas;
}

function paint(canvas: HTMLCanvasElement, draw: Draw): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0) return;
  const scale = devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  draw(context, { width, height });
}
