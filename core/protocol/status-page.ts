/**
 * The public status page: its vocabulary and its answers, in the shape of Statuspage's public API v2
 * (https://metastatuspage.com/api), so that what reads such pages reads this one. Times are ISO 8601, UTC, by the wall clock.
 */
import * as z from 'zod';

/** From well to gone. `degraded_performance`: works, but slowly; `partial_outage`: broken for some; `major_outage`: for nearly all. */
export const componentStatuses = ['operational', 'degraded_performance', 'partial_outage', 'major_outage'] as const;
export type ComponentStatus = (typeof componentStatuses)[number];

export const publicStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type PublicStatus = (typeof publicStatuses)[number];

export const publicImpacts = ['none', 'minor', 'major', 'critical'] as const;
export type PublicImpact = (typeof publicImpacts)[number];

/** By component id; those left out stay as they are. */
export const componentStatesSchema = z.record(z.string().max(40), z.enum(componentStatuses));

const pageSchema = z.object({ id: z.string(), name: z.string(), url: z.string(), time_zone: z.string(), updated_at: z.string() });
const statusSchema = z.object({ indicator: z.enum(publicImpacts), description: z.string() });

const componentSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(componentStatuses),
  created_at: z.string(),
  updated_at: z.string(),
  position: z.number(),
  description: z.string().nullable(),
  showcase: z.boolean(),
  start_date: z.string().nullable(),
  group_id: z.string().nullable(),
  page_id: z.string(),
  group: z.boolean(),
  only_show_if_degraded: z.boolean(),
});
export type PageComponent = z.infer<typeof componentSchema>;

const incidentUpdateSchema = z.object({
  id: z.string(),
  status: z.enum(publicStatuses),
  body: z.string(),
  incident_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  display_at: z.string(),
  affected_components: z.array(
    z.object({ code: z.string(), name: z.string(), old_status: z.enum(componentStatuses), new_status: z.enum(componentStatuses) }),
  ),
});

const incidentSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(publicStatuses),
  created_at: z.string(),
  updated_at: z.string(),
  monitoring_at: z.string().nullable(),
  resolved_at: z.string().nullable(),
  impact: z.enum(publicImpacts),
  shortlink: z.string(),
  started_at: z.string(),
  page_id: z.string(),
  /** Newest first. */
  incident_updates: z.array(incidentUpdateSchema),
  components: z.array(componentSchema),
});
export type PageIncident = z.infer<typeof incidentSchema>;

/** `summary.json`: components, the incidents that are not over, and the whole in a word. */
export const pageSummarySchema = z.object({
  page: pageSchema,
  components: z.array(componentSchema),
  incidents: z.array(incidentSchema),
  scheduled_maintenances: z.array(z.never()),
  status: statusSchema,
});
export type PageSummary = z.infer<typeof pageSummarySchema>;

/** `incidents.json`: all of them, newest first. */
export const pageIncidentsSchema = z.object({ page: pageSchema, incidents: z.array(incidentSchema) });
export type PageIncidents = z.infer<typeof pageIncidentsSchema>;

/** The page as the pod sees it in its own room. */
export const pageStateSchema = z.object({
  /** `slos`: the objectives that measure it. */
  components: z.array(z.object({ id: z.string(), name: z.string(), status: z.enum(componentStatuses), slos: z.array(z.string()) })),
  /** The one that is not over; null when there is none. */
  incident: z.object({ name: z.string(), status: z.enum(publicStatuses), impact: z.enum(publicImpacts), updates: z.number() }).nullable(),
  /** Game time of the newest note; null before the first. */
  publishedAtMs: z.number().nullable(),
  /** The newest promise of a public note; null when none stands. */
  nextNoteDueMs: z.number().nullable(),
});
export type PageState = z.infer<typeof pageStateSchema>;
