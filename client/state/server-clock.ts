/** The server's clock on the wall, as its answers tell it: on a machine whose own clock is wrong ages are right all the same. */

let offsetMs = 0;

/** How far the server's clock is ahead of this one; null for what is no date. A `Date` header has whole seconds, rounded down. */
export function offsetOf(header: string | null, nowMs: number): number | null {
  const atMs = header === null ? Number.NaN : Date.parse(header);
  return Number.isNaN(atMs) ? null : atMs + 500 - nowMs;
}

/** Of any answer of the server. */
export function noteServerDate(header: string | null): void {
  offsetMs = offsetOf(header, Date.now()) ?? offsetMs;
}

/** Unix milliseconds on the server, within a second; this machine's own before its first answer. */
export function serverNowMs(): number {
  return Date.now() + offsetMs;
}
