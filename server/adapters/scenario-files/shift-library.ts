import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShiftNames } from '../../../core/shift/check.ts';
import { parseShift } from '../../../core/shift/parse.ts';
import { compileShift, lengthMs } from '../../../core/shift/plan.ts';
import type { AuthoredShift } from '../../../core/shift/schema.ts';
import type { ScenarioLibrary } from '../../ports/scenario-library.ts';
import type { ShiftLibrary } from '../../ports/shift-library.ts';
import { describeProblem, type LibraryInput } from './scenario-library.ts';

/** They decide when an inject comes: a watch must have room for it under each of these. */
const checkedSeeds = [0, 1, 2, 3];

/** What the shifts of a stack may refer to. */
export function shiftNames(scenarios: Pick<ScenarioLibrary, 'ids' | 'compile'>, { stack, slos }: Omit<LibraryInput, 'folder'>): ShiftNames {
  return {
    stack: stack.name,
    slos: slos.map(({ name }) => name),
    scenarios: scenarios.ids(),
    plansOf: (id) => checkedSeeds.flatMap((seed) => scenarios.compile(id, seed) ?? []),
  };
}

/** Reads and checks every shift of the folder, once. A house without such a folder has none. */
export function openShiftLibrary(folder: string, names: ShiftNames): ShiftLibrary {
  const shifts = new Map<string, AuthoredShift>();
  const problems: string[] = [];
  for (const name of filesOf(folder)) {
    const parsed = parseShift(readFileSync(join(folder, name), 'utf8'), `shifts/${name}`, names);
    if (!parsed.ok) problems.push(...parsed.problems.map(describeProblem));
    else if (shifts.has(parsed.shift.id)) problems.push(`shifts/${name}:1:1: the id ${parsed.shift.id} is taken by another file`);
    else shifts.set(parsed.shift.id, parsed.shift);
  }
  return {
    cards: () => [...shifts.values()].map(cardOf),
    problems: () => problems,
    compile(id, seed) {
      const shift = shifts.get(id);
      return shift ? compileShift(shift, seed) : null;
    },
  };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => entry.endsWith('.yaml'))
    .sort();
}

/** Nothing of its watches, not even how many they are. */
function cardOf(shift: AuthoredShift): ReturnType<ShiftLibrary['cards']>[number] {
  const { id, title, briefing } = shift;
  return { id, title, briefing, minutes: Math.ceil(lengthMs(compileShift(shift, 0)) / 60_000) };
}
