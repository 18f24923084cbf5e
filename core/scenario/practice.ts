/** A plan for a first try by oneself: the same incident, sooner. */
import { partsOf, type StandingOperation } from '../sandbox/operations.ts';
import type { Plan, ScriptItem } from './plan.ts';

/** Game time from the live start to the trigger: enough to read what is normal, short enough that nobody waits. */
const triggerAtMs = 5_000;

/** Moves the timed script forward so that its trigger comes early; what lay before the trigger comes at once. */
export function practicePlan(plan: Plan): Plan {
  const dueMs = triggerDueMs(plan);
  const soonerMs = dueMs === null ? 0 : dueMs - triggerAtMs;
  if (soonerMs <= 0) return plan;
  return { ...plan, hash: `${plan.hash}-practice`, script: plan.script.map((item) => sooner(item, soonerMs)) };
}

/** What an idle shop has shown is not what is usual in it: other users come from the opening on, or the plan is about how fast it is. */
export function hasUsersOfItsOwn({ goal, background }: Pick<Plan, 'goal' | 'background'>): boolean {
  return goal !== undefined || background.some(({ operation }) => operation !== undefined && partsOf(operation).some(isOfUsers));
}

const ofUsers: readonly StandingOperation['kind'][] = ['loadRate', 'loadFactor', 'loadShape'];

function isOfUsers({ kind }: StandingOperation): boolean {
  return ofUsers.includes(kind);
}

function triggerDueMs({ script, truth }: Plan): number | null {
  const trigger = script.find(({ id }) => id === truth.trigger.since) ?? script.find((item) => item.kind === 'fault' && item.primary);
  return trigger && !trigger.drawer && 'atMs' in trigger.due ? trigger.due.atMs : null;
}

function sooner(item: ScriptItem, byMs: number): ScriptItem {
  return 'atMs' in item.due && !item.drawer ? { ...item, due: { atMs: Math.max(0, item.due.atMs - byMs) } } : item;
}
