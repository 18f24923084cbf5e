/** `releases.yaml`: what was built of each service, in which channel it is, and what was checked of it. */
import type { ReleaseEntry, ReleasesPaper } from '../protocol/papers.ts';
import type { RequestPapers } from '../protocol/requests.ts';
import type { Stack } from '../stack/schema.ts';
import { checksOf } from './checks.ts';
import type { ChangeChecks, ReleaseFile } from './release-file.ts';

export function releasesPaper({ nodes, services }: ReleaseFile, stack: Pick<Stack, 'services' | 'owners'>): ReleasesPaper {
  return { nodes, releases: Object.entries(services).flatMap(([service, told]) => releasesOf(service, told, { nodes, stack })) };
}

/** Null for a release that changes no contract. */
export function contractDiffOf(
  { services }: ReleaseFile,
  { service, version }: { service: string; version: string },
): RequestPapers['diff'] {
  return diffOf(services[service]?.releases[version]?.contract);
}

/** As papers have it. */
export function diffOf(contract: ChangeChecks['contract']): RequestPapers['diff'] {
  return contract === undefined ? null : { document: contract.document, lines: contract.diff };
}

interface Context {
  nodes: readonly string[];
  stack: Pick<Stack, 'services' | 'owners'>;
}

/** Newest first. */
function releasesOf(service: string, told: ReleaseFile['services'][string], { nodes, stack }: Context): ReleaseEntry[] {
  const owner = stack.services[service]?.owner ?? '';
  const { suites, consumers, releases } = told;
  const entries = Object.entries(releases).map(([version, { channel, built, notes, gaps }]) => ({
    service,
    team: stack.owners[owner] ?? owner,
    version,
    channel,
    built,
    notes,
    ...checksOf({ suites, consumers, gaps }, nodes),
  }));
  return entries.sort((a, b) => b.built.localeCompare(a.built));
}
