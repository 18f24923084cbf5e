/** The public page as the log has it. */
import { componentsOf } from '../../communication/components.ts';
import type { ComponentStatus, PageState } from '../../protocol/status-page.ts';
import { type CommunicationState, nothingTold, type PublicIncident, type PublicNote } from '../communication-state.ts';
import type { DrillEvent, DrillEventOf } from '../events.ts';
import type { DrillState } from '../state.ts';

type Page = CommunicationState['page'];
type Published = DrillEventOf<'statusPublished'>;

const minuteMs = 60_000;

/** The page alone, from a whole log or any beginning of one; from the rest of it, when `before` is what its beginning gave. */
export function pageOf(events: readonly DrillEvent[], before: Page = nothingTold.page): Page {
  return events.reduce((page, event) => {
    if (event.type === 'drillOpened') return { ...page, openedWallMs: event.observedAtMs };
    return event.type === 'statusPublished' ? pageAfter(page, event) : page;
  }, before);
}

export function pageAfter(page: Page, event: Published): Page {
  const { atMs, observedAtMs, data } = event;
  const promised = promisedMinutes(data);
  const set = Object.entries(data.components).map(([id, status]) => [id, { status, wallMs: observedAtMs }] as const);
  return {
    ...page,
    components: { ...page.components, ...Object.fromEntries(set) },
    incidents: withNote(page, data, noteOf(page, event)),
    nextNoteDueMs: promised === null ? null : atMs + promised * minuteMs,
  };
}

/** The incident of the page that is not over; a note after that opens another one. */
export function openIncidentOf({ incidents }: Page): PublicIncident | null {
  const newest = incidents.at(-1);
  return newest && newest.notes.at(-1)?.status !== 'resolved' ? newest : null;
}

/** As the pod sees its own page. */
export function pageStateOf({ page, plan }: Pick<DrillState, 'page' | 'plan'>): PageState {
  const open = openIncidentOf(page);
  const newest = open?.notes.at(-1);
  return {
    components: componentsOf(plan.slos).map(({ id, name, slos }) => ({ id, name, status: shownStatus(page, id), slos })),
    incident: open && newest ? { name: open.name, status: newest.status, impact: open.impact, updates: open.notes.length } : null,
    publishedAtMs: page.incidents.at(-1)?.notes.at(-1)?.atMs ?? null,
    nextNoteDueMs: page.nextNoteDueMs,
  };
}

/** Operational unless the pod said otherwise. */
function shownStatus({ components }: Page, id: string): ComponentStatus {
  return components[id]?.status ?? 'operational';
}

/** Nothing follows what is over. */
export function promisedMinutes({ status, nextUpdateMinutes }: Pick<Published['data'], 'status' | 'nextUpdateMinutes'>): number | null {
  return status === 'resolved' ? null : (nextUpdateMinutes ?? null);
}

function noteOf(page: Page, { atMs, observedAtMs, data }: Published): PublicNote {
  const promised = promisedMinutes(data);
  const changed = Object.entries(data.components).flatMap(([id, to]) => {
    const from = shownStatus(page, id);
    return from === to ? [] : [{ id, from, to }];
  });
  const text = promised === null ? data.text : `${data.text} We will post again within ${promised} min.`;
  return { atMs, wallMs: observedAtMs, status: data.status, text, changed };
}

function withNote(page: Page, { name, impact }: Pick<PublicIncident, 'name' | 'impact'>, note: PublicNote): PublicIncident[] {
  const open = openIncidentOf(page);
  if (!open) return [...page.incidents, { incidentId: `public-${page.incidents.length + 1}`, name, impact, notes: [note] }];
  return [...page.incidents.slice(0, -1), { ...open, impact, notes: [...open.notes, note] }];
}
