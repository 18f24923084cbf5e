/** Checks of background and script against the stack. */

import { compileFault, type Fault } from '../faults/index.ts';
import { operationProblem, operationShapeProblem } from '../sandbox/check-operation.ts';
import { checkConditions, checkReach } from './check-conditions.ts';
import { checkInstances } from './check-instances.ts';
import type { Checking } from './checking.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import type { ResolvedInject, ResolvedScenario } from './schema.ts';

/** What may happen in one inject. */
const bodies = ['fault', 'change', 'release', 'request', 'npc', 'ticket', 'statusPage'] as const;

type Path = Finding['path'];

export function checkScript(checking: Checking): Finding[] {
  const { scenario } = checking;
  return [
    ...scenario.background.flatMap((item, index) => checkBackground(item, ['background', index], checking)),
    ...scenario.script.flatMap((inject, index) => checkInject(inject, ['script', index], checking)),
    ...checkDuplicateIds(scenario.script),
    ...checkInstances(checking),
  ];
}

function checkBackground(item: ResolvedScenario['background'][number], path: Path, checking: Checking): Finding[] {
  const parts = [item.change, item.release].filter((part) => part !== undefined).length;
  const count =
    parts === 1 ? [] : [{ path, message: 'a background item is one change or one release', expected: 'change: {…} or release: {…}' }];
  return [
    ...count,
    ...checkSettings(item, [...path, 'settings'], checking),
    ...checkChange(item.change, [...path, 'change'], checking),
    ...checkRelease(item.release, [...path, 'release'], checking),
  ];
}

function checkSettings({ change, settings = [] }: ResolvedScenario['background'][number], path: Path, checking: Checking): Finding[] {
  const unsaid =
    settings.length > 0 && !change
      ? [{ path, message: 'settings without a change: nobody could find them', expected: 'change: beside settings:' }]
      : [];
  const apart = settings.length > 1 ? settings.filter(({ kind }) => ['flag', 'load-spike'].includes(kind)) : [];
  const mixed = apart.map(({ kind }) => ({
    path,
    message: `a ${kind} is a change of its own`,
    expected: `a background item for each ${kind}`,
  }));
  return [...unsaid, ...mixed, ...settings.flatMap((setting, index) => checkFault(setting, [...path, index], checking))];
}

function checkInject(inject: ResolvedInject, path: Path, checking: Checking): Finding[] {
  return [
    ...checkBody(inject, path),
    ...checkTime(inject, path, checking),
    ...(inject.fault ? checkFault(inject.fault, [...path, 'fault'], checking) : []),
    ...checkChange(inject.change, [...path, 'change'], checking),
    ...checkRelease(inject.release, [...path, 'release'], checking),
  ];
}

function checkBody(inject: ResolvedInject, path: Path): Finding[] {
  const present = bodies.filter((body) => inject[body] !== undefined && !(body === 'change' && inject.fault));
  const one =
    present.length === 1
      ? []
      : [
          {
            path,
            message: `an inject does one thing, this one has ${present.join(', ') || 'none'}`,
            expected: `one of ${bodies.join(', ')}`,
          },
        ];
  const lost =
    inject.for !== undefined && !inject.fault
      ? [{ path: [...path, 'for'], message: 'only a fault ends by itself', expected: 'for: beside fault:' }]
      : [];
  return [...one, ...lost];
}

function checkTime(inject: ResolvedInject, path: Path, checking: Checking): Finding[] {
  const times = [inject.at, inject.when, inject.drawer].filter((time) => time !== undefined).length;
  if (times !== 1)
    return [
      { path, message: 'an inject has exactly one of at, when, drawer', expected: 'at: 30s, or when: {alert: any}, or drawer: true' },
    ];
  return [...checkConditions(inject, path, checking), ...checkReach(inject, path, checking.scenario)];
}

function checkFault(fault: Fault, path: Path, { stack, names }: Checking): Finding[] {
  switch (fault.kind) {
    case 'latency':
    case 'bandwidth':
    case 'slicer':
    case 'slow-close':
    case 'limit-data':
    case 'timeout':
    case 'reset':
    case 'down':
      return unknownName([...path, 'link'], { kind: 'link', name: fault.link, names: names.links });
    case 'flag':
      return unknownName([...path, 'flag'], { kind: 'flag', name: fault.flag, names: names.flags });
    case 'hook-delay':
    case 'hook-fail':
    case 'hook-busy':
      return unknownName([...path, 'target'], { kind: 'service or slot', name: fault.target, names: names.targets });
    case 'policy':
      return [
        ...unknownName([...path, 'service'], { kind: 'service', name: fault.service, names: names.services }),
        ...unknownName([...path, 'key'], {
          kind: 'policy',
          name: fault.key,
          names: Object.keys(stack.services[fault.service]?.policies ?? {}),
        }),
      ];
    default:
      return checkOperation(fault, path, { stack, names });
  }
}

/** What a flag of a fault may be set to. */
const flagChoices = { variants: ['on', 'off'], defaultVariant: 'off' };

/** Whether what the fault compiles to can be done to this stack. */
function checkOperation(fault: Fault, path: Path, { stack, names }: Pick<Checking, 'stack' | 'names'>): Finding[] {
  const operation = compileFault(fault);
  const flags = Object.fromEntries(names.flags.map((flag) => [flag, flagChoices]));
  const problem = operationShapeProblem(operation) ?? operationProblem({ stack, flags }, operation);
  return problem === null ? [] : [{ path, message: problem, expected: `a ${fault.kind} that this stack can have, see docs/faults.md` }];
}

function checkChange(change: ResolvedInject['change'], path: Path, { names }: Checking): Finding[] {
  return change ? unknownName([...path, 'target'], { kind: 'component', name: change.target, names: names.components }) : [];
}

function checkRelease(release: ResolvedInject['release'], path: Path, { stack, names }: Checking): Finding[] {
  if (!release) return [];
  const service = stack.services[release.service];
  if (!service) return unknownName([...path, 'service'], { kind: 'service', name: release.service, names: names.services });
  const cramped =
    release.canary !== undefined && service.maxSlots < 2
      ? [
          {
            path: [...path, 'canary'],
            message: `${release.service} has room for one instance only`,
            expected: 'a service with maxSlots of 2 or more',
          },
        ]
      : [];
  const unknown = unknownName([...path, 'version'], {
    kind: `version of ${release.service}`,
    name: release.version,
    names: Object.keys(service.versions),
  });
  return [...cramped, ...unknown];
}

function checkDuplicateIds(script: readonly ResolvedInject[]): Finding[] {
  return script.flatMap((inject, index) => {
    if (inject.as === undefined || script.findIndex((other) => other.as === inject.as) === index) return [];
    return [{ path: ['script', index, 'as'], message: `duplicate id ${inject.as}`, expected: 'an id that no other inject has' }];
  });
}
