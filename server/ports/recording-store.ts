import type { Exhibit } from '../../core/protocol/exhibits.ts';
import type { SpanView } from '../../core/protocol/traces.ts';

/** What telemetry showed in some seconds of a drill, one value for each second and series. */
export interface RecordingChunk {
  /** Game milliseconds, rising. */
  atMs: number[];
  /** By name as in the debrief's recording: `link:catalog->redis|p95`. */
  series: Record<string, (number | null)[]>;
}

/** Evidence kept with a drill, beside its log. Writing the same again changes nothing. */
export interface RecordingStore {
  /** @param chunk counts up from 0 in a drill. @throws StoreUnavailable */
  keepChunk(drillId: string, chunk: number, recorded: RecordingChunk): Promise<void>;
  /** In order; a chunk that was lost is simply not there. */
  readChunks(drillId: string): Promise<RecordingChunk[]>;
  /** Of several versions of a trace the one with most spans stays: it was kept while some were still under way. @throws StoreUnavailable */
  keepTrace(drillId: string, traceId: string, spans: readonly SpanView[]): Promise<void>;
  readTraces(drillId: string): Promise<SpanView[][]>;
  /** The first under a key stays: a moment is cited as it was. @throws StoreUnavailable */
  keepExhibit(drillId: string, key: string, exhibit: Exhibit): Promise<void>;
  readExhibit(drillId: string, key: string): Promise<Exhibit | null>;
}
