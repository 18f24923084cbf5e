/** What is inserted comes after what has been typed. */
export function joined(typed: string, inserted: string): string {
  return typed.trim() === '' ? inserted : `${typed.trimEnd()} ${inserted}`;
}
