import type { StackView } from '../../core/protocol/stack-view.ts';

/** Names on the map: `fulfilment-2->kafka` is drawn as `fulfilment->kafka`, `fulfilment-2` as `fulfilment`. */
export function onMap(component: string, { services, links }: Pick<StackView, 'services' | 'links'>): string {
  const link = links.find((each) => each.link === component);
  if (link) return `${link.from}->${link.to}`;
  const service = component.replace(/-\d+$/, '');
  return services.some((each) => each.service === service) ? service : component;
}
