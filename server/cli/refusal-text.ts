/** What the house answers to a request that it refuses, in one line for a terminal. */
export function refusalText(body: unknown): string {
  const { message, detail } = body as { message: string; detail?: string };
  return [message, detail].filter(Boolean).join(' ');
}
