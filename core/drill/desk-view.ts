/** A view, cut to what one desk of a split room shows. By allow-list of what stays: what is on another desk is empty, not hidden. */
import type { DrillView, TimelineEntry } from '../protocol/drill-view.ts';
import type { Sight } from './rules/split-desk.ts';

type OnTelemetry = 'alerts' | 'slos' | 'changes' | 'controls' | 'actions' | 'goal';

const noTelemetry: Pick<DrillView, OnTelemetry> = { alerts: [], slos: [], changes: [], controls: [], actions: [], goal: null };

export function viewOnDesk(view: DrillView, sees: Sight): DrillView {
  if (sees.telemetry && sees.voices) return view;
  return { ...view, ...(sees.telemetry ? {} : noTelemetry), ...(sees.voices ? {} : { tickets: [] }), sees };
}

/** Lines keep their places, for they are counted; the words of those on another desk are left out. */
export function linesOnDesk(entries: readonly TimelineEntry[], sees: Sight): TimelineEntry[] {
  return entries.map((entry) => (entry.desk === undefined || sees[entry.desk] ? entry : maskedLine(entry)));
}

function maskedLine({ index, atMs }: TimelineEntry): TimelineEntry {
  return { index, atMs, kind: 'system', from: '', text: '', evidence: null, masked: true };
}
