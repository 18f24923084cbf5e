/** What is folded, active, opened and zoomed in a waterfall. */
import { useCallback, useMemo, useState } from 'react';
import { type TraceLayout, type TraceRow, visibleRows } from './trace-layout.ts';
import { actOf, type WaterfallAct } from './waterfall-keys.ts';
import { wholeTrace, type Zoom, zoomed } from './zoom.ts';

export interface Waterfall {
  /** Those that are not hidden below a folded one. */
  rows: readonly TraceRow[];
  collapsed: ReadonlySet<string>;
  activeId: string | null;
  openId: string | null;
  zoom: Zoom;
  setZoom: (zoom: Zoom) => void;
  showWhole: () => void;
  foldAll: () => void;
  onPress: (spanId: string) => void;
  onFold: (spanId: string) => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
}

interface View {
  /** Rows that a page key moves by. */
  pageRows: number;
  /** Brings a row into sight. */
  show: (index: number) => void;
}

const nothing: ReadonlySet<string> = new Set();

export function useWaterfall(trace: TraceLayout, { pageRows, show }: View): Waterfall {
  const [collapsed, setCollapsed] = useState(nothing);
  const [activeId, setActive] = useState<string | null>(null);
  const [openId, setOpen] = useState<string | null>(null);
  const [chosen, setZoom] = useState<Zoom | null>(null);
  const zoom = useMemo(() => chosen ?? wholeTrace(trace.durationMs), [chosen, trace]);
  const rows = useMemo(() => visibleRows(trace.rows, collapsed), [trace, collapsed]);

  const onFold = useCallback((spanId: string) => {
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(spanId)) next.add(spanId);
      return next;
    });
  }, []);
  const onPress = useCallback((spanId: string) => {
    setActive(spanId);
    setOpen((before) => (before === spanId ? null : spanId));
  }, []);
  const activeIndex = (): number => rows.findIndex(({ span }) => span.spanId === activeId);
  const perform = (act: WaterfallAct, index: number): void => {
    switch (act.do) {
      case 'go':
        setActive(rows[act.index]?.span.spanId ?? null);
        return show(act.index);
      case 'fold':
        return onFold(act.spanId);
      case 'open':
        return activeId === null ? undefined : onPress(activeId);
      case 'zoom':
        return setZoom(zoomed(zoom, { factor: act.factor, aroundMs: middleOf(rows[index], zoom), durationMs: trace.durationMs }));
      case 'whole':
        return setZoom(null);
    }
  };
  return {
    rows,
    collapsed,
    activeId,
    openId,
    zoom,
    setZoom,
    showWhole: () => setZoom(null),
    foldAll: () => setCollapsed(collapsed.size > 0 ? nothing : parentsOf(trace)),
    onPress,
    onFold,
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const index = activeIndex();
      const act = actOf(event.key, { rows, index, collapsed, pageRows });
      if (!act) return;
      event.preventDefault();
      // Letters are keys of the whole room elsewhere.
      event.stopPropagation();
      perform(act, index);
    },
  };
}

/** Where zooming aims: the active span, as far as it is in sight. */
function middleOf(row: TraceRow | undefined, { fromMs, toMs }: Zoom): number {
  const middle = row ? row.offsetMs + row.durationMs / 2 : Number.NaN;
  return middle >= fromMs && middle <= toMs ? middle : (fromMs + toMs) / 2;
}

/** All below the top. */
const parentsOf = ({ rows }: TraceLayout): ReadonlySet<string> =>
  new Set(rows.filter(({ hasChildren, depth }) => hasChildren && depth > 0).map(({ span }) => span.spanId));
