/** What the shop's own files say of a change request: nothing is written for it that they do not hold. */
import { apiPaper } from '../papers/api.ts';
import { checksOf } from '../papers/checks.ts';
import type { ChangeChecks, ReleaseFile } from '../papers/release-file.ts';
import { contractDiffOf, diffOf, releasesPaper } from '../papers/releases.ts';
import { partOf, textOf } from '../papers/shapes.ts';
import type { RequestPapers, Shipment } from '../protocol/requests.ts';
import type { Stack } from '../stack/schema.ts';

/** The shop's files, as parsed. */
export interface ShopFiles {
  stack: Pick<Stack, 'services' | 'owners'>;
  releases: ReleaseFile;
  /** `openapi.yaml`. */
  api: unknown;
  /** `flags.json`. */
  flags: unknown;
  /** Text of `sql/migrations/<name>.up.sql`; empty where there is none. */
  migration: string;
}

const nothing: RequestPapers = { channel: null, notes: [], flag: null, diff: null, nodes: [], suites: [], consumers: [] };

export function requestPapersOf(ships: Shipment, files: ShopFiles): RequestPapers {
  switch (ships.kind) {
    case 'release':
      return releasePapers(ships, files);
    case 'migration':
      return {
        ...changePapers(files.releases.migrations[ships.migration], files.releases),
        diff: { document: `sql/migrations/${ships.migration}.up.sql`, lines: statementsOf(files.migration) },
      };
    case 'flag':
      return flagPapers(ships, files);
    case 'apiVersion':
      return versionPapers(ships, files);
  }
}

function releasePapers({ service, version }: Shipment & { kind: 'release' }, { releases, stack }: ShopFiles): RequestPapers {
  const paper = releasesPaper(releases, stack);
  const entry = paper.releases.find((release) => release.service === service && release.version === version);
  if (!entry) return nothing;
  const { channel, notes, suites, consumers } = entry;
  return { ...nothing, channel, notes, nodes: paper.nodes, suites, consumers, diff: contractDiffOf(releases, { service, version }) };
}

/** What was checked of a change that is no release. A kind of suite that does not apply is a note: a row that is not there says nothing. */
function changePapers(change: ChangeChecks | undefined, { nodes }: ReleaseFile, variants: string[] = []): RequestPapers {
  if (!change) return nothing;
  const unfit = Object.entries(change.without).map(([suite, why]) => `No ${suite} suite: ${why}`);
  return { ...nothing, notes: [...change.notes, ...unfit], nodes, ...checksOf(change, nodes, variants), diff: diffOf(change.contract) };
}

/** What will be run, as a reviewer reads it: every line is new, and remarks do nothing. */
function statementsOf(sql: string): string[] {
  const lines = sql.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('--'));
  return lines.map((line) => `+${line}`);
}

function flagPapers({ flag, variant }: Shipment & { kind: 'flag' }, { flags, releases }: ShopFiles): RequestPapers {
  const known = partOf(partOf(partOf(flags)['flags'])[flag]);
  const { owner, expires, description } = partOf(known['metadata']);
  const { targeting, defaultVariant, variants } = known;
  return {
    ...changePapers(releases.flags[flag], releases, Object.keys(partOf(variants))),
    flag: { owner: textOf(owner), expires: textOf(expires), description: textOf(description) },
    diff: {
      document: 'flags.json',
      lines: [
        ` "${flag}": {`,
        `-  "defaultVariant": ${JSON.stringify(defaultVariant)}`,
        // Whoever sets it for everybody takes it from its rules.
        ...(targeting === undefined ? [] : [`-  "targeting": ${JSON.stringify(targeting)}`]),
        `+  "defaultVariant": ${JSON.stringify(variant)}`,
      ],
    },
  };
}

/** With every public operation: each stands under the prefix of the version, or no longer. */
function versionPapers({ service, version, state }: Shipment & { kind: 'apiVersion' }, { api, releases }: ShopFiles): RequestPapers {
  const papers = changePapers(releases.apiVersions[service]?.[version]?.[state], releases);
  const open = apiPaper(api).operations.flatMap(({ id, isPublic }) => (isPublic ? [id] : []));
  const words = state === 'off' ? 'No longer answered' : 'Answered';
  return { ...papers, notes: [...papers.notes, `${words} under /${version}: ${open.join(', ')}`] };
}
