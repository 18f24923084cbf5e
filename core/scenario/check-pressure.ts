/** Checks of what presses on a pod: escalations, noise, and that the pressure does not die down while users suffer. */
import { checkArc } from './check-arc.ts';
import { checkChain, checkCondition } from './check-conditions.ts';
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';

export function checkPressure(checking: Checking): Finding[] {
  return [...checkEscalations(checking), ...checkNoise(checking), ...checkArc(checking)];
}

function checkEscalations(checking: Checking): Finding[] {
  return checking.scenario.escalation.flatMap((escalation, chain) => [
    ...checkCondition(escalation.when, ['escalation', chain, 'when'], checking),
    ...checkCondition(escalation.until, ['escalation', chain, 'until'], checking),
    ...checkChain(escalation, ['escalation', chain], checking.scenario),
    ...escalation.steps.flatMap(({ npc, ticket, statusPage }, index) => {
      const said = [npc, ticket, statusPage].filter((message) => message !== undefined).length;
      if (said === 1) return [];
      const message = `a step of an escalation says one thing, this one says ${said}`;
      return [{ path: ['escalation', chain, 'steps', index], message, expected: 'one of npc, ticket, statusPage' }];
    }),
  ]);
}

function checkNoise({ scenario, stack }: Checking): Finding[] {
  return (['tickets', 'changes'] as const).flatMap((kind) => {
    const there = stack.noise[kind].length;
    if (scenario.noise[kind] <= there) return [];
    return [
      {
        path: ['noise', kind],
        message: `the stack has ${there} ${kind} for noise`,
        expected: `at most ${there}, or more of them in stack.yaml`,
      },
    ];
  });
}
