/** Fixed-width figures: a number keeps its place when it changes. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Game time, counted back before the drill's clock. As far as a drill goes it has one width; what was long before is told in hours or days, `-26 h`. */
export function gameTime(ms: number): string {
  if (ms >= 0) return clock(ms);
  const minutes = -ms / 60_000;
  if (minutes < 100) return `-${clock(-ms)}`;
  const hours = minutes / 60;
  return hours < 48 ? `-${Math.round(hours)} h` : `-${Math.round(hours / 24)} d`;
}

/** Below 10 ms a tenth counts: a cache answers within one. */
export function milliseconds(value: number | null): string {
  if (value === null) return '–';
  if (value < 10) return `${Number(value.toFixed(1))} ms`;
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`;
}

export function percent(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`;
}

export function rate(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)}/s`;
}

/** Whole number with thin groups: 12 400. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}
