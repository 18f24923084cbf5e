/** The stack as every engineer of the shop knows it: what runs, who calls whom, who owns it. `GET /api/v1/stack`. */
import * as z from 'zod';

export const stackViewSchema = z.object({
  name: z.string(),
  summary: z.string(),
  services: z.array(z.object({ service: z.string(), owner: z.string(), slots: z.number(), version: z.string() })),
  /** Engines (redis, postgres, kafka) and outside systems. */
  dependencies: z.array(z.object({ name: z.string(), kind: z.enum(['redis', 'postgres', 'kafka', 'external']), summary: z.string() })),
  /** `from` and `to` name a service, a dependency or `users`. A link of one consumer member has `member`. */
  links: z.array(z.object({ link: z.string(), from: z.string(), to: z.string(), kind: z.string(), member: z.string().nullable() })),
  /** Feature flags that the pod may turn. */
  flags: z.array(z.string()),
  owners: z.array(z.object({ owner: z.string(), name: z.string() })),
});
export type StackView = z.infer<typeof stackViewSchema>;
