/** Escalations, noise and hints, in the plan's terms. */
import { compileFault } from '../faults/index.ts';
import { amount, durationMs } from '../faults/quantities.ts';
import type { Stack } from '../stack/schema.ts';
import { compileMessage } from './compile-script.ts';
import { compileCondition } from './condition.ts';
import type { PlannedHint, ScriptBody, ScriptItem } from './plan.ts';
import { chance } from './random.ts';
import type { ResolvedScenario } from './schema.ts';

/** Noise keeps to this much of a drill: most are over by then. */
const noisyMs = 360_000;

/** Every step is an inject of its own, left out once what it asks for has been done. */
export function compileEscalations({ escalation }: ResolvedScenario): ScriptItem[] {
  return escalation.flatMap(({ when, until, steps }, chain) => {
    let delayMs = 0;
    return steps.map(({ after, ...message }, step): ScriptItem => {
      delayMs += durationMs(after);
      return {
        id: `escalation-${chain + 1}.${step + 1}`,
        drawer: false,
        due: { when: compileCondition(when), delayMs },
        unless: compileCondition(until),
        ...compileMessage(message),
      };
    });
  });
}

/** The seed picks which of the stack's noise comes, and when: one of each kind in every equal part of the drill. */
export function compileNoise({ noise, timebox }: ResolvedScenario, { noise: library }: Stack, seed: number): ScriptItem[] {
  const overMs = Math.min(noisyMs, durationMs(timebox));
  const dueOf = (kind: string, index: number, count: number): { atMs: number } => ({
    atMs: Math.round(((index + chance(seed, `noise.${kind}.${index}.at`)) / count) * overMs),
  });
  const strew = <Entry>(kind: string, entries: readonly Entry[], body: (entry: Entry, id: string) => ScriptBody): ScriptItem[] =>
    entries.map((entry, index) => {
      const id = `noise-${kind}-${index + 1}`;
      return { id, drawer: false, due: dueOf(kind, index, entries.length), noise: true, ...body(entry, id) };
    });
  const spell = picked(seed, 'spells', library.spells)[0];
  const spells = spell ? Array.from({ length: noise.spells }, () => spell) : [];
  return [
    ...strew('ticket', picked(seed, 'tickets', library.tickets).slice(0, noise.tickets), (ticket) => ({
      kind: 'message',
      channel: 'ticket',
      ...ticket,
    })),
    ...strew('change', picked(seed, 'changes', library.changes).slice(0, noise.changes), (change) => ({ kind: 'change', change })),
    ...strew('spell', spells, ({ target, share, lasts }, id) => ({
      kind: 'fault',
      operation: compileFault({ kind: 'hook-busy', target, share }),
      label: `inject ${id}`,
      primary: false,
      endsAfterMs: durationMs(lasts),
      change: null,
    })),
  ];
}

export function compileHints({ hints }: ResolvedScenario): PlannedHint[] {
  return hints.map(({ cost, text }) => ({ costPercent: amount(cost), text }));
}

/** In an order that only the seed decides. */
function picked<Entry>(seed: number, kind: string, entries: readonly Entry[]): Entry[] {
  return entries
    .map((entry, index) => ({ entry, lot: chance(seed, `noise.${kind}.${index}`) }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ entry }) => entry);
}
