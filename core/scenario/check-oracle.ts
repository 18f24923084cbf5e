/** Checks of what is expected of users, alerts and a resolve, and of what the house does not allow. */

import { matchControl } from '../controls/index.ts';
import { durationMs } from '../faults/quantities.ts';
import { checkHold } from './check-hold.ts';
import { checkInjectId, checkMatch } from './check-truth.ts';
import type { Checking } from './checking.ts';
import { compileMatch } from './compile-truth.ts';
import { unknownName } from './names.ts';
import type { SloPlan } from './plan.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';
import { sloNamed, soonestAlertMs, toldAfterMs } from './soonest-alert.ts';
import { earliestDueMs, injectOf } from './timing.ts';

type Expected = ResolvedScenario['expect']['alerts'][number];

export function checkOracle(checking: Checking): Finding[] {
  return [checkBudgets, checkExpect, checkHold, checkProbes, checkForbidden].flatMap((check) => check(checking));
}

function checkBudgets({ scenario, names }: Checking): Finding[] {
  return Object.keys(scenario.openingBudgets).flatMap((name) =>
    unknownName(['openingBudgets', name], { kind: 'SLO', name, names: names.slos }),
  );
}

function checkExpect({ scenario, names, slos }: Checking): Finding[] {
  const { witness, alerts } = scenario.expect;
  const felt = witness === 'none' ? [] : unknownName(['expect', 'witness', 'slo'], { kind: 'SLO', name: witness.slo, names: names.slos });
  return [
    ...felt,
    ...checkWitness(scenario, slos),
    ...alerts.flatMap((alert, index) => [
      ...unknownName(['expect', 'alerts', index, 'slo'], { kind: 'SLO', name: alert.slo, names: names.slos }),
      ...checkInTime({ ...alert, index }, scenario, slos),
    ]),
  ];
}

/** Users feel it while the drill runs, and no later than somebody is paged for it. */
function checkWitness(scenario: ResolvedScenario, slos: readonly SloPlan[]): Finding[] {
  const { witness, alerts } = scenario.expect;
  if (witness === 'none') return [];
  const path = ['expect', 'witness', 'within'];
  const late = checkTimebox('users are to feel it', witness.within, { path, scenario });
  if (late.length > 0) return late;
  // A page that cannot fire so soon is told by itself.
  const possible = alerts.filter(
    (alert) => alert.severity === 'page' && durationMs(alert.within) >= soonestAlertMs('page', sloNamed(alert.slo, slos)),
  );
  const page = possible.find(({ within }) => durationMs(within) < durationMs(witness.within));
  if (!page) return [];
  const message = `users may feel it as late as ${witness.within}, after the page of ${page.slo} that comes within ${page.within}`;
  return [{ path, message, expected: `${page.within} or less: nobody is paged for what no user has felt` }];
}

/** What is expected counts from the fault; after the time box nobody waits for it. */
function checkTimebox(what: string, within: string, { path, scenario }: { path: Finding['path']; scenario: ResolvedScenario }): Finding[] {
  const trigger = injectOf(scenario.truth.trigger.since, scenario);
  const faultMs = trigger ? earliestDueMs(trigger, scenario) : null;
  // A fault that never comes is told where it stands.
  const lastMs = (faultMs === null || faultMs >= durationMs(scenario.timebox) ? 0 : faultMs) + durationMs(within);
  if (lastMs <= durationMs(scenario.timebox)) return [];
  const message = `${what} within ${within} of the fault, which may be after the time box of ${scenario.timebox}`;
  return [{ path, message, expected: 'a shorter within, an earlier fault or a longer timebox' }];
}

/** Even when every request is bad the shortest windows need their time to fill; and users who feel nothing burn nothing. */
function checkInTime(alert: Expected & { index: number }, scenario: ResolvedScenario, slos: readonly SloPlan[]): Finding[] {
  const path = ['expect', 'alerts', alert.index];
  if (scenario.expect.witness === 'none') {
    const message = `no ${alert.severity} of ${alert.slo} can fire: witness is none, users feel nothing`;
    return [{ path, message, expected: 'no alerts, or a witness' }];
  }
  const slo = sloNamed(alert.slo, slos);
  const soonestMs = soonestAlertMs(alert.severity, slo);
  if (durationMs(alert.within) >= soonestMs) {
    return checkTimebox(`a ${alert.severity} is expected`, alert.within, { path: [...path, 'within'], scenario });
  }
  return [
    {
      path: [...path, 'within'],
      message: `a ${alert.severity} cannot fire within ${alert.within}: its windows need ${soonestMs / 1000} s even when every request is bad${untold(slo)}`,
      expected: `${soonestMs / 1000}s or more`,
    },
  ];
}

function untold(slo: SloPlan | undefined): string {
  const toldMs = slo ? toldAfterMs(slo) : 0;
  return toldMs === 0 ? '' : `, which nobody can tell of one before ${toldMs / 1000} s`;
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
