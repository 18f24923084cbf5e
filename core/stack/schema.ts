/**
 * The shape of `stack.yaml`: the system under exercise. Pure; reading the file is the caller's work.
 */
import * as z from 'zod';
import { durationSchema } from '../faults/quantities.ts';

const versionSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const policyValueSchema = z.union([z.string(), z.number(), z.boolean()]);

/** Value of a service policy (a knob that controls and faults may turn at run time). */
export type PolicyValue = z.infer<typeof policyValueSchema>;

const serviceSchema = z.strictObject({
  owner: z.string(),
  /** Instances at the start. */
  slots: z.int().min(1),
  /** Upper bound of scale; ports and proxies exist for all of them. */
  maxSlots: z.int().min(1),
  /** Version that runs at the start; a key of `versions`. */
  version: z.string(),
  /** Behaviour set per version: the same bundle, switched by these values. */
  versions: z.record(z.string(), versionSchema),
  /** Versions that only bear more than the one that runs: nobody could suffer from them, so none is a fault to inject. */
  mends: z.array(z.string()).optional(),
  /** Versions whose weak spot shows only when something else happens: rolled out alone nobody feels them, so none is a fault to inject. */
  latent: z.array(z.string()).optional(),
  policies: z.record(z.string(), policyValueSchema),
  consumerGroup: z.string().optional(),
});

const externalSchema = z.strictObject({
  owner: z.string(),
  summary: z.string(),
  /** Outside systems with the same program share one process; left out: a program of its own name. */
  program: z.string().optional(),
  /** What this one is like, in the program's own terms. */
  settings: z.record(z.string(), z.number()).default({}),
});

const linkKindSchema = z.enum(['http', 'external', 'redis', 'postgres', 'kafka', 'otlp']);

const linkSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+->[a-z0-9-]+$/, 'a link is written from->to'),
  kind: linkKindSchema,
});

export const journeySteps = ['browse', 'product', 'search', 'addToCart', 'checkout', 'orderStatus'] as const;
export type JourneyStep = (typeof journeySteps)[number];

const loadSchema = z.strictObject({
  ratePerSecond: z.number().positive(),
  maxRatePerSecond: z.number().positive(),
  wave: z.strictObject({ amplitude: z.number().min(0).max(1), periodSeconds: z.number().positive() }),
  mix: z.record(z.enum(journeySteps), z.number().min(0).max(1)),
  botShare: z.number().min(0).max(1),
  abortShare: z.number().min(0).max(1),
  /** Who asks, by client id: share of users, and the prefix of the API they call under. */
  clients: z.record(z.string(), z.strictObject({ share: z.number().min(0).max(1), prefix: z.string(), summary: z.string() })).default({}),
  /** Properties that customers or pages can share, with the values there are; faults and load may single one out. */
  segments: z.record(z.string(), z.array(z.string())),
});

const causeAlertSchema = z.strictObject({
  name: z.string(),
  summary: z.string(),
  signal: z.enum(['consumerLagSeconds', 'cacheHitPercent', 'eventLoopDelayMs']),
  above: z.number().optional(),
  below: z.number().optional(),
  forSeconds: z.number(),
});

const statementSchema = z.strictObject({
  summary: z.string().min(1),
  /** One read-only statement; `$1` is the first of the parameters. */
  sql: z.string().min(1),
  /** In the order of their numbers, each with what it is when nothing else is said. */
  parameters: z
    .record(z.string().regex(/^[a-z][A-Za-z]*$/), z.strictObject({ type: z.enum(['text', 'integer']), value: z.string() }))
    .default({}),
});

export const stackSchema = z.strictObject({
  name: z.string(),
  summary: z.string(),
  engines: z.strictObject({
    toxiproxy: z.strictObject({}),
    postgres: z.strictObject({
      database: z.string(),
      maxConnections: z.int(),
      /** What operations may name; a contract test holds tables and indexes against the real schema. */
      tables: z.array(z.string()),
      /** Each with the rest of its statement, so that it can be built again: `on orders (customer_id)`. */
      indexes: z.record(z.string().regex(/^[a-z_]+$/), z.string()),
      /** `sql/migrations/<name>.up.sql`, and the way back in `<name>.down.sql`. */
      migrations: z.array(z.string()),
      /**
       * Rows of years ago, which only some drills have.
       * `sql/archives/<name>.up.sql` brings them in and says so in a remark on their table, `<name>.down.sql` takes both out.
       */
      archives: z.array(z.string()).default([]),
      /** Statements of the services whose plan responders may ask for; a contract test runs each of them. */
      statements: z.record(z.string().regex(/^[a-z-]+$/), statementSchema).default({}),
    }),
    redis: z.strictObject({
      maxmemoryMb: z.int(),
      maxmemoryPolicy: z.string(),
      /** What keys of the services begin with; any other key is somebody else's. */
      keyPrefixes: z.array(z.string()),
    }),
    kafka: z.strictObject({
      nodes: z.int().min(1),
      topics: z.array(z.strictObject({ name: z.string(), partitions: z.int().min(1) })),
    }),
  }),
  services: z.record(z.string(), serviceSchema),
  externals: z.record(z.string(), externalSchema),
  /** Background work of a service that can be stopped by its name. */
  jobs: z.record(z.string(), z.strictObject({ service: z.string(), summary: z.string() })).default({}),
  links: z.array(linkSchema),
  owners: z.record(z.string(), z.string()),
  slos: z.array(z.string()),
  flags: z.string(),
  load: loadSchema,
  /** Below this share of an error budget nothing is approved or promoted without an exception; left out: the house has no such rule. */
  releasePolicy: z.strictObject({ budgetLine: z.number().min(0).max(1) }).optional(),
  causeAlerts: z.array(causeAlertSchema),
  /** Faults that only some parts of this stack can have, and which: the code there has the weak spot. */
  faults: z.array(z.strictObject({ fault: z.string(), targets: z.array(z.string()) })),
  /** What happens in this shop on any day and means nothing; scenarios have some of it strewn in. */
  noise: z
    .strictObject({
      tickets: z.array(z.strictObject({ from: z.string(), text: z.string() })),
      changes: z.array(
        z.strictObject({
          kind: z.enum(['deploy', 'flag', 'config', 'migration', 'job', 'maintenance', 'scale']),
          target: z.string(),
          summary: z.string(),
          by: z.string(),
        }),
      ),
      /** So much of one instance's event loop for so long, as a background job would take it: a cause alert may inform, no user feels it. */
      spells: z.array(z.strictObject({ target: z.string(), share: z.number().gt(0).max(0.5), lasts: durationSchema })),
    })
    .default({ tickets: [], changes: [], spells: [] }),
  controls: z.array(
    z.strictObject({
      control: z.string(),
      targets: z.array(z.string()),
      /** By parameter: what there is to choose from in this stack; the first is the default. */
      choices: z.record(z.string(), z.array(z.string()).min(1)).optional(),
    }),
  ),
});

/** A parsed `stack.yaml`. */
export type Stack = z.infer<typeof stackSchema>;
export type StackService = z.infer<typeof serviceSchema>;
export type StackLink = z.infer<typeof linkSchema>;
export type StackStatement = z.infer<typeof statementSchema>;
export type CauseAlert = z.infer<typeof causeAlertSchema>;

/** Instances of a service in slot order: `catalog` with 2 gives `catalog-1`, `catalog-2`. */
export function slotNames(service: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${service}-${index + 1}`);
}

/** The service a slot belongs to: `catalog-2` gives `catalog`. */
export function serviceOfSlot(slot: string): string {
  return slot.replace(/-\d+$/, '');
}

/** Splits `from->to`. */
export function linkEnds(link: string): { from: string; to: string } {
  const [from = '', to = ''] = link.split('->');
  return { from, to };
}

/** The link over which users come: the one that begins at no service. */
export function entryLink(stack: Pick<Stack, 'links' | 'services'>): StackLink | undefined {
  return stack.links.find((link) => link.kind === 'http' && !(linkEnds(link.id).from in stack.services));
}
