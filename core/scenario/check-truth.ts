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
type Figures = Pick<Match, 'control' | 'parameters' | 'atLeast' | 'atMost'>;

export function checkTruth(checking: Checking): Finding[] {
  const { truth } = checking.scenario;
  const matches = (['accepted', 'partial', 'harmful'] as const).flatMap((list) =>
    truth[list].flatMap((match, index) => checkMatch(match, ['truth', list, index], checking)),
  );
  return [
    ...checkTrigger(checking),
    ...checkNone(checking),
    ...checkPropagation(checking),
    ...matches,
    ...checkListedOnce(checking),
    ...checkOwners(checking),
  ];
}

function checkTrigger({ scenario, names }: Checking): Finding[] {
  const { component, owner, since } = scenario.truth.trigger;
  const path = ['truth', 'trigger'];
  const known = [
    ...unknownName([...path, 'component'], { kind: 'component', name: component, names: [...names.components, 'none'] }),
    ...unknownName([...path, 'owner'], { kind: 'owner', name: owner, names: [...names.owners, 'none'] }),
  ];
  if (since !== undefined) return [...known, ...checkInjectId(since, [...path, 'since'], { scenario, faultsOnly: true })];
  if (component === 'none' || scenario.expect.witness === 'none') return known;
  return [
    ...known,
    { path, message: 'since is missing: users are expected to feel a fault', expected: 'the id (as:) of the fault in the script' },
  ];
}

/** Where nothing is wrong there is nothing that began, and nothing to feel. */
function checkNone({ scenario }: Checking): Finding[] {
  const { component, since } = scenario.truth.trigger;
  const { witness } = scenario.expect;
  if (component !== 'none') return [];
  const began =
    since === undefined
      ? []
      : [
          {
            path: ['truth', 'trigger', 'since'],
            message: `component is none, nothing is wrong, and yet it is so since ${since}`,
            expected: `the component of ${since}, or no since`,
          },
        ];
  const felt =
    witness === 'none'
      ? []
      : [
          {
            path: ['expect', 'witness'],
            message: `users are to feel it by ${witness.slo}, and truth.trigger.component is none: nothing is wrong`,
            expected: 'witness: none, or the component that they feel',
          },
        ];
  return [...began, ...felt];
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
  return [...target, ...checkFigures(match, path, checking), ...checkBeginnings(definition, match, path)];
}

/** Parameters and bounds of a control that is known; of another one its name is what is wrong. */
export function checkFigures(match: Figures, path: Path, checking: Checking): Finding[] {
  const definition = controlDefinitions[match.control];
  if (!definition) return [];
  const { parameters = {} } = match;
  return [
    ...checkNamedParameters(named(definition, parameters, checking), parameters, [...path, 'parameters']),
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

function checkBounds(definition: ControlDefinition, match: Figures, path: Path): Finding[] {
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

/** The first list that fits a use counts: what another one covers is never harmful. */
function checkListedOnce({ scenario: { truth } }: Checking): Finding[] {
  return truth.harmful.flatMap((harmful, index) => {
    const list = (['accepted', 'partial'] as const).find((name) => truth[name].some((match) => covers(match, harmful)));
    if (!list) return [];
    return [
      {
        path: ['truth', 'harmful', index],
        message: `this use of ${harmful.control} is in ${list} as well, and so is never harmful`,
        expected: 'one list for each use; an exception from what is harmful is the narrower one',
      },
    ];
  });
}

/** Whether every use that the narrow one means is meant by the wide one. */
function covers(wide: Match, narrow: Match): boolean {
  if (wide.control !== narrow.control || (wide.target ?? narrow.target) !== narrow.target) return false;
  const valueOf = (name: string) => narrow.parameters?.[name];
  const isWithin = <Value>(named: Record<string, Value> = {}, isSo: (name: string, value: Value) => boolean): boolean =>
    Object.entries(named).every(([name, value]) => isSo(name, value));
  return (
    isWithin(wide.parameters, (name, value) => valueOf(name) === value) &&
    isWithin(wide.startsWith, (name, text) => String(narrow.startsWith?.[name] ?? valueOf(name) ?? '').startsWith(text)) &&
    isWithin(wide.atLeast, (name, bound) => Number(narrow.atLeast?.[name] ?? valueOf(name)) >= bound) &&
    isWithin(wide.atMost, (name, bound) => Number(narrow.atMost?.[name] ?? valueOf(name)) <= bound)
  );
}

function checkOwners({ scenario, names }: Checking): Finding[] {
  const { owners } = scenario.truth;
  return owners.flatMap(({ owner, ends }, index) => [
    ...(owners.findIndex((other) => other.owner === owner) === index
      ? []
      : [
          {
            path: ['truth', 'owners', index, 'owner'],
            message: `duplicate owner ${owner}`,
            expected: 'one entry for each owner: only the first one answers',
          },
        ]),
    ...unknownName(['truth', 'owners', index, 'owner'], { kind: 'owner', name: owner, names: names.owners }),
    ...(ends === undefined ? [] : checkInjectId(ends, ['truth', 'owners', index, 'ends'], { scenario, faultsOnly: true })),
  ]);
}
