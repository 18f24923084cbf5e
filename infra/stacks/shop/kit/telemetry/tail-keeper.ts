import type { Context } from '@opentelemetry/api';
import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { shareOf } from '../random.ts';

export interface KeepRule {
  /** Local roots at least this slow are kept. */
  slowMs: number;
  /** Share of the rest that is kept, by the trace id alone, so that every service keeps the same traces. */
  share: number;
}

/** Spans of one local root: the part of a trace that one service did for one request, message or job. */
interface Local {
  rootId: string;
  spans: ReadableSpan[];
  failed: boolean;
  /** Known once the local root has ended. */
  kept: boolean | null;
}

const mostOpenSpans = 5_000;
const mostSpansPerLocal = 300;

/**
 * Decides at the tail: holds the spans of each local root until it ends, then passes all of them on or none.
 * A span that ends after its local root follows the decision, or is kept when it failed.
 */
export class TailKeeper implements SpanProcessor {
  /** Local by the id of each of its spans that is still open. */
  private readonly open = new Map<string, Local>();

  constructor(
    private readonly next: SpanProcessor,
    private readonly rule: KeepRule,
  ) {}

  onStart(span: Span, parentContext: Context): void {
    this.next.onStart(span, parentContext);
    const { spanId } = span.spanContext();
    const parent = span.parentSpanContext;
    const joined = parent && !parent.isRemote ? this.open.get(parent.spanId) : undefined;
    this.open.set(spanId, joined ?? { rootId: spanId, spans: [], failed: false, kept: null });
    if (this.open.size > mostOpenSpans) this.forgetOldest();
  }

  onEnd(span: ReadableSpan): void {
    const { spanId } = span.spanContext();
    const local = this.open.get(spanId);
    if (!local) return;
    this.open.delete(spanId);
    const failed = span.status.code === SpanStatusCode.ERROR;
    local.failed ||= failed;
    if (local.kept !== null) {
      if (local.kept || failed) this.next.onEnd(span);
      return;
    }
    if (local.spans.length < mostSpansPerLocal) local.spans.push(span);
    if (spanId === local.rootId) this.decide(local, span);
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush();
  }

  async shutdown(): Promise<void> {
    this.open.clear();
    await this.next.shutdown();
  }

  private decide(local: Local, root: ReadableSpan): void {
    const durationMs = root.duration[0] * 1000 + root.duration[1] / 1e6;
    local.kept = local.failed || durationMs >= this.rule.slowMs || shareOf(root.spanContext().traceId) < this.rule.share;
    if (local.kept) for (const span of local.spans) this.next.onEnd(span);
    local.spans = [];
  }

  /** Spans that never end must not hold memory for ever. */
  private forgetOldest(): void {
    const oldest = this.open.keys().next();
    if (!oldest.done) this.open.delete(oldest.value);
  }
}
