/** A use of each control of the shop. */
import type { ControlParameters } from '../drill/events.ts';
import { stack } from '../scenario/shop.fixture.ts';
import type { ControlContext, ControlDefinition } from './control.ts';
import { checkParameters, controlDefinitions, type Offer } from './index.ts';

const services = Object.keys(stack.services);

/** A shop in which there is something to do for every control. */
export const world: Omit<ControlContext, 'target' | 'parameters'> = {
  versions: Object.fromEntries(services.map((service) => [service, { current: '2.0.0', previous: ['1.9.0', '1.8.0'] }])),
  canaries: Object.fromEntries(services.map((service) => [service, { version: '2.1.0', weight: 0.1 }])),
  paused: [],
};

/** What a responder would have chosen from the running system or typed. */
export const chosen: Record<string, ControlParameters> = {
  'offset.skip': { position: 'orders.placed/3@1234' },
  'deadletter.redrive': { records: 'all' },
  'session.terminate': { session: 'nightly-report/4711' },
  'query.cancel': { session: 'catalog-1/4712' },
  'job.stop': { job: 'sales-report' },
  'alert.silence': { alert: 'browse-latency.page', reason: 'we know of it and work on it' },
};

/** @throws Error when nobody has defined it. */
export function definitionOf(control: string): ControlDefinition {
  const definition = controlDefinitions[control];
  if (!definition) throw new Error(`no control ${control}`);
  return definition;
}

/** How the shop offers it. */
export function offerOf(control: string): Offer & { targets: string[] } {
  return stack.controls.find((each) => each.control === control) ?? { targets: [] };
}

/** A target of it: the one its receipt speaks of. */
export function targetOf(control: string): string {
  const { targets } = offerOf(control);
  return targets.find((target) => definitionOf(control).receipt.startsWith(target)) ?? targets[0] ?? '';
}

/** The parameters of a use, defaults filled in. @throws Error when the control refuses them. */
export function checkedOf(control: string, parameters: ControlParameters = {}): ControlParameters {
  const checked = checkParameters(definitionOf(control), { ...chosen[control], ...parameters }, offerOf(control));
  if (!checked.ok) throw new Error(checked.detail);
  return checked.parameters;
}
