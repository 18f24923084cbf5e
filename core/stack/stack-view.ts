/** The stack as its engineers know it: a function of `stack.yaml` alone, so it tells nothing about a drill. */
import type { StackView } from '../protocol/stack-view.ts';
import { linkEnds, type Stack, serviceOfSlot } from './schema.ts';

const engineSummary = {
  redis: 'Cache of the catalog',
  postgres: 'Database',
  kafka: 'Event broker',
} as const;

/** The way telemetry takes is not part of what users depend on. */
const isDrawn = ({ kind }: Stack['links'][number]): boolean => kind !== 'otlp';

export function stackViewOf(stack: Stack): StackView {
  const { name, summary, services, externals, owners } = stack;
  return {
    name,
    summary,
    services: Object.entries(services).map(([service, { owner, slots, version }]) => ({ service, owner, slots, version })),
    dependencies: [
      ...(['redis', 'postgres', 'kafka'] as const).map((kind) => ({ name: kind, kind, summary: engineSummary[kind] })),
      ...Object.entries(externals).map(([external, { summary: text }]) => ({ name: external, kind: 'external' as const, summary: text })),
    ],
    links: stack.links.filter(isDrawn).map(({ id, kind }) => {
      const { from, to } = linkEnds(id);
      const service = from in services ? from : serviceOfSlot(from);
      return { link: id, from: service, to, kind, member: service === from ? null : from };
    }),
    flags: stack.controls.filter(({ control }) => control === 'flag.set').flatMap(({ targets }) => targets),
    owners: Object.entries(owners).map(([owner, ownerName]) => ({ owner, name: ownerName })),
  };
}
