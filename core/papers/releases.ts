/** `releases.yaml`: what was built of each service, in which channel it is, and what was checked of it. */
import * as z from 'zod';
import type { CheckResult, ReleaseEntry, ReleasesPaper } from '../protocol/papers.ts';
import type { Stack } from '../stack/schema.ts';

const gapSchema = z.strictObject({
  /** A suite, or a consumer. */
  of: z.string(),
  /** Left out: on all versions of Node. */
  node: z.string().optional(),
  result: z.enum(['failed', 'not run']),
  why: z.string().min(1),
});

const fileSchema = z.strictObject({
  nodes: z.array(z.string()).min(1),
  services: z.record(
    z.string(),
    z.strictObject({
      suites: z.array(z.string()).min(1),
      /** Who relies on which contract of it. */
      consumers: z.record(z.string(), z.string()),
      releases: z.record(
        z.string(),
        z.strictObject({
          channel: z.enum(['stable', 'beta', 'canary']),
          built: z.iso.date(),
          notes: z.array(z.string().min(1)).min(1),
          /** What did not pass; everything else did. */
          gaps: z.array(gapSchema).default([]),
          /** How it differs from a contract of the shop, in unified form. */
          contract: z.strictObject({ document: z.string(), diff: z.array(z.string()).min(1) }).optional(),
        }),
      ),
    }),
  ),
});
type ReleaseFile = z.infer<typeof fileSchema>;
type Gap = z.infer<typeof gapSchema>;

/** @param document as parsed from YAML. @throws ZodError when it does not have the shape */
export function releasesPaper(document: unknown, stack: Pick<Stack, 'services' | 'owners'>): ReleasesPaper {
  const { nodes, services } = fileSchema.parse(document);
  return { nodes, releases: Object.entries(services).flatMap(([service, told]) => releasesOf(service, told, { nodes, stack })) };
}

/** Null for a release that changes no contract. @throws ZodError when the document does not have the shape */
export function contractDiffOf(
  document: unknown,
  { service, version }: { service: string; version: string },
): { document: string; lines: string[] } | null {
  const contract = fileSchema.parse(document).services[service]?.releases[version]?.contract;
  return contract === undefined ? null : { document: contract.document, lines: contract.diff };
}

interface Context {
  nodes: readonly string[];
  stack: Pick<Stack, 'services' | 'owners'>;
}

/** Newest first. */
function releasesOf(service: string, told: ReleaseFile['services'][string], { nodes, stack }: Context): ReleaseEntry[] {
  const owner = stack.services[service]?.owner ?? '';
  const entries = Object.entries(told.releases).map(([version, { channel, built, notes, gaps }]) => ({
    service,
    team: stack.owners[owner] ?? owner,
    version,
    channel,
    built,
    notes,
    suites: told.suites.map((suite) => ({ suite, results: nodes.map((node) => resultOf(gaps, suite, node)), why: whyOf(gaps, suite) })),
    consumers: Object.entries(told.consumers).map(([consumer, contract]) => {
      return { consumer, contract, result: resultOf(gaps, consumer, ''), why: whyOf(gaps, consumer) };
    }),
  }));
  return entries.sort((a, b) => b.built.localeCompare(a.built));
}

function resultOf(gaps: readonly Gap[], name: string, node: string): CheckResult {
  return gaps.find((gap) => gap.of === name && (gap.node ?? node) === node)?.result ?? 'passed';
}

const whyOf = (gaps: readonly Gap[], name: string): string =>
  gaps
    .filter((gap) => gap.of === name)
    .map(({ why }) => why)
    .join('; ');
