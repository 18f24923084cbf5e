/** Built-in responders that use a control on everything at hand and call it over. None of them knows the scenario. */
import { alertSilence } from '../controls/alert-silence.ts';
import { controlDefinitions, matchControl } from '../controls/index.ts';
import type { ControlParameters } from '../drill/events.ts';
import type { ControlMatch } from '../scenario/control-match.ts';
import type { ControlOffer, Plan, ResponderStep } from '../scenario/plan.ts';
import { type CheatName, cheatNames } from './cheat-names.ts';
import { targetsOf, type Use, useOf } from './use.ts';

type Offers = Pick<Plan, 'controls' | 'slos' | 'script'>;

const making: Record<CheatName, (plan: Offers) => ResponderStep[]> = {
  silence: ({ controls, slos }) =>
    targetsOf(controls, alertSilence.control).flatMap((target) =>
      slos.map(({ name }) => useOf(alertSilence.control, target, { alert: `${name}.page`, reason: 'it will be over soon', minutes: 60 })),
    ),
  'scale-to-zero': (plan) => everywhere(plan, 'service.scale', { slots: leastOf('service.scale', 'slots') }),
  'roll-back-everything': (plan) => everywhere(plan, 'service.rollback'),
  'kitchen-sink': ({ controls }) => roundsOf(reversibleUses(controls)).flatMap(onAndOff),
  flush: (plan) => everywhere(plan, 'cache.flush'),
  'reset-offsets': (plan) => everywhere(plan, 'offsets.reset', { to: 'latest' }),
  'restart-all': (plan) => everywhere(plan, 'service.restart'),
  'approve-everything': ({ script }) => script.flatMap((item) => (item.kind === 'request' && !item.drawer ? approveNext : [])),
};

/** Whatever is asked for, as soon as it is asked for. */
const approveNext: ResponderStep[] = [{ wait: { request: 'any' } }, { do: 'decide', request: 'any', verdict: 'approve', conditions: [] }];

/** The steps of every cheat; null for one that this stack gives no control for, or this scenario no request. */
export function cheatsOf(plan: Offers): Record<CheatName, ResponderStep[] | null> {
  const all = cheatNames.map((name): [CheatName, ResponderStep[] | null] => {
    const acts = making[name](plan);
    return [name, acts.length === 0 ? null : [...acts, { wait: { settled: true } }, { do: 'resolve', summary: 'It should be over.' }]];
  });
  return Object.fromEntries(all) as Record<CheatName, ResponderStep[] | null>;
}

/** Whether all it does is done to whoever would be called: the sandbox does not hear of it, and users fare as if nobody did anything. */
export function touchesNothing(steps: readonly ResponderStep[]): boolean {
  return steps.every(
    (step) => !('do' in step) || step.do === 'resolve' || (step.do === 'control' && step.control === alertSilence.control),
  );
}

/** Uses among the steps that the truth takes for a right or half right answer, as people say them: `service.rollback orders`. */
export function rightAnswersIn(steps: readonly ResponderStep[], { accepted, partial }: Plan['truth']): string[] {
  const isRight = (use: Use): boolean => [...accepted, ...partial].some((match) => matchControl(match, withDefaults(use, match)));
  const uses = steps.filter((step): step is Use => 'do' in step && step.do === 'control' && isRight(step));
  return uses.map(({ control, target }) => `${control} ${target}`);
}

/** As it will be checked: what is not named has its default. */
function withDefaults(use: Use, { control }: ControlMatch): Use {
  const specs = controlDefinitions[control]?.parameters ?? [];
  return { ...use, parameters: { ...Object.fromEntries(specs.map((spec) => [spec.name, spec.default])), ...use.parameters } };
}

function everywhere({ controls }: Offers, control: string, parameters: ControlParameters = {}): Use[] {
  return targetsOf(controls, control).map((target) => useOf(control, target, parameters));
}

function leastOf(control: string, parameter: string): number {
  return controlDefinitions[control]?.parameters.find(({ name }) => name === parameter)?.min ?? 1;
}

/** Everything that stands until it is taken off, with the values its form proposes: those are the sensible middle. */
function reversibleUses(controls: readonly ControlOffer[]): Use[] {
  return controls.flatMap(({ control, targets }) => {
    const definition = controlDefinitions[control];
    const standsByItself =
      definition?.undoable === true && definition.parameters.every(({ type }) => type === 'number' || type === 'choice');
    return standsByItself ? targets.map((target) => useOf(control, target)) : [];
  });
}

/** As few rounds as there can be with one change of a service in each: everybody would get on with what is free. */
function roundsOf(uses: readonly Use[]): Use[][] {
  const rounds: Use[][] = [];
  const occupied = ({ control, target }: Use): string | null => controlDefinitions[control]?.occupies(target) ?? null;
  for (const use of uses) {
    const service = occupied(use);
    const clashes = (other: Use): boolean => (service === null ? other.target === use.target : occupied(other) === service);
    const free = rounds.find((round) => !round.some(clashes));
    if (free) free.push(use);
    else rounds.push([use]);
  }
  return rounds;
}

function onAndOff(round: readonly Use[]): ResponderStep[] {
  const settled: ResponderStep = { wait: { settled: true } };
  return [...round, settled, ...round.map(({ control, target }): ResponderStep => ({ do: 'undo', control, target })), settled];
}
