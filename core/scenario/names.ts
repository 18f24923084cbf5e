/** Everything a scenario may refer to, by name, as the stack has it. */
import type { Stack } from '../stack/schema.ts';
import { slotNames } from '../stack/schema.ts';
import { didYouMean, type Finding } from './problem.ts';

export interface StackNames {
  links: string[];
  services: string[];
  /** Services and their slots up to `maxSlots`. */
  targets: string[];
  flags: string[];
  slos: string[];
  owners: string[];
  /** Whatever can be a cause or can be affected: what the map has. */
  components: string[];
}

/** The stack's vocabulary. SLOs are named by their files, flags by what `flag.set` may touch. */
export function namesOf(stack: Stack): StackNames {
  const services = Object.keys(stack.services);
  const slots = services.flatMap((service) => slotNames(service, stack.services[service]?.maxSlots ?? 0));
  const links = stack.links.map(({ id }) => id);
  const flags = stack.controls.filter(({ control }) => control === 'flag.set').flatMap(({ targets }) => targets);
  // Every link runs through the proxy, and nobody sees it there.
  const engines = Object.keys(stack.engines).filter((engine) => engine !== 'toxiproxy');
  return {
    links,
    services,
    targets: [...services, ...slots],
    flags,
    slos: stack.slos.map((file) => file.replace(/^.*\//, '').replace(/\.ya?ml$/, '')),
    owners: Object.keys(stack.owners),
    components: [...services, ...slots, ...links, ...flags, ...engines, ...Object.keys(stack.externals)],
  };
}

/** A finding when `name` is none of `names`: `unknown link catalog->rediss`. */
export function unknownName(path: Finding['path'], what: { kind: string; name: string; names: readonly string[] }): Finding[] {
  const { kind, name, names } = what;
  if (names.includes(name)) return [];
  return [
    {
      path,
      message: `unknown ${kind} ${name}${didYouMean(name, names)}`,
      expected: `one of this stack: ${names.join(', ')}`,
    },
  ];
}
