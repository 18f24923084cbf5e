/** A text field of a JSON object that is still text; undefined when there is none, or when it is no such thing. */
export function jsonField(text: string, field: string): string | undefined {
  try {
    const found = (JSON.parse(text) as Record<string, unknown> | null)?.[field];
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
