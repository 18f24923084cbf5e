/** The shop's own papers, as its engineers have them: the same for every drill. `GET /api/v1/stack/papers/:paper`. */
import * as z from 'zod';

const elementKinds = ['person', 'system', 'external', 'service', 'database', 'queue', 'component'] as const;

const diagramSchema = z.object({
  /** Level of the C4 model. */
  level: z.enum(['context', 'container', 'component']),
  title: z.string(),
  elements: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(elementKinds),
      technology: z.string(),
      summary: z.string(),
      /** Within what the diagram is about. */
      isInside: z.boolean(),
    }),
  ),
  relations: z.array(z.object({ from: z.string(), to: z.string(), label: z.string() })),
  /** The same for a Mermaid renderer. */
  mermaid: z.string(),
});
export type Diagram = z.infer<typeof diagramSchema>;
export type DiagramElement = Diagram['elements'][number];

const fieldSchema = z.object({ name: z.string(), type: z.string(), isRequired: z.boolean(), note: z.string() });
const shapeSchema = z.object({ name: z.string(), summary: z.string(), fields: z.array(fieldSchema) });
export type PaperShape = z.infer<typeof shapeSchema>;

const apiSchema = z.object({
  title: z.string(),
  version: z.string(),
  description: z.string(),
  /** Under which prefix which version is served. */
  servers: z.array(z.object({ url: z.string(), description: z.string() })),
  operations: z.array(
    z.object({
      /** `POST /checkout`. */
      id: z.string(),
      summary: z.string(),
      description: z.string(),
      isPublic: z.boolean(),
      services: z.array(z.string()),
      parameters: z.array(fieldSchema.extend({ where: z.string() })),
      /** Name of the shape of its body; null without one. */
      body: z.string().nullable(),
      replies: z.array(z.object({ status: z.string(), meaning: z.string(), type: z.string() })),
    }),
  ),
  shapes: z.array(shapeSchema),
});
export type ApiPaper = z.infer<typeof apiSchema>;

const eventsSchema = z.object({
  title: z.string(),
  version: z.string(),
  description: z.string(),
  topics: z.array(
    z.object({
      topic: z.string(),
      partitions: z.number(),
      summary: z.string(),
      publishers: z.array(z.string()),
      groups: z.array(z.string()),
      headers: z.string(),
      payload: z.string(),
    }),
  ),
  shapes: z.array(shapeSchema),
});
export type EventsPaper = z.infer<typeof eventsSchema>;

const resultSchema = z.enum(['passed', 'failed', 'not run']);
export type CheckResult = z.infer<typeof resultSchema>;

const releasesSchema = z.object({
  /** Node versions that a suite runs on: the columns of the matrix. */
  nodes: z.array(z.string()),
  releases: z.array(
    z.object({
      service: z.string(),
      team: z.string(),
      version: z.string(),
      channel: z.enum(['stable', 'beta', 'canary']),
      /** Day on which it was built. */
      built: z.string(),
      notes: z.array(z.string()),
      /** In the order of `nodes`. */
      suites: z.array(z.object({ suite: z.string(), results: z.array(resultSchema), why: z.string() })),
      /** Against those who rely on its contract. */
      consumers: z.array(z.object({ consumer: z.string(), contract: z.string(), result: resultSchema, why: z.string() })),
    }),
  ),
});
export type ReleasesPaper = z.infer<typeof releasesSchema>;
export type ReleaseEntry = ReleasesPaper['releases'][number];

export const paperSchemas = {
  architecture: z.object({ diagrams: z.array(diagramSchema) }),
  api: apiSchema,
  events: eventsSchema,
  decisions: z.object({ decisions: z.array(z.object({ number: z.string(), title: z.string(), text: z.string() })) }),
  releases: releasesSchema,
};
export type PaperName = keyof typeof paperSchemas;
export type Paper<Name extends PaperName> = z.infer<(typeof paperSchemas)[Name]>;
