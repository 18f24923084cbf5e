import type pg from 'pg';
import type { Exhibit } from '../../../core/protocol/exhibits.ts';
import type { SpanView } from '../../../core/protocol/traces.ts';
import type { RecordingChunk, RecordingStore } from '../../ports/recording-store.ts';

type Query = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;

/** Recorded seconds and kept traces, as JSON beside the log: they are read whole, and seldom. */
export function postgresRecording(query: Query): RecordingStore {
  return {
    async keepChunk(drillId, chunk, recorded) {
      await query(
        `insert into brownout.drill_recordings (drill_id, chunk, recorded) values ($1, $2, $3)
         on conflict (drill_id, chunk) do update set recorded = excluded.recorded`,
        [drillId, chunk, JSON.stringify(recorded)],
      );
    },
    async readChunks(drillId) {
      const rows = await query<{ recorded: RecordingChunk }>(
        'select recorded from brownout.drill_recordings where drill_id = $1 order by chunk',
        [drillId],
      );
      return rows.map(({ recorded }) => recorded);
    },
    async keepTrace(drillId, traceId, spans) {
      await query(
        `insert into brownout.drill_traces as kept (drill_id, trace_id, spans) values ($1, $2, $3)
          on conflict (drill_id, trace_id) do update set spans = excluded.spans
          where jsonb_array_length(excluded.spans) > jsonb_array_length(kept.spans)`,
        [drillId, traceId, JSON.stringify(spans)],
      );
    },
    async readTraces(drillId) {
      const rows = await query<{ spans: SpanView[] }>('select spans from brownout.drill_traces where drill_id = $1 order by trace_id', [
        drillId,
      ]);
      return rows.map(({ spans }) => spans);
    },
    async keepExhibit(drillId, key, exhibit) {
      await query(
        'insert into brownout.drill_exhibits (drill_id, exhibit_key, exhibit) values ($1, $2, $3) on conflict (drill_id, exhibit_key) do nothing',
        [drillId, key, JSON.stringify(exhibit)],
      );
    },
    async readExhibit(drillId, key) {
      const rows = await query<{ exhibit: Exhibit }>(
        'select exhibit from brownout.drill_exhibits where drill_id = $1 and exhibit_key = $2',
        [drillId, key],
      );
      return rows[0]?.exhibit ?? null;
    },
  };
}
