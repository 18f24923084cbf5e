/** The look before, which rates are measured against. */
export class Looks<Look> {
  private before: { look: Look; atMs: number } | undefined;

  /** @returns the look before this one and the time between them; null at the first */
  next(look: Look, nowMs: number): { before: Look | null; overMs: number | null } {
    const { before } = this;
    this.before = { look, atMs: nowMs };
    return before ? { before: before.look, overMs: nowMs - before.atMs } : { before: null, overMs: null };
  }
}
