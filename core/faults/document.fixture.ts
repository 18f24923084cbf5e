/** `docs/faults.md`, made of the definitions. */
import * as z from 'zod';
import type { ParameterSpec } from '../controls/control.ts';
import { stack } from '../scenario/shop.fixture.ts';
import { shopFaults } from './examples.fixture.ts';
import type { FaultForm } from './fault.ts';
import { describeFault, type Fault, faultCatalogue, faultSchema } from './index.ts';
import { faultOffersOf } from './offers.ts';

const intro = `# Faults

Every kind of fault a scenario may inject and a facilitator may put in by hand. Generated from \`core/faults\` by its test; do not edit.
What a fault becomes is an operation of the desired state (\`core/sandbox\`): putting the same one on twice, or taking it off twice, changes
nothing. Bounds are those of the facilitator's form; beyond them a scenario is refused with the reason, before anything is touched.
Where a target is not named "any", the stack's list decides (\`faults:\` and \`engines:\` of stack.yaml).
`;

const declared = faultOffersOf(stack);

const targetWords: Record<string, string> = {
  link: 'any link of the stack',
  service: 'any service or slot',
  flag: 'a flag',
  cache: 'the cache',
  index: 'an index of the list',
  table: 'a table of the list',
  database: 'the database',
  member: 'a consumer with a link of its own',
  traffic: 'the users',
  segment: 'a segment of the users',
  migration: 'a migration of the list',
  release: 'a version of a service',
  canary: 'a version of a service that has room for two instances',
  telemetry: 'the telemetry link',
};

export function faultsDocument(): string {
  return [intro, ...faultCatalogue.map(section)].join('\n');
}

function section({ kind, form, about }: (typeof faultCatalogue)[number]): string {
  const example = shopFaults.find((fault) => fault.kind === kind);
  if (!example) throw new Error(`no example of ${kind}`);
  const { parameters = [] } = form ?? {};
  return [
    `## ${kind}${form ? `: ${form.title.charAt(0).toLowerCase()}${form.title.slice(1)}` : ''}`,
    '',
    `\`${yamlOf(example)}\` (${describeFault(example)})`,
    '',
    `- Target: ${targetsOf(kind, form)}`,
    `- Parameters: ${parameters.length > 0 ? parameters.map(parameterWords).join('; ') : 'none beside the target'}`,
    ...(hasWorker(kind) ? ['- `worker`, in scenarios: the name its session or client bears, 3 to 31 of a-z, 0-9 and -'] : []),
    `- Touches: ${about.touches}`,
    `- Receipt: \`${about.receipt}\``,
    `- Undo: ${about.undo}`,
    '',
  ].join('\n');
}

function targetsOf(kind: Fault['kind'], form: FaultForm | null): string {
  if (!form) return `${kind === 'archive' ? 'an archive of the list' : 'a policy of a service'}; not offered at the desk`;
  return targetWords[form.on] ?? declared.find(({ fault }) => fault === kind)?.targets.join(', ') ?? '';
}

function parameterWords({ name, type, unit, min, max, choices, integer, default: fallback }: ParameterSpec): string {
  if (type === 'choice') return `\`${name}\` ${choices.join(' | ')} (${fallback})`;
  return `\`${name}\` ${integer ? 'whole ' : ''}${unit}, ${min} to ${max} (${fallback})`;
}

/** One line of YAML, as a scenario has it. */
function yamlOf(fault: Fault): string {
  const text = (value: unknown): string => (/[[\]{}:,>]/.test(String(value)) ? JSON.stringify(value) : String(value));
  return `fault: { ${Object.entries(fault)
    .map(([name, value]) => `${name}: ${text(value)}`)
    .join(', ')} }`;
}

function hasWorker(kind: Fault['kind']): boolean {
  const schema = z.toJSONSchema(faultSchema((inner) => inner)) as { oneOf?: { properties: Record<string, { const?: string }> }[] };
  return schema.oneOf?.some(({ properties }) => properties['kind']?.const === kind && 'worker' in properties) ?? false;
}
