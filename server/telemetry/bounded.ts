/** How many different names a sender may bring: beyond the first so many one is left out, so that memory stays bounded. */
const longestName = 200;

/** Whether a name is one of the known, or may become one. A name that every object has by birth is never admitted. */
export function isAdmitted(known: { has(name: string): boolean; readonly size: number }, name: string, most: number): boolean {
  return known.has(name) || (known.size < most && name.length <= longestName && !(name in Object.prototype));
}
