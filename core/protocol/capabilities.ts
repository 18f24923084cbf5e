/** The capability map as anybody may see it. `GET /api/v1/capabilities`. */
import * as z from 'zod';

const capabilityViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  practices: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      meaning: z.string(),
      /** How many drills train it. */
      drills: z.number(),
    }),
  ),
});
export type CapabilityView = z.infer<typeof capabilityViewSchema>;

export const capabilitiesSchema = z.object({ capabilities: z.array(capabilityViewSchema) });
