/** Checks of what is expected of users, alerts and a resolve, and of what the house does not allow. */

import { windowPairs } from '../alerts/windows.ts';
import { matchControl } from '../controls/index.ts';
import { durationMs } from '../faults/quantities.ts';
import { checkInjectId, checkMatch } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { compileMatch } from './compile-truth.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';

/** Of every SLO whose file says nothing else. */
const usualObjective = 0.99;

export function checkOracle(checking: Checking): Finding[] {
  return [...checkBudgets(checking), ...checkExpect(checking), ...checkProbes(checking), ...checkForbidden(checking)];
}

function checkBudgets({ scenario, names }: Checking): Finding[] {
  return Object.keys(scenario.openingBudgets).flatMap((name) =>
    unknownName(['openingBudgets', name], { kind: 'SLO', name, names: names.slos }),
  );
}

function checkExpect({ scenario, names }: Checking): Finding[] {
  const { witness, alerts } = scenario.expect;
  const felt = witness === 'none' ? [] : unknownName(['expect', 'witness', 'slo'], { kind: 'SLO', name: witness.slo, names: names.slos });
  return [
    ...felt,
    ...alerts.flatMap((alert, index) => [
      ...unknownName(['expect', 'alerts', index, 'slo'], { kind: 'SLO', name: alert.slo, names: names.slos }),
      ...checkInTime(alert, index, scenario),
    ]),
  ];
}

/** Even when every request is bad the shortest windows need their time to fill; and users who feel nothing burn nothing. */
function checkInTime(alert: ResolvedScenario['expect']['alerts'][number], index: number, scenario: ResolvedScenario): Finding[] {
  const path = ['expect', 'alerts', index];
  if (scenario.expect.witness === 'none') {
    const message = `no ${alert.severity} of ${alert.slo} can fire: witness is none, users feel nothing`;
    return [{ path, message, expected: 'no alerts, or a witness' }];
  }
  const soonestMs = soonestAlertMs(alert.severity);
  if (durationMs(alert.within) >= soonestMs) return [];
  return [
    {
      path: [...path, 'within'],
      message: `a ${alert.severity} cannot fire within ${alert.within}: its windows need ${soonestMs / 1000} s even when every request is bad`,
      expected: `${soonestMs / 1000}s or more`,
    },
  ];
}

function soonestAlertMs(severity: 'page' | 'ticket'): number {
  const pairs = windowPairs.filter((pair) => pair.severity === severity);
  return Math.min(...pairs.map(({ burnRate, longSeconds }) => Math.ceil(burnRate * (1 - usualObjective) * longSeconds))) * 1000;
}

function checkProbes({ scenario, names }: Checking): Finding[] {
  const { restartProbe, replayTrigger } = scenario.oracle;
  const fault = typeof replayTrigger === 'string' ? replayTrigger : replayTrigger?.fault;
  return [
    ...(restartProbe === undefined
      ? []
      : unknownName(['oracle', 'restartProbe'], { kind: 'service or slot', name: restartProbe, names: names.targets })),
    ...(fault === undefined ? [] : checkInjectId(fault, ['oracle', 'replayTrigger'], { scenario, faultsOnly: true })),
  ];
}

/** What is forbidden cannot be the way out as well. */
function checkForbidden(checking: Checking): Finding[] {
  const { forbidden, responders } = checking.scenario;
  return forbidden.flatMap((act, index) => {
    const { says: _says, ...match } = act;
    const used = (responders['expert'] ?? []).some(
      (step) => 'do' in step && step.do === 'control' && matchControl(compileMatch(match), step),
    );
    return [
      ...checkMatch(match, ['forbidden', index], checking),
      ...(used
        ? [
            {
              path: ['forbidden', index],
              message: 'the expert does what is forbidden',
              expected: 'an expert who finds another way, or no such rule',
            },
          ]
        : []),
    ];
  });
}
