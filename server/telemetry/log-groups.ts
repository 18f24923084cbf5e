import { type LogLine, type LogPattern, type LogPatternList, logLevels } from '../../core/protocol/logs.ts';

/** How finely the frequency of a pattern is told. */
const partsOfTime = 30;
const listedPatterns = 200;

export interface KeptLine {
  line: LogLine;
  pattern: string;
}

interface Group extends Omit<LogPattern, 'parts'> {
  atMs: number[];
}

/** Lines that fit, by pattern: the most frequent first. */
export function groupByPattern(lines: Iterable<KeptLine>, fits: (line: LogLine) => boolean): LogPatternList {
  const groups = new Map<string, Group>();
  let count = 0;
  for (const { line, pattern } of lines) {
    if (!fits(line)) continue;
    count += 1;
    addLine(groups, line, pattern);
  }
  const all = [...groups.values()];
  const fromMs = all.reduce((least, { firstMs }) => Math.min(least, firstMs), Number.POSITIVE_INFINITY);
  const toMs = all.reduce((most, { lastMs }) => Math.max(most, lastMs), 0);
  if (count === 0) return { patterns: [], lines: 0, fromMs: 0, toMs: 0 };
  const patterns = all
    .sort((a, b) => b.lines - a.lines || a.pattern.localeCompare(b.pattern, 'en'))
    .slice(0, listedPatterns)
    .map(({ atMs, ...group }) => ({ ...group, parts: partsOf(atMs, fromMs, toMs) }));
  return { patterns, lines: count, fromMs, toMs };
}

function addLine(groups: Map<string, Group>, { atMs, service, level, patternId }: LogLine, pattern: string): void {
  const known = groups.get(pattern);
  const group = known ?? { patternId, pattern, level, lines: 0, firstMs: atMs, lastMs: atMs, services: {}, atMs: [] };
  if (!known) groups.set(pattern, group);
  group.lines += 1;
  group.firstMs = Math.min(group.firstMs, atMs);
  group.lastMs = Math.max(group.lastMs, atMs);
  group.services[service] = (group.services[service] ?? 0) + 1;
  if (logLevels.indexOf(level) > logLevels.indexOf(group.level)) group.level = level;
  group.atMs.push(atMs);
}

function partsOf(atMs: readonly number[], fromMs: number, toMs: number): number[] {
  const parts = Array.from({ length: partsOfTime }, () => 0);
  const eachMs = Math.max(1, (toMs - fromMs + 1) / partsOfTime);
  for (const at of atMs) {
    const index = Math.min(partsOfTime - 1, Math.floor((at - fromMs) / eachMs));
    parts[index] = (parts[index] ?? 0) + 1;
  }
  return parts;
}
