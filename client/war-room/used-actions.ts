/** How often this browser has used each action, over all drills: the bar puts them first. */
import * as z from 'zod';

const storageKey = 'brownout.usedActions';
const usedSchema = z.record(z.string(), z.number());

export function usedActions(): Record<string, number> {
  try {
    const parsed = usedSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

export function noteUse(control: string): void {
  const used = usedActions();
  localStorage.setItem(storageKey, JSON.stringify({ ...used, [control]: (used[control] ?? 0) + 1 }));
}
