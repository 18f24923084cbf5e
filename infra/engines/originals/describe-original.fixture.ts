import { describe, test } from 'vitest';
import type { Originals } from '../../../core/sandbox/messages.ts';
import { type Finding, findOriginal, type OriginalName } from './find.ts';

/**
 * Holds `suite` against the original of an engine where this machine has it. Where it has not, one skipped test says what is
 * missing and which command installs it.
 */
export function describeOriginal<Name extends OriginalName>(name: Name, title: string, suite: (original: Originals[Name]) => void): void {
  const finding: Finding<Originals[Name]> = findOriginal[name]();
  describeFound(finding, title, suite);
}

/** The same for whatever else a suite needs on the machine. */
export function describeFound<T>(finding: Finding<T>, title: string, suite: (found: T) => void): void {
  if ('found' in finding) describe(title, () => suite(finding.found));
  // Named, and listed by `npm test`: a machine with everything (`.ci/run` makes it one) skips nothing.
  else test.skip(`${title}: ${finding.missing} (install: ${finding.install})`, () => {});
}
