/** Checks of the scripted responders. */
import type { ControlParameter } from '../controls/control.ts';
import { controlDefinitions } from '../controls/index.ts';
import { durationMs } from '../faults/quantities.ts';
import { checkAlertName } from './check-conditions.ts';
import { checkControlTarget, checkNamedParameters, offered } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import type { ResolvedStep } from './schema-responder.ts';
import { waitMs } from './timing.ts';

type Path = Finding['path'];

/** Who every scenario must be able to be played by. */
const required = ['expert', 'idle'];

export function checkResponders(checking: Checking): Finding[] {
  const { responders } = checking.scenario;
  const missing = required
    .filter((name) => responders[name] === undefined)
    .map((name) => ({ path: ['responders'], message: `responder ${name} is missing`, expected: 'expert: [steps] and idle: []' }));
  const idle =
    (responders['idle']?.length ?? 0) > 0
      ? [{ path: ['responders', 'idle'], message: 'the idle responder does nothing', expected: 'idle: []' }]
      : [];
  const steps = Object.entries(responders).flatMap(([name, list]) => [
    ...list.flatMap((step, index) => checkStep(step, ['responders', name, index], checking)),
    ...checkWaits(list, ['responders', name], checking),
  ]);
  return [...missing, ...idle, ...steps];
}

function checkStep(step: ResolvedStep, path: Path, checking: Checking): Finding[] {
  if ('wait' in step) return 'alert' in step.wait ? checkAlertName(step.wait.alert, [...path, 'wait', 'alert'], checking) : [];
  if (step.do === 'diagnose') return checkDiagnosis(step.component, path, checking);
  if (step.do === 'resolve' && step.leftOn !== undefined) {
    return unknownName([...path, 'leftOn'], { kind: 'owner', name: step.leftOn, names: checking.names.owners });
  }
  if (step.do !== 'control') return [];
  const target = checkControlTarget(step.control, step.target, { path, checking });
  const definition = controlDefinitions[step.control];
  if (!definition) return target;
  const { control, parameters } = offered(definition, checking);
  // `nightly-report/*` is whatever of it runs then: only the sandbox can tell.
  const isOpen = ({ type, name }: ControlParameter): boolean => type === 'live' && String(step.parameters[name] ?? '').endsWith('*');
  const open = parameters.filter(isOpen).map(({ name }) => name);
  const fixed = Object.fromEntries(Object.entries(step.parameters).filter(([name]) => !open.includes(name)));
  const specs = parameters.filter((spec) => !isOpen(spec));
  return [...target, ...checkNamedParameters({ control, parameters: specs }, fixed, [...path, 'parameters'])];
}

/** As the form after the end offers them: no instance but services, links, engines, outside systems and flags, or nothing at all. */
function checkDiagnosis(component: string, path: Path, { names }: Checking): Finding[] {
  return unknownName([...path, 'component'], { kind: 'component', name: component, names: [...names.components, 'none'] });
}

/** Waits that add up to more than the time box never end. */
function checkWaits(steps: readonly ResolvedStep[], path: Path, { scenario }: Checking): Finding[] {
  let totalMs = 0;
  for (const [index, step] of steps.entries()) {
    if ('wait' in step) totalMs += waitMs(step.wait);
    if (totalMs < durationMs(scenario.timebox)) continue;
    return [
      {
        path: [...path, index],
        message: `unreachable: waits up to here exceed the time box of ${scenario.timebox}`,
        expected: `waits below ${scenario.timebox} in all`,
      },
    ];
  }
  return [];
}
