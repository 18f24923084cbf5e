/** From text to a shift whose every reference holds, or to the list of everything that is wrong. */
import type { Problem } from '../scenario/problem.ts';
import { shapeFindings } from '../scenario/shape-findings.ts';
import { readSource } from '../scenario/source.ts';
import { checkShift, type ShiftNames } from './check.ts';
import { type AuthoredShift, shiftSchema } from './schema.ts';

export type ParsedShift = { ok: true; shift: AuthoredShift } | { ok: false; problems: Problem[] };

/** Checks YAML, shape and every reference. Problems come in the order of the text. */
export function parseShift(text: string, file: string, names: ShiftNames): ParsedShift {
  const source = readSource(text, file);
  if (source.broken.length > 0) return { ok: false, problems: source.broken };
  const shape = shiftSchema.safeParse(source.value);
  const findings = shape.success
    ? checkShift(shape.data, names)
    : shapeFindings(shape.error, 'a shift: id, title, briefing, stack and watches');
  if (findings.length === 0 && shape.success) return { ok: true, shift: shape.data };
  return { ok: false, problems: findings.map(source.place).sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** All problems of a shift file; empty when it is fine. */
export function lintShift(text: string, file: string, names: ShiftNames): Problem[] {
  const parsed = parseShift(text, file, names);
  return parsed.ok ? [] : parsed.problems;
}

/** Whether a file is meant to be a shift rather than a scenario: it lies among shifts, or has watches. */
export function isShift(text: string, file: string): boolean {
  return /(^|[\\/])shifts[\\/][^\\/]+$/.test(file) || /^watches\s*:/m.test(text);
}
