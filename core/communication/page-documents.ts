/** The public page in Statuspage's shape. It holds what the pod published, and nothing else that is known of the drill. */
import type { CommunicationState, PublicIncident, PublicNote } from '../drill/communication-state.ts';
import type { ComponentStatus, PageComponent, PageIncident, PageIncidents, PageSummary, PublicImpact } from '../protocol/status-page.ts';
import type { PublicComponent } from './components.ts';

export interface PageSource {
  /** What is published under: the drill, or the house while nothing is played. */
  pageId: string;
  name: string;
  /** Address of the page that people read. */
  url: string;
  components: readonly PublicComponent[];
  page: Pick<CommunicationState['page'], 'components' | 'incidents' | 'openedWallMs'>;
}

export interface PageDocuments {
  summary: PageSummary;
  incidents: PageIncidents;
}

const impactOf: Record<ComponentStatus, PublicImpact> = {
  operational: 'none',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};
const rising: readonly PublicImpact[] = ['none', 'minor', 'major', 'critical'];
/** Statuspage's own words for the whole of a page. */
const descriptions: Record<PublicImpact, string> = {
  none: 'All Systems Operational',
  minor: 'Partially Degraded Service',
  major: 'Partial System Outage',
  critical: 'Major Service Outage',
};

export function pageDocumentsOf(source: PageSource): PageDocuments {
  const { pageId, name, url, page } = source;
  const components = source.components.map((component, index) => componentOf(source, component, index));
  const incidents = page.incidents.map((incident) => incidentOf(source, incident, components)).toReversed();
  const open = incidents.filter(({ status }) => status !== 'resolved');
  const head = { id: pageId, name, url, time_zone: 'Etc/UTC', updated_at: isoTime(newestMs(source)) };
  return {
    summary: { page: head, components, incidents: open, scheduled_maintenances: [], status: statusOf(components, open) },
    incidents: { page: head, incidents },
  };
}

/** The worst of what components and open incidents say. */
function statusOf(components: readonly PageComponent[], open: readonly PageIncident[]): PageSummary['status'] {
  const said = [...components.map(({ status }) => impactOf[status]), ...open.map(({ impact }) => impact)];
  const indicator = rising.findLast((impact) => said.includes(impact)) ?? 'none';
  return { indicator, description: descriptions[indicator] };
}

function componentOf({ pageId, page }: PageSource, { id, name, description }: PublicComponent, index: number): PageComponent {
  const known = page.components[id];
  return {
    id,
    name,
    status: known?.status ?? 'operational',
    created_at: isoTime(page.openedWallMs),
    updated_at: isoTime(known?.wallMs ?? page.openedWallMs),
    position: index + 1,
    description,
    showcase: true,
    start_date: null,
    group_id: null,
    page_id: pageId,
    group: false,
    only_show_if_degraded: false,
  };
}

function incidentOf(source: PageSource, incident: PublicIncident, components: readonly PageComponent[]): PageIncident {
  const { incidentId: id, name, impact, notes } = incident;
  const [first] = notes;
  const newest = notes.at(-1);
  const touched = new Set(notes.flatMap(({ changed }) => changed.map((change) => change.id)));
  const wallMs = first?.wallMs ?? source.page.openedWallMs;
  return {
    id,
    name,
    status: newest?.status ?? 'investigating',
    created_at: isoTime(wallMs),
    updated_at: isoTime(newest?.wallMs ?? wallMs),
    monitoring_at: firstTime(notes, 'monitoring'),
    resolved_at: firstTime(notes, 'resolved'),
    impact,
    shortlink: source.url,
    started_at: isoTime(wallMs),
    page_id: source.pageId,
    incident_updates: notes.map((note, index) => updateOf(source, { note, id: `${id}-${index + 1}`, incidentId: id })).toReversed(),
    components: components.filter((component) => touched.has(component.id)),
  };
}

function updateOf(
  { components }: PageSource,
  { note, id, incidentId }: { note: PublicNote; id: string; incidentId: string },
): PageIncident['incident_updates'][number] {
  const at = isoTime(note.wallMs);
  const nameOf = (code: string): string => components.find((component) => component.id === code)?.name ?? code;
  return {
    id,
    status: note.status,
    body: note.text,
    incident_id: incidentId,
    created_at: at,
    updated_at: at,
    display_at: at,
    affected_components: note.changed.map(({ id: code, from, to }) => ({ code, name: nameOf(code), old_status: from, new_status: to })),
  };
}

function firstTime(notes: readonly PublicNote[], status: PublicNote['status']): string | null {
  const note = notes.find((each) => each.status === status);
  return note ? isoTime(note.wallMs) : null;
}

function newestMs({ page }: PageSource): number {
  return page.incidents.at(-1)?.notes.at(-1)?.wallMs ?? page.openedWallMs;
}

const isoTime = (wallMs: number): string => new Date(wallMs).toISOString();
