/** `docs/controls.md`, made of the definitions. */
import type { ControlParameters } from '../drill/events.ts';
import { receiptOf } from '../drill/rules/receipts.ts';
import type { ControlDefinition, ControlParameter } from './control.ts';
import { checkedOf, chosen, offerOf, targetOf, world } from './examples.fixture.ts';
import { controlDefinitions, offeredParameters } from './index.ts';

const intro = `# Controls

Everything a responder may do to the shop. Generated from \`core/controls\` by its test; do not edit.
Each is work, not a button: it waits its lead time (review, rollout), is then really done and takes what that takes, and the receipt says what
truly happened. One change is under way on a service at a time. A use that reaches everybody has to be confirmed by typing the name of its target.
Any of them can be wrong to use. Targets, and choices that are the stack's, stand in \`controls:\` of stack.yaml.
`;

export function controlsDocument(): string {
  return [intro, ...Object.values(controlDefinitions).map(section)].join('\n');
}

function section(definition: ControlDefinition): string {
  const { control, title, leadMs, warmUp, sideEffect, undoable } = definition;
  const { targets } = offerOf(control);
  const target = targetOf(control);
  const parameters = checkedOf(control);
  return [
    `## ${control}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    '',
    `\`${definition.equivalent(target, parameters)}\``,
    '',
    `- Targets: ${targets.join(', ')}`,
    `- Parameters: ${parametersWords(definition)}`,
    `- Lead time: ${leadMs === 0 ? 'none' : `${leadMs / 1000} s`}. ${queueWords(definition, target)}`,
    `- Warm-up: ${warmUp}`,
    `- Side effect: ${sideEffect}`,
    ...(definition.takesEvidence ? ['- Evidence: what the pod has seen may be cited'] : []),
    `- To confirm: ${confirmWords(definition, target)}`,
    ...refusalWords(definition, target),
    `- Taken off again: ${undoable ? 'yes' : 'no, what is done is done'}`,
    `- Change log: ${definition.change(target, parameters).kind}, "${definition.change(target, parameters).summary}"`,
    `- Receipt: ${receiptWords(definition, parameters)}`,
    '',
  ].join('\n');
}

function parametersWords(definition: ControlDefinition): string {
  const parameters = offeredParameters(definition, offerOf(definition.control));
  return parameters.length === 0 ? 'none beside the target' : parameters.map(parameterWords).join('; ');
}

const liveWords: Record<string, string> = {
  sessions: 'one of the database sessions there are',
  offsets: 'one of the positions at which the group stands',
  deadLetters: 'one of the dead letters there are, or `all`',
  jobs: 'one of the jobs of the service',
  alerts: 'one of the alerts',
};

function parameterWords(spec: ControlParameter): string {
  const { name, type, unit, min, max, choices, integer, default: fallback } = spec;
  if (type === 'choice') return `\`${name}\` ${choices.join(' | ')} (${fallback})`;
  if (type === 'live') return `\`${name}\` ${liveWords[spec.live]}`;
  if (type === 'text') return `\`${name}\` in your own words, ${min} to ${max} characters`;
  return `\`${name}\` ${integer ? 'whole ' : ''}${unit}, ${min} to ${max} (${fallback})`;
}

function queueWords({ occupies }: ControlDefinition, target: string): string {
  const occupied = occupies(target);
  return occupied === null ? 'Beside other changes.' : `Alone on \`${occupied}\` where the target is \`${target}\`.`;
}

/** All that a form could send, as far as it can make a difference. */
function usesOf(definition: ControlDefinition): ControlParameters[] {
  const { control } = definition;
  const values = offeredParameters(definition, offerOf(control)).flatMap<ControlParameters>(({ name, type, choices, min, max }) => {
    const known: (string | number)[] = type === 'number' ? [min ?? 0, max ?? 0] : choices;
    return known.map((value) => ({ [name]: value }));
  });
  const single: ControlParameters[] = control === 'deadletter.redrive' ? [{ records: '7' }] : [];
  return [{}, ...values, ...single].map((parameters) => checkedOf(control, parameters));
}

function confirmWords(definition: ControlDefinition, target: string): string {
  const said = usesOf(definition).map((parameters) => definition.broad?.(target, parameters) ?? null);
  const broad = said.filter((text) => text !== null);
  if (broad.length === 0) return 'no';
  return `${broad.length === said.length ? 'always' : 'where it is broad'}. "${broad[0]}"`;
}

function refusalWords({ control, unavailable }: ControlDefinition, target: string): string[] {
  const bare = { ...world, canaries: {}, target, parameters: chosen[control] ?? {} };
  const reason = unavailable?.(bare) ?? unavailable?.({ ...bare, paused: [target] }) ?? null;
  return reason === null ? [] : [`- Refused: ${reason}`];
}

/** As responders read it. */
function receiptWords({ control, receipt, work }: ControlDefinition, parameters: ControlParameters): string {
  if (receipt === '') return 'none: nothing is done to the sandbox';
  return `\`${receiptOf(work({ ...world, target: targetOf(control), parameters }), [receipt]).join('; ')}\``;
}
