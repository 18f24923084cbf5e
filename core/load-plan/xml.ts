/** As much XML as a test plan needs. */

export interface Element {
  tag: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string | null;
}
export type Property = Element;

export function element(tag: string, attributes: Record<string, string>, children: Element[]): Element {
  return { tag, attributes, children, text: null };
}

/** `<stringProp name="…">value</stringProp>`. */
export function property(tag: 'stringProp' | 'boolProp', name: string, value: string): Property {
  return { tag, attributes: { name }, children: [], text: value };
}

/** Indented by two; ends with a line feed. */
export function serialise({ tag, attributes, children, text }: Element, indent = ''): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const start = `${indent}<${tag}${named.join('')}`;
  if (children.length === 0) return text ? `${start}>${escaped(text)}</${tag}>\n` : `${start}/>\n`;
  return `${start}>\n${children.map((child) => serialise(child, `${indent}  `)).join('')}${indent}</${tag}>\n`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
