/** OpenSLO files from anywhere: the objectives they state, and of all the rest why it is not used. */
import * as z from 'zod';
import type { SloPlan } from '../scenario/plan.ts';
import { didYouMean, type Finding, type Problem } from '../scenario/problem.ts';
import { readSources, type Source } from '../scenario/source.ts';
import { checkOpenSlo, findingsIn, openSloVersion } from './open-slo.ts';

export interface OpenSloFile {
  file: string;
  text: string;
}

export interface OpenSloImport {
  slos: SloPlan[];
  /** Empty when every document could be read; else the objectives are not all there. */
  problems: Problem[];
  /** What was read and is not used, and why; each with its place. */
  notes: Note[];
}

type Note = Omit<Problem, 'expected'>;

const ownPairs =
  'every objective alerts by the same pairs of burn-rate windows, and a policy of OpenSLO has one window; --rules prints them';

/** Kinds that say nothing the house could use. */
const unused: Record<string, string> = {
  Service: 'services are those of stack.yaml',
  DataSource: 'events are counted by the services and the load generator',
  AlertPolicy: ownPairs,
  AlertCondition: ownPairs,
  AlertNotificationTarget: 'who is told is a setting, such as BROWNOUT_ALERT_WEBHOOK_URL',
};
const kinds = ['SLO', 'SLI', ...Object.keys(unused)];

const documentSchema = z.object(
  {
    apiVersion: openSloVersion,
    kind: z.enum(kinds, { error: `one of ${kinds.join(', ')}` }),
    metadata: z.object(
      { name: z.string({ error: 'a name' }), annotations: z.record(z.string(), z.unknown()).default({}) },
      { error: 'metadata with a name' },
    ),
    spec: z.object({ indicatorRef: z.string().optional(), alertPolicies: z.unknown().optional() }).catch({}).default({}),
  },
  { error: 'an OpenSLO document' },
);

interface Entry {
  source: Source;
  document: z.infer<typeof documentSchema>;
}

/** Checks all documents of all files together, since they may refer to each other. */
export function importOpenSlo(files: readonly OpenSloFile[]): OpenSloImport {
  const sources = files.flatMap(({ file, text }) => readSources(text, file));
  const read = sources.map(readEntry);
  const entries = read.flatMap(({ entry }) => entry ?? []);
  const slis = entries.filter(({ document }) => document.kind === 'SLI');
  const objectives = entries.filter(({ document }) => document.kind === 'SLO').map((entry) => readObjective(entry, slis));
  const slos = objectives.flatMap(({ slo }) => slo ?? []);
  const problems = [...read, ...objectives, { problems: takenNames(entries) }].flatMap((part) => part.problems);
  const [first] = files;
  if (first && problems.length === 0 && slos.length === 0) problems.push(noObjective(first));
  return { slos, problems, notes: entries.flatMap((entry) => notesOf(entry, entries)) };
}

function readEntry(source: Source): { entry: Entry | null; problems: Problem[] } {
  if (source.broken.length > 0) return { entry: null, problems: source.broken };
  const result = documentSchema.safeParse(source.value);
  if (result.success) return { entry: { source, document: result.data }, problems: [] };
  const problems = findingsIn(source.value, result.error).map((finding) => source.place(named(finding, source.value)));
  return { entry: null, problems };
}

/** An unknown kind is told by its name. */
function named(finding: Finding, document: unknown): Finding {
  const kind = (document as { kind?: unknown } | null)?.kind;
  if (finding.path[0] !== 'kind' || typeof kind !== 'string') return finding;
  return { ...finding, message: `kind: ${kind} is not known${didYouMean(kind, kinds)}` };
}

/** What is measured may stand with the SLI that an objective refers to; the objective's own word goes first. */
function readObjective({ source, document }: Entry, slis: readonly Entry[]): { slo: SloPlan | null; problems: Problem[] } {
  const { indicatorRef } = document.spec;
  const indicator = slis.find((sli) => sli.document.metadata.name === indicatorRef)?.document;
  if (indicatorRef !== undefined && !indicator) {
    const message = `spec.indicatorRef: no SLI is called ${indicatorRef}`;
    const expected = 'the name of an SLI in one of the files given';
    return { slo: null, problems: [source.place({ path: ['spec', 'indicatorRef'], message, expected })] };
  }
  const whole = source.value as { metadata: object };
  const annotations = { ...indicator?.metadata.annotations, ...document.metadata.annotations };
  const checked = checkOpenSlo({ ...whole, metadata: { ...whole.metadata, annotations } });
  return checked.ok ? { slo: checked.slo, problems: [] } : { slo: null, problems: checked.findings.map(source.place) };
}

function takenNames(entries: readonly Entry[]): Problem[] {
  const taken = new Set<string>();
  return entries.flatMap(({ source, document: { kind, metadata } }) => {
    const key = `${kind} ${metadata.name}`;
    if (!taken.has(key)) {
      taken.add(key);
      return [];
    }
    return [source.place({ path: ['metadata', 'name'], message: `metadata.name: there is another ${key}`, expected: 'a name of its own' })];
  });
}

function noObjective({ file }: OpenSloFile): Problem {
  return { file, line: 1, column: 1, message: 'no objective in it', expected: 'at least one document of kind SLO' };
}

function notesOf({ source, document: { kind, metadata, spec } }: Entry, entries: readonly Entry[]): Note[] {
  const note = (path: Finding['path'], message: string): Note => {
    const { file, line, column } = source.place({ path, message, expected: '' });
    return { file, line, column, message };
  };
  const reason = unused[kind];
  if (reason) return [note(['kind'], `${kind} ${metadata.name} is not used: ${reason}`)];
  if (kind === 'SLI')
    return entries.some(({ document }) => document.spec.indicatorRef === metadata.name)
      ? []
      : [note(['kind'], `SLI ${metadata.name} is not used: no SLO refers to it`)];
  return spec.alertPolicies === undefined
    ? []
    : [note(['spec', 'alertPolicies'], `alertPolicies of ${metadata.name} are not used: ${ownPairs}`)];
}
