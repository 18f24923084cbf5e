import { describe, expect, it } from 'vitest';
import type { ControlDefinition } from '../controls/control.ts';
import { checkParameters, controlDefinitions } from '../controls/index.ts';
import type { ResponderStep } from '../scenario/plan.ts';
import { compileFile, scenarioTexts, stack } from '../scenario/shop.fixture.ts';
import { stackViewOf } from '../stack/stack-view.ts';
import { cheatNames } from './cheat-names.ts';
import { cheatsOf, rightAnswersIn } from './cheats.ts';
import { naiveSteps, type Sight } from './naive.ts';

const plan = compileFile('saturday-slowdown.yaml', 1);
const cheats = cheatsOf(plan);

type Use = Extract<ResponderStep, { do: 'control' }>;
const usesOf = (steps: readonly ResponderStep[] | null): Use[] =>
  (steps ?? []).filter((step): step is Use => 'do' in step && step.do === 'control');

describe('cheats', () => {
  const byControls = cheatNames.filter((name) => name !== 'approve-everything');

  it.each(byControls)('[VR1] every use of %s is one that the stack offers, with parameters that are taken', (name) => {
    const uses = usesOf(cheats[name]);
    expect(uses.length).toBeGreaterThan(0);
    for (const { control, target, parameters } of uses) {
      const definition = controlDefinitions[control];
      const offer = plan.controls.find((each) => each.control === control);
      expect(offer?.targets).toContain(target);
      expect(definition && checkParameters(definition, parameters, offer)).toMatchObject({ ok: true });
    }
  });

  it('[VR2] a cheat does it everywhere, lets it take hold, and calls it over', () => {
    const restarted = usesOf(cheats['restart-all']).map(({ target }) => target);
    expect(restarted).toEqual(stack.controls.find(({ control }) => control === 'service.restart')?.targets);
    expect(usesOf(cheats['scale-to-zero']).every(({ parameters }) => parameters['slots'] === 1)).toBe(true);
    expect(usesOf(cheats.silence).map(({ parameters }) => parameters['alert'])).toEqual(plan.slos.map(({ name }) => `${name}.page`));
    for (const name of byControls)
      expect(cheats[name]?.slice(-2)).toEqual([{ wait: { settled: true } }, { do: 'resolve', summary: expect.any(String) }]);
  });

  it('[VR3] the kitchen sink puts on everything that stands and takes it off again, one change of a service at a time', () => {
    const steps = cheats['kitchen-sink'] ?? [];
    // What has to be chosen from the running system cannot be chosen beforehand.
    const byItself = ({ parameters, undoable }: ControlDefinition): boolean =>
      undoable && parameters.every(({ type }) => type === 'number' || type === 'choice');
    const reversible = plan.controls.filter(({ control }) => byItself(controlDefinitions[control] as ControlDefinition));
    expect(usesOf(steps)).toHaveLength(reversible.reduce((sum, { targets }) => sum + targets.length, 0));
    const standing = new Set<string>();
    let round = new Set<string>();
    for (const step of steps) {
      if ('wait' in step) round = new Set();
      else if (step.do === 'control') {
        const service = controlDefinitions[step.control]?.occupies(step.target);
        if (service) expect(round.has(service), `${service} twice in a round`).toBe(false);
        if (service) round.add(service);
        standing.add(`${step.control} ${step.target}`);
      } else if (step.do === 'undo') expect(standing.delete(`${step.control} ${step.target}`)).toBe(true);
    }
    expect(standing.size).toBe(0);
  });

  it('[VR4] what the stack has no control for is named, not left out', () => {
    const poor = cheatsOf({ ...plan, controls: plan.controls.filter(({ control }) => control === 'service.restart') });
    expect(cheatNames.filter((name) => poor[name] === null)).toEqual(cheatNames.filter((name) => name !== 'restart-all'));
  });

  it('[VR5] a use that the truth takes for a right answer is found, defaults and bounds included', () => {
    expect(rightAnswersIn(cheats['kitchen-sink'] ?? [], plan.truth)).toEqual([
      'redis.memory redis',
      'cache.bypass catalog',
      'traffic.shed gateway',
    ]);
    expect(rightAnswersIn(cheats['roll-back-everything'] ?? [], plan.truth)).toEqual([]);
    expect(
      rightAnswersIn(cheats['roll-back-everything'] ?? [], {
        ...plan.truth,
        accepted: [{ control: 'service.rollback', target: 'orders' }],
      }),
    ).toEqual(['service.rollback orders']);
  });

  it('[VR6] no scenario accepts what a cheat does, but for the ones it exempts', () => {
    for (const file of scenarioTexts.keys()) {
      const { truth, verify } = compileFile(file, 1);
      for (const name of cheatNames.filter((each) => each !== 'kitchen-sink' && verify?.exempt[each] === undefined)) {
        const answers = rightAnswersIn(cheats[name] ?? [], { ...truth, partial: [] });
        expect(answers, `${file}: ${name}`).toEqual([]);
      }
    }
  });
});

describe('who approves everything', () => {
  const asking = [...scenarioTexts.keys()]
    .map((file) => compileFile(file, 1))
    .filter(({ script }) => script.some(({ kind }) => kind === 'request'));

  it('[VR10] approves each request as soon as it comes, and there is nothing of the kind where nobody asks', () => {
    expect(cheats['approve-everything']).toBeNull();
    expect(asking.length).toBeGreaterThanOrEqual(4);
    for (const { script, ...rest } of asking) {
      const steps = cheatsOf({ ...rest, script })['approve-everything'] ?? [];
      const requests = script.filter(({ kind, drawer }) => kind === 'request' && !drawer).length;
      const decisions = steps.filter((step) => 'do' in step && step.do === 'decide');
      expect(decisions).toEqual(Array(requests).fill({ do: 'decide', request: 'any', verdict: 'approve', conditions: [] }));
    }
  });

  it('[VR11] is wrong in every scenario that has a request, unless that exempts it', () => {
    for (const { truth, verify, scenarioId } of asking) {
      const isWrong = truth.requests?.some(({ right }) => right !== 'approve') === true;
      expect(isWrong || verify?.exempt['approve-everything'] !== undefined, scenarioId).toBe(true);
    }
  });
});

describe('naive', () => {
  const red = (errorShare: number, p95Ms: number) => ({ ratePerSecond: 9, errorShare, p50Ms: 3, p95Ms, p99Ms: 90 });
  const sight = (more: Partial<Sight>): Sight => ({
    alerts: [],
    changes: [],
    services: { catalog: red(0, 900), orders: red(0.2, 500), payments: red(0.01, 700) },
    controls: plan.controls,
    stack: stackViewOf(stack),
    ...more,
  });
  const alert = (name: string, severity: 'page' | 'info', burnRate: number | null) => ({
    alert: name,
    severity,
    state: 'firing',
    burnRate,
    summary: name,
  });
  const acts = (more: Partial<Sight>) => usesOf(naiveSteps(sight(more))).map(({ control, target }) => `${control} ${target}`);

  it('[VR7] restarts what is reddest on the map, pages its owner, and believes it', () => {
    expect(acts({})).toEqual(['service.restart orders', 'owner.page checkout']);
    expect(naiveSteps(sight({})).at(-1)).toMatchObject({ do: 'diagnose', component: 'orders' });
  });

  it('[VR8] without errors the slowest stands out; whoever has just been deployed is rolled back', () => {
    const services = { catalog: red(0, 900), orders: red(0.01, 500) };
    expect(acts({ services })[0]).toBe('service.restart catalog');
    expect(acts({ services, changes: [{ kind: 'deploy', target: 'catalog' }] })[0]).toBe('service.rollback catalog');
  });

  it('[VR9] an alert that names an instance points at it, the loudest one first', () => {
    const quiet = alert('event-loop-delay/inventory-1', 'info', null);
    expect(acts({ alerts: [quiet] })[0]).toBe('service.restart inventory');
    expect(acts({ alerts: [quiet, alert('checkout-latency.page', 'page', 30)] })[0]).toBe('service.restart orders');
  });
});
