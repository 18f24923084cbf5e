/** Letters and digits of a join code as typed or pasted: a whole join link is understood too. */
export function codeFrom(typed: string): string {
  const fromLink = /\/join\/([A-Za-z0-9-]+)/.exec(typed)?.[1] ?? typed;
  return fromLink
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, codeLength);
}

export const codeLength = 6;
