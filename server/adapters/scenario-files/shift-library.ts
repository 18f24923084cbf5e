import { existsSync } from 'node:fs';
import type { ShiftNames } from '../../../core/shift/check.ts';
import { parseShift } from '../../../core/shift/parse.ts';
import { compileShift, lengthMs } from '../../../core/shift/plan.ts';
import type { AuthoredShift } from '../../../core/shift/schema.ts';
import type { ScenarioLibrary } from '../../ports/scenario-library.ts';
import type { ShiftLibrary } from '../../ports/shift-library.ts';
import type { LibraryInput } from './scenario-library.ts';
import { readYamlFolder } from './yaml-folder.ts';

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
  const { found: shifts, problems } = existsSync(folder)
    ? readShifts(folder, names)
    : { found: new Map<string, AuthoredShift>(), problems: [] };
  return {
    cards: () => [...shifts.values()].map(cardOf),
    problems: () => problems,
    compile(id, seed) {
      const shift = shifts.get(id);
      return shift ? compileShift(shift, seed) : null;
    },
  };
}

function readShifts(folder: string, names: ShiftNames): ReturnType<typeof readYamlFolder<AuthoredShift>> {
  const read = (text: string, file: string) => {
    const parsed = parseShift(text, file, names);
    return parsed.ok ? ({ ok: true, value: parsed.shift } as const) : parsed;
  };
  return readYamlFolder(folder, read, 'shifts/');
}

/** Nothing of its watches, not even how many they are. */
function cardOf(shift: AuthoredShift): ReturnType<ShiftLibrary['cards']>[number] {
  const { id, title, briefing } = shift;
  return { id, title, briefing, minutes: Math.ceil(lengthMs(compileShift(shift, 0)) / 60_000) };
}
