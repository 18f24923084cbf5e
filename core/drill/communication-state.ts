/** What the pod has told the world outside its room, and who of it sees what. */
import type { ComponentStatus, PublicImpact, PublicStatus } from '../protocol/status-page.ts';

export interface PublicNote {
  atMs: number;
  /** Wall time: what a reader of the page goes by. */
  wallMs: number;
  status: PublicStatus;
  text: string;
  /** What it changed: id, from, to. */
  changed: { id: string; from: ComponentStatus; to: ComponentStatus }[];
}

export interface PublicIncident {
  incidentId: string;
  name: string;
  impact: PublicImpact;
  /** Oldest first; never empty. */
  notes: PublicNote[];
}

export interface CommunicationState {
  /** Each seat sees its own part only. */
  splitDesk: boolean;
  /** When the executives first had a summary; null before. */
  summarisedAtMs: number | null;
  page: {
    openedWallMs: number;
    /** Of components that were ever set; every other is operational. */
    components: Record<string, { status: ComponentStatus; wallMs: number }>;
    /** Oldest first. */
    incidents: PublicIncident[];
    nextNoteDueMs: number | null;
  };
}

export const nothingTold: CommunicationState = {
  splitDesk: false,
  summarisedAtMs: null,
  page: { openedWallMs: 0, components: {}, incidents: [], nextNoteDueMs: null },
};
