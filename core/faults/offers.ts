/** What a facilitator may inject into a stack, and the fault their choice means. */
import { checkParameters } from '../controls/parameters.ts';
import type { FaultOffer } from '../protocol/desk.ts';
import { linkEnds, type Stack, serviceOfSlot, slotNames } from '../stack/schema.ts';
import type { FaultForm } from './fault.ts';
import { type Fault, faultForms, faultSchema } from './index.ts';

/** Units that a scenario writes behind its numbers; the others are bare numbers there. */
const writtenUnits = ['ms', 'KB/s', 'MB'];

/** Field of the fault's schema that names the target; the cache is just the one. */
const targetField: Record<FaultForm['on'], string | null> = { link: 'link', service: 'target', flag: 'flag', cache: null };

const resolvedFaultSchema = faultSchema((inner) => inner);

/** One offer per kind of fault that this stack has a target for. */
export function faultOffersOf(stack: Stack): FaultOffer[] {
  return [...faultForms].flatMap(([fault, { title, on, parameters }]) => {
    const targets = targetsOf(stack, on);
    if (targets.length === 0) return [];
    return [{ fault, title, targets, parameters: parameters.map(({ integer: _integer, ...spec }) => spec) }];
  });
}

interface FaultChoice {
  fault: string;
  target: string;
  /** Numbers in the unit of the offer; what is left out takes its default. */
  parameters: Record<string, string | number | boolean>;
}

/** The fault a choice means, or what is wrong with its parameters. The kind is one of the offers. */
export function chosenFault({ fault, target, parameters }: FaultChoice): { ok: true; fault: Fault } | { ok: false; detail: string } {
  const form = faultForms.get(fault);
  if (!form) return { ok: false, detail: `there is no fault ${fault}` };
  const checked = checkParameters({ control: fault, parameters: form.parameters }, parameters);
  if (!checked.ok) return checked;
  const fields = form.parameters.map(({ name, unit }) => {
    const value = checked.parameters[name];
    return [name, writtenUnits.includes(unit) ? `${String(value)}${unit}` : value] as const;
  });
  const field = targetField[form.on];
  const parsed = resolvedFaultSchema.safeParse({
    kind: fault,
    ...(field === null ? {} : { [field]: target }),
    ...Object.fromEntries(fields),
  });
  if (parsed.success) return { ok: true, fault: parsed.data };
  return { ok: false, detail: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
}

/** Names that exist and run: a fault on a member that was never started would be felt by nobody. */
function targetsOf(stack: Stack, on: FaultForm['on']): string[] {
  const services = Object.keys(stack.services);
  const slots = services.flatMap((service) => slotNames(service, stack.services[service]?.slots ?? 0));
  switch (on) {
    case 'link':
      return stack.links.map(({ id }) => id).filter((id) => runs(linkEnds(id).from, { services, slots }));
    case 'service':
      return [...services, ...slots];
    case 'flag':
      return stack.controls.filter(({ control }) => control === 'flag.set').flatMap(({ targets }) => targets);
    case 'cache':
      return ['redis'];
  }
}

/** A client that is one slot of a service runs when that slot does; users and the services as a whole always do. */
function runs(client: string, { services, slots }: { services: string[]; slots: string[] }): boolean {
  return !services.includes(serviceOfSlot(client)) || services.includes(client) || slots.includes(client);
}
