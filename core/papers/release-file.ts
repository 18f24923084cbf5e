/** The shape of `releases.yaml`, and where in it something is wrong. */
import * as z from 'zod';
import { readSource } from '../scenario/source.ts';

const gapSchema = z.strictObject({
  /** A suite, or a consumer. */
  of: z.string(),
  /** Left out: on all versions of Node. */
  node: z.string().optional(),
  result: z.enum(['failed', 'not run']),
  why: z.string().min(1),
});
const variantGapSchema = gapSchema.extend({
  /** Left out: with all variants of the flag. */
  variant: z.string().optional(),
});

/** What was checked of something. */
const checked = {
  suites: z.array(z.string()).min(1),
  /** Who relies on which contract of it. */
  consumers: z.record(z.string(), z.string()),
  /** What did not pass; everything else did. */
  gaps: z.array(gapSchema).default([]),
};
const notesSchema = z.array(z.string().min(1)).min(1);
/** How it differs from a contract of the shop, in unified form. */
const contractSchema = z.strictObject({ document: z.string(), diff: z.array(z.string()).min(1) });

const serviceSchema = z.strictObject({
  suites: checked.suites,
  consumers: checked.consumers,
  releases: z.record(
    z.string(),
    z.strictObject({
      channel: z.enum(['stable', 'beta', 'canary']),
      built: z.iso.date(),
      notes: notesSchema,
      gaps: checked.gaps,
      contract: contractSchema.optional(),
    }),
  ),
});

/** A change that is no release. */
const changeSchema = z.strictObject({
  /** What it was run against. */
  notes: notesSchema,
  ...checked,
  /** Kinds of suites that do not apply to it, and why. */
  without: z.record(z.string(), z.string().min(1)).default({}),
  contract: contractSchema.optional(),
});
const flagSchema = changeSchema.omit({ contract: true }).extend({ gaps: z.array(variantGapSchema).default([]) });

const fileSchema = z
  .strictObject({
    /** Versions of Node that every suite runs on. */
    nodes: z.array(z.string()).min(1),
    services: z.record(z.string(), serviceSchema),
    migrations: z.record(z.string(), changeSchema.omit({ contract: true })),
    /** Every suite runs with every variant. */
    flags: z.record(z.string(), flagSchema),
    /** By service and version, for each state that it can be set to. */
    apiVersions: z.record(z.string(), z.record(z.string(), z.strictObject({ on: changeSchema, off: changeSchema }))),
  })
  .superRefine((file, { addIssue }) => {
    for (const { path, suites, consumers, gaps } of checkedIn(file)) {
      const known = [...suites, ...Object.keys(consumers)];
      for (const [index, { of, node }] of gaps.entries()) {
        const at = [...path, 'gaps', index];
        // A gap of nothing would read as if everything had passed.
        if (!known.includes(of)) addIssue({ code: 'custom', path: [...at, 'of'], message: `"${of}" is no suite and no consumer of it` });
        if (!file.nodes.includes(node ?? file.nodes[0] ?? ''))
          addIssue({ code: 'custom', path: [...at, 'node'], message: `Node ${node} is not in the matrix` });
      }
    }
  });

export type ReleaseFile = z.infer<typeof fileSchema>;
type Change = z.infer<typeof changeSchema>;
/** What was checked of a change, however it is shipped. */
export type ChangeChecks = Pick<Change, 'notes' | 'suites' | 'consumers' | 'without' | 'contract'> & { gaps: Gap[] };
export type Gap = z.infer<typeof variantGapSchema>;

interface Checked extends Pick<ChangeChecks, 'suites' | 'consumers' | 'gaps'> {
  path: string[];
}

function checkedIn({ services, migrations, flags, apiVersions }: ReleaseFile): Checked[] {
  const ofServices = Object.entries(services).flatMap(([service, { suites, consumers, releases }]) =>
    Object.entries(releases).map(([version, { gaps }]) => ({ path: ['services', service, 'releases', version], suites, consumers, gaps })),
  );
  const ofVersions = Object.entries(apiVersions).flatMap(([service, versions]) =>
    Object.entries(versions).flatMap(([version, states]) => changesAt(['apiVersions', service, version], states)),
  );
  return [...ofServices, ...changesAt(['migrations'], migrations), ...changesAt(['flags'], flags), ...ofVersions];
}

const changesAt = (path: string[], changes: Record<string, Omit<ChangeChecks, 'contract'>>): Checked[] =>
  Object.entries(changes).map(([name, change]) => ({ path: [...path, name], ...change }));

/** @param file its name, for messages. @throws Error with all that is wrong, each as `file:line:column: message` */
export function readReleaseFile(text: string, file: string): ReleaseFile {
  const { value, broken, place } = readSource(text, file);
  const parsed = fileSchema.safeParse(value);
  if (broken.length === 0 && parsed.success) return parsed.data;
  const found = parsed.success ? [] : parsed.error.issues.map((issue) => place({ ...issue, path: pathOf(issue), expected: '' }));
  const problems = broken.length > 0 ? broken : found;
  throw new Error(problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`).join('\n'));
}

/** Of a key that is not known, the key itself. */
function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  const own = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...own].map((part) => (typeof part === 'number' ? part : String(part)));
}
