import type { CheckResult, ReleaseEntry } from '../../../core/protocol/papers.ts';

/** Colour never speaks alone. */
export const resultGlyphs: Record<CheckResult, string> = { passed: '✓', failed: '✗', 'not run': '–' };

/** `all passed`, or what did not: `not run: fulfilment`. */
export function checksWords({ suites, consumers }: Pick<ReleaseEntry, 'suites' | 'consumers'>): string {
  const checks = [
    ...suites.map(({ suite, results }) => ({ name: suite, results })),
    ...consumers.map(({ consumer, result }) => ({ name: consumer, results: [result] })),
  ];
  const told = (['failed', 'not run'] as const).flatMap((result) => {
    const names = checks.filter(({ results }) => results.includes(result)).map(({ name }) => name);
    return names.length === 0 ? [] : [`${result}: ${names.join(', ')}`];
  });
  return told.join('; ') || 'all passed';
}
