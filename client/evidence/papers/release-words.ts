import type { CheckResult, ReleaseEntry } from '../../../core/protocol/papers.ts';

/** Colour never speaks alone. */
export const resultGlyphs: Record<CheckResult, string> = { passed: '✓', failed: '✗', 'not run': '–' };

const notPassed = ['failed', 'not run'] as const;

/** `all 16 passed`, or how many did and what did not: `1 of 4 passed; failed: unit; not run: fulfilment`. */
export function checksWords({ suites, consumers }: Pick<ReleaseEntry, 'suites' | 'consumers'>): string {
  const checks = [
    ...suites.flatMap(({ suite, results }) => results.map((result) => ({ name: suite, result }))),
    ...consumers.map(({ consumer, result }) => ({ name: consumer, result })),
  ];
  if (checks.length === 0) return 'nothing was checked';
  const passed = checks.filter(({ result }) => result === 'passed').length;
  if (passed === checks.length) return `all ${passed} passed`;
  const told = notPassed.flatMap((wanted) => {
    const names = new Set(checks.filter(({ result }) => result === wanted).map(({ name }) => name));
    return names.size === 0 ? [] : [`${wanted}: ${[...names].join(', ')}`];
  });
  return [`${passed} of ${checks.length} passed`, ...told].join('; ');
}
