/** Checks of an optimisation drill: its goal can be measured, and nobody is to suffer for it. */
import { durationMs } from '../faults/quantities.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';
import type { ResolvedScenario } from './schema.ts';

/** A shorter window is mostly chance. */
const shortestWindowMs = 30_000;

export function checkGoal({ scenario, stack }: Checking): Finding[] {
  const { goal, loadPlan, responders } = scenario;
  const waits = Object.entries(responders).flatMap(([name, steps]) =>
    steps.flatMap((step, index) => ('wait' in step && 'goal' in step.wait ? [['responders', name, index, 'wait']] : [])),
  );
  if (!goal) {
    const path = loadPlan ? [['loadPlan']] : waits;
    return path.map((at) => ({ path: at, message: 'there is no goal to measure', expected: 'goal: {operation, gain} beside it' }));
  }
  if (!loadPlan) return [{ path: ['goal'], message: 'a goal without a load plan', expected: 'loadPlan: {} for the rate of the stack' }];
  const perSecond = (loadPlan.rate ?? stack.load.ratePerSecond) * (stack.load.mix[goal.operation] ?? 0);
  return [...checkKind(scenario), ...checkMeasurable(goal, perSecond, scenario)];
}

function checkKind({ expect }: ResolvedScenario): Finding[] {
  if (expect.witness === 'none' && expect.idle === 'loses') return [];
  const message = 'an optimisation drill harms nobody, and is not won by waiting';
  return [{ path: ['expect'], message, expected: 'witness: none and idle: loses' }];
}

function checkMeasurable(goal: NonNullable<ResolvedScenario['goal']>, perSecond: number, { baseline }: ResolvedScenario): Finding[] {
  const short = durationMs(goal.window) < shortestWindowMs;
  const length = { 'goal.window': goal.window, baseline };
  return [
    ...(short
      ? [{ path: ['goal', 'window'], message: `${goal.window} is mostly chance`, expected: `${shortestWindowMs / 1000}s or more` }]
      : []),
    ...Object.entries(length).flatMap(([name, text]) => {
      const requests = Math.floor((perSecond * durationMs(text)) / 1000);
      if (requests >= goal.requests) return [];
      const message = `${text} hold ${requests} requests of ${goal.operation}, and fewer than ${goal.requests} say nothing`;
      return [{ path: name.split('.'), message, expected: `${Math.ceil(goal.requests / Math.max(perSecond, 0.001))}s or more` }];
    }),
  ];
}
