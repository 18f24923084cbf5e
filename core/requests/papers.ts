/** What the shop's own files say of a change request: nothing is written for it that they do not hold. */
import { apiPaper } from '../papers/api.ts';
import { contractDiffOf, releasesPaper } from '../papers/releases.ts';
import { partOf, textOf } from '../papers/shapes.ts';
import type { RequestPapers, Shipment } from '../protocol/requests.ts';
import type { Stack } from '../stack/schema.ts';

/** The shop's files, as parsed. */
export interface ShopFiles {
  stack: Pick<Stack, 'services' | 'owners'>;
  /** `releases.yaml`. */
  releases: unknown;
  /** `openapi.yaml`. */
  api: unknown;
  /** `flags.json`. */
  flags: unknown;
  /** Text of `sql/migrations/<name>.up.sql`; empty where there is none. */
  migration: string;
}

const nothing: RequestPapers = { channel: null, notes: [], flag: null, diff: null, nodes: [], suites: [], consumers: [] };

/** @throws ZodError when a file does not have its shape */
export function requestPapersOf(ships: Shipment, files: ShopFiles): RequestPapers {
  switch (ships.kind) {
    case 'release':
      return releasePapers(ships, files);
    case 'migration':
      return { ...nothing, diff: { document: `sql/migrations/${ships.migration}.up.sql`, lines: statementsOf(files.migration) } };
    case 'flag':
      return flagPapers(ships, files.flags);
    case 'apiVersion':
      return { ...nothing, diff: { document: 'openapi.yaml', lines: versionLines(ships, files.api) } };
  }
}

function releasePapers({ service, version }: Shipment & { kind: 'release' }, { releases, stack }: ShopFiles): RequestPapers {
  const paper = releasesPaper(releases, stack);
  const entry = paper.releases.find((release) => release.service === service && release.version === version);
  if (!entry) return nothing;
  const { channel, notes, suites, consumers } = entry;
  return { ...nothing, channel, notes, nodes: paper.nodes, suites, consumers, diff: contractDiffOf(releases, { service, version }) };
}

/** What will be run, as a reviewer reads it: every line is new, and remarks do nothing. */
function statementsOf(sql: string): string[] {
  const lines = sql.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('--'));
  return lines.map((line) => `+${line}`);
}

function flagPapers({ flag, variant }: Shipment & { kind: 'flag' }, document: unknown): RequestPapers {
  const known = partOf(partOf(partOf(document)['flags'])[flag]);
  const { owner, expires, description } = partOf(known['metadata']);
  const { targeting, defaultVariant } = known;
  return {
    ...nothing,
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

/** Every public operation stands under the prefix of the version, or no longer. */
function versionLines({ version, state }: Shipment & { kind: 'apiVersion' }, document: unknown): string[] {
  const sign = state === 'off' ? '-' : '+';
  const { operations, servers } = apiPaper(document);
  const server = servers.find(({ url }) => url.endsWith(`/${version}`));
  const about = server === undefined ? [] : [`${sign}server /${version}: ${server.description.split('\n')[0] ?? ''}`];
  const open = operations.filter(({ isPublic }) => isPublic).map(({ id }) => `${sign}${id.replace(' ', ` /${version}`)}`);
  return [...about, ...open];
}
