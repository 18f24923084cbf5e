/** Whether what a diagnosis names is in the stack at all: a misspelt name would be graded as a wrong answer. */
import { type Diagnosis, isSameLink } from '../protocol/diagnosis.ts';
import type { StackView } from '../protocol/stack-view.ts';
import { serviceOfSlot } from '../stack/schema.ts';

export type KnownStack = Pick<StackView, 'services' | 'dependencies' | 'links' | 'flags'>;

/** What it names and nobody knows, in words; null when all of it is known. */
export function unknownIn({ component, edges = [] }: Pick<Diagnosis, 'component' | 'edges'>, stack: KnownStack): string | null {
  if (!isComponent(component, stack)) return `component: ${component}`;
  const edge = edges.find((each) => !stack.links.some((link) => isSameLink(link, each)));
  return edge ? `edges: ${edge.from} and ${edge.to} have no link` : null;
}

function isComponent(name: string, { services, dependencies, links, flags }: KnownStack): boolean {
  return (
    name === 'none' ||
    services.some(({ service }) => service === serviceOfSlot(name)) ||
    dependencies.some((each) => each.name === name) ||
    links.some(({ link, from, to }) => link === name || `${from}->${to}` === name) ||
    flags.includes(name)
  );
}
