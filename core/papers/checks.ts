/** What was checked of a release or change, as rows: everything passed but what is named as a gap. */
import type { CheckResult, ReleaseEntry } from '../protocol/papers.ts';
import type { ChangeChecks, Gap } from './release-file.ts';

type Checks = Pick<ReleaseEntry, 'suites' | 'consumers'>;
interface Check {
  of: string;
  node?: string;
  variant?: string;
}

/** @param variants of a flag; without any each suite ran once on each version of Node */
export function checksOf(
  { suites, consumers, gaps }: Pick<ChangeChecks, 'suites' | 'consumers' | 'gaps'>,
  nodes: readonly string[],
  variants: readonly string[] = [],
): Checks {
  const runs = suites.flatMap((of): Check[] => (variants.length === 0 ? [{ of }] : variants.map((variant) => ({ of, variant }))));
  return {
    suites: runs.map((run) => ({
      suite: run.variant === undefined ? run.of : `${run.of}, flag ${run.variant}`,
      results: nodes.map((node) => resultOf(gaps, { ...run, node })),
      why: whyOf(gaps, run),
    })),
    consumers: Object.entries(consumers).map(([consumer, contract]) => {
      const check = { of: consumer };
      return { consumer, contract, result: resultOf(gaps, check), why: whyOf(gaps, check) };
    }),
  };
}

const resultOf = (gaps: readonly Gap[], check: Check): CheckResult =>
  gaps.find((gap) => isIn(gap, check) && (gap.node ?? check.node) === check.node)?.result ?? 'passed';

const whyOf = (gaps: readonly Gap[], check: Check): string =>
  gaps
    .filter((gap) => isIn(gap, check))
    .map(({ why }) => why)
    .join('; ');

const isIn = (gap: Gap, { of, variant }: Check): boolean => gap.of === of && (gap.variant ?? variant) === variant;
