/** Checks of the truth against the stack. */

import type { ControlDefinition } from '../controls/control.ts';
import { checkParameters, controlDefinitions, offeredParameters } from '../controls/index.ts';
import type { Checking } from './checking.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';

type Path = Finding['path'];
/** A control as far as its parameters go. */
export type Checkable = Pick<ControlDefinition, 'control' | 'parameters'>;
type Match = ResolvedScenario['truth']['accepted'][number];

export function checkTruth(checking: Checking): Finding[] {
  const { truth } = checking.scenario;
  const matches = (['accepted', 'partial', 'harmful'] as const).flatMap((list) =>
    truth[list].flatMap((match, index) => checkMatch(match, ['truth', list, index], checking)),
  );
  return [...checkTrigger(checking), ...checkPropagation(checking), ...matches, ...checkOwners(checking)];
}

function checkTrigger({ scenario, names }: Checking): Finding[] {
  const { component, owner, since } = scenario.truth.trigger;
  const path = ['truth', 'trigger'];
  const known = [
    ...unknownName([...path, 'component'], { kind: 'component', name: component, names: [...names.components, 'none'] }),
    ...unknownName([...path, 'owner'], { kind: 'owner', name: owner, names: [...names.owners, 'none'] }),
  ];
  if (since !== undefined) return [...known, ...checkInjectId(since, [...path, 'since'], { scenario, faultsOnly: true })];
  if (scenario.expect.witness === 'none') return known;
  return [
    ...known,
    { path, message: 'since is missing: users are expected to feel a fault', expected: 'the id (as:) of the fault in the script' },
  ];
}

export function checkInjectId(
  id: string,
  path: Path,
  { scenario, faultsOnly }: { scenario: ResolvedScenario; faultsOnly: boolean },
): Finding[] {
  const ids = scenario.script.flatMap((inject) => (inject.as !== undefined && (!faultsOnly || inject.fault) ? [inject.as] : []));
  return unknownName(path, { kind: 'fault', name: id, names: ids });
}

function checkPropagation({ scenario, names }: Checking): Finding[] {
  const ends = [...names.components, 'users'];
  return scenario.truth.propagation.flatMap(({ from, to }, index) => [
    ...unknownName(['truth', 'propagation', index, 'from'], { kind: 'component', name: from, names: ends }),
    ...unknownName(['truth', 'propagation', index, 'to'], { kind: 'component', name: to, names: ends }),
  ]);
}

export function checkMatch(match: Match, path: Path, checking: Checking): Finding[] {
  const target = match.target === undefined ? [] : checkControlTarget(match.control, match.target, { path, checking });
  const definition = controlDefinitions[match.control];
  if (!definition) return unknownControl(match.control, path, checking);
  return [
    ...target,
    ...checkNamedParameters(named(definition, match.parameters ?? {}, checking), match.parameters ?? {}, [...path, 'parameters']),
    ...checkBeginnings(definition, match, path),
    ...checkBounds(definition, match, path),
  ];
}

/** The named parameters and those with a default: a match need not name what is chosen from the running system. */
function named(definition: ControlDefinition, parameters: object, checking: Checking): Checkable {
  const specs = offered(definition, checking).parameters;
  return { control: definition.control, parameters: specs.filter(({ name, default: fallback }) => fallback !== '' || name in parameters) };
}

/** The control with the choices of this stack. */
export function offered(definition: ControlDefinition, { stack }: Checking): Checkable {
  const offer = stack.controls.find(({ control }) => control === definition.control) ?? {};
  return { control: definition.control, parameters: offeredParameters(definition, offer) };
}

function checkBeginnings(definition: ControlDefinition, { startsWith = {} }: Match, path: Path): Finding[] {
  const live = definition.parameters.filter(({ type }) => type === 'live').map(({ name }) => name);
  return Object.keys(startsWith).flatMap((name) =>
    unknownName([...path, 'startsWith', name], { kind: 'live parameter', name, names: live }),
  );
}

function checkBounds(definition: ControlDefinition, match: Match, path: Path): Finding[] {
  const numbers = definition.parameters.filter(({ type }) => type === 'number').map(({ name }) => name);
  return (['atLeast', 'atMost'] as const).flatMap((bound) =>
    Object.keys(match[bound] ?? {}).flatMap((name) =>
      unknownName([...path, bound, name], { kind: 'number parameter', name, names: numbers }),
    ),
  );
}

export function unknownControl(control: string, path: Path, { stack }: Checking): Finding[] {
  return unknownName([...path, 'control'], { kind: 'control', name: control, names: stack.controls.map((listed) => listed.control) });
}

/** The control exists on this stack and may be used on this target. */
export function checkControlTarget(control: string, target: string, { path, checking }: { path: Path; checking: Checking }): Finding[] {
  const listed = checking.stack.controls.find((entry) => entry.control === control);
  if (!listed) return unknownControl(control, path, checking);
  return unknownName([...path, 'target'], { kind: `target of ${control}`, name: target, names: listed.targets });
}

/** Parameters as a responder would have to give them. */
export function checkNamedParameters(definition: Checkable, parameters: Record<string, string | number | boolean>, path: Path): Finding[] {
  const checked = checkParameters(definition, parameters);
  if (checked.ok) return [];
  const written = Object.keys(parameters).find((name) => checked.detail.startsWith(`${name} `) || checked.detail.includes(`"${name}"`));
  return [
    {
      path: written === undefined ? path : [...path, written],
      message: checked.detail,
      expected: `parameters of ${definition.control} as listed in core/controls`,
    },
  ];
}

function checkOwners({ scenario, names }: Checking): Finding[] {
  return scenario.truth.owners.flatMap(({ owner, ends }, index) => [
    ...unknownName(['truth', 'owners', index, 'owner'], { kind: 'owner', name: owner, names: names.owners }),
    ...(ends === undefined ? [] : checkInjectId(ends, ['truth', 'owners', index, 'ends'], { scenario, faultsOnly: true })),
  ]);
}
