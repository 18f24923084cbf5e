/** Scenario and seed to plan: everything random is decided here, once. */
import { faultOffersOf } from '../faults/offers.ts';
import { durationMs } from '../faults/quantities.ts';
import type { Stack } from '../stack/schema.ts';
import { compileGoal } from './compile-goal.ts';
import { compileEscalations, compileHints, compileNoise } from './compile-pressure.ts';
import { compileRequestTruth } from './compile-request.ts';
import { compileBackground, compileInject } from './compile-script.ts';
import { compileForbidden, compileResponders, compileTruth } from './compile-truth.ts';
import { resolveScenario, type Scenario } from './parse.ts';
import type { Plan, Settings, SloPlan } from './plan.ts';
import { stableHash } from './random.ts';
import type { ResolvedScenario } from './schema.ts';

export interface CompileInput {
  stack: Stack;
  /** All SLOs of the stack, from its OpenSLO files. */
  slos: readonly SloPlan[];
  /** What whoever runs the house has set for every drill, requests per second; null leaves it to scenario and stack. */
  ratePerSecond?: number | null;
  /** No load plan asks for more, unless the house does; requests per second. */
  mostPerSecond?: number;
  seed: number;
}

/** Equal input gives an equal plan with an equal hash. @throws Error when the scenario was not parsed for this stack. */
export function compileScenario(scenario: Scenario, input: CompileInput): Plan {
  const { stack, slos, ratePerSecond: housePerSecond = null, mostPerSecond = Number.POSITIVE_INFINITY, seed } = input;
  const resolved = resolveScenario(scenario, seed);
  const { load, ...goal } = compileGoal(resolved, stack, { housePerSecond, mostPerSecond });
  const background = [...resolved.background.map(compileBackground), ...load];
  const plan: Omit<Plan, 'hash'> = {
    planVersion: 1,
    scenarioId: resolved.id,
    title: resolved.title,
    briefing: resolved.briefing.trim(),
    seed,
    stack: stack.name,
    difficulty: resolved.difficulty,
    tutorial: resolved.tutorial,
    capabilities: resolved.capabilities,
    baselineMs: durationMs(resolved.baseline),
    timeboxMs: durationMs(resolved.timebox),
    slos: slos.map((slo) => withOpeningBudget(slo, resolved)),
    causeAlerts: stack.causeAlerts,
    background,
    script: [
      ...resolved.script.map((inject, index) => compileInject(inject, index, resolved)),
      ...compileEscalations(resolved),
      ...compileNoise(resolved, stack, seed),
    ],
    hints: compileHints(resolved),
    forbidden: compileForbidden(resolved),
    truth: { ...compileTruth(resolved.truth, stack), requests: compileRequestTruth(resolved) },
    expect: compileExpect(resolved),
    oracle: compileOracle(resolved, stack),
    ...goal,
    controls: stack.controls,
    versions: versionsAtStart(stack, background),
    ...(stack.releasePolicy ? { releasePolicy: stack.releasePolicy } : {}),
    settings: settingsOf(stack),
    responders: compileResponders(resolved),
    verify: resolved.verify ?? { exempt: {}, alone: false },
    faults: faultOffersOf(stack).map(({ fault, targets }) => ({ fault, targets })),
    sheet: resolved.sheet,
    proof: resolved.proof,
    debrief: resolved.debrief,
    inspiredBy: resolved.inspiredBy,
  };
  return { ...plan, hash: stableHash(plan) };
}

function withOpeningBudget(slo: SloPlan, { openingBudgets }: ResolvedScenario): SloPlan {
  const openingBudget = openingBudgets[slo.name];
  return openingBudget === undefined ? slo : { ...slo, openingBudget };
}

function settingsOf(stack: Stack): Settings {
  const services = Object.entries(stack.services);
  return {
    // Which variant is the standard one is not known where a plan is made; without the field every plan would have another hash.
    flags: {},
    policies: Object.fromEntries(services.map(([name, { policies }]) => [name, policies])),
    slots: Object.fromEntries(services.map(([name, { slots }]) => [name, slots])),
    versions: Object.fromEntries(services.map(([name, { version }]) => [name, version])),
    redis: stack.engines.redis,
    maxConnections: stack.engines.postgres.maxConnections,
  };
}

/** Long enough for most triggers to be felt. */
const replayMs = 20_000;

function compileOracle({ oracle, loadPlan }: ResolvedScenario, stack: Stack): Plan['oracle'] {
  const { hold, minTrafficShare, invariants, restartProbe, replayTrigger } = oracle;
  const replay = typeof replayTrigger === 'string' ? { fault: replayTrigger } : replayTrigger;
  return {
    holdMs: durationMs(hold),
    minTrafficShare,
    invariants,
    waveAmplitude: loadPlan ? 0 : stack.load.wave.amplitude,
    ...(restartProbe === undefined ? {} : { restartProbe }),
    ...(replay === undefined ? {} : { replay: { faultId: replay.fault, forMs: 'for' in replay ? durationMs(replay.for) : replayMs } }),
  };
}

function compileExpect({ expect }: ResolvedScenario): Plan['expect'] {
  const alerts = expect.alerts.map(({ slo, severity, within }) => ({ slo, severity, withinMs: durationMs(within) }));
  const { witness, idle } = expect;
  if (witness === 'none') return { witness: 'none', slo: '', withinMs: 0, alerts, idle };
  return { witness: 'felt', slo: witness.slo, withinMs: durationMs(witness.within), alerts, idle };
}

/** What runs once the background has happened, and what a roll-back would lead to: older versions, newest first. */
function versionsAtStart(stack: Stack, background: Plan['background']): Plan['versions'] {
  return Object.fromEntries(
    Object.entries(stack.services).map(([name, service]) => {
      const released = background.flatMap(({ operation }) =>
        operation?.kind === 'version' && operation.service === name ? [operation.version] : [],
      );
      const current = released.at(-1) ?? service.version;
      const previous = Object.keys(service.versions).filter((version) => compareVersions(version, current) < 0);
      return [name, { current, previous: previous.sort((a, b) => compareVersions(b, a)) }];
    }),
  );
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
