import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { openTracesAt } from '../state/exemplars.ts';
import { withSameParts } from '../state/same-parts.ts';
import { select, useSelection } from '../state/selection.ts';
import type { Figure } from '../state/signal-ref.ts';
import { useHouse } from '../state/store.ts';
import { Chip } from '../ui/Chip.tsx';
import type { ChartMarker } from './chart-words.ts';
import { markersOf } from './markers.ts';
import { saturationCharts } from './saturation.ts';
import { type ChartSpec, redCharts, windowOf } from './signals.ts';
import { TimeChart } from './TimeChart.tsx';

/** Figures that single traces explain. */
const tracedFigures: readonly (Figure | null)[] = ['rate', 'errors', 'p50', 'p95', 'p99'];
/** All charts of the war room share one cursor. */
const cursorKey = 'war-room';

/** Seconds of the charts. A new one gives way to whatever is pressed at that moment. */
export function useWindow() {
  const frames = useDeferredValue(useHouse((house) => house.frames));
  return useMemo(() => windowOf(frames), [frames]);
}

/** Of the drill that was drawn last: worked out once for all charts. */
let known: { drill: DrillView | null; markers: readonly ChartMarker[] } = { drill: null, markers: [] };

/** The same list until something is done or fires: burn rates change every second, and no chart shows them. */
function markersFor(drill: DrillView | null): readonly ChartMarker[] {
  if (known.drill !== drill) known = { drill, markers: withSameParts(known.markers, markersOf(drill)) };
  return known.markers;
}

function useMarkers(): readonly ChartMarker[] {
  return markersFor(useDeferredValue(useHouse((house) => house.drill)));
}

interface GoldenSignalsProps {
  component: string | null;
  stack: StackView | null;
  height?: number;
}

/**
 * Traffic, errors, latency and saturation of what is selected; of saturation one view at a time. What is selected is marked where it was
 * pressed first; ten minutes of another component are read and drawn after that.
 */
export function GoldenSignals({ component: selected, stack, height = 84 }: GoldenSignalsProps) {
  const component = useDeferredValue(selected);
  const window = useWindow();
  const [wanted, setWanted] = useState<string | null>(null);
  const charts = useMemo(() => redCharts(window, component, stack), [window, component, stack]);
  const saturation = useMemo(() => saturationCharts(window, component), [window, component]);
  const shown = saturation.find(({ id }) => id === wanted) ?? saturation[0];
  return (
    <section className="ev-strip" aria-label={`Golden signals of ${component ?? 'the shop'}`} aria-busy={component !== selected}>
      {charts.map((chart) => (
        <LiveChart key={chart.id} chart={chart} atMs={window.atMs} height={height} />
      ))}
      {shown && (
        <div className="ev-saturation">
          <LiveChart key={shown.id} chart={shown} atMs={window.atMs} height={height} />
          {saturation.length > 1 && (
            <div className="ev-saturation-views" role="group" aria-label="Saturation as">
              {saturation.map(({ id, title }) => (
                <Chip key={id} isPressed={id === shown.id} onPress={() => setWanted(id)}>
                  {title}
                </Chip>
              ))}
            </div>
          )}
        </div>
      )}
    </section>
  );
}

interface LiveChartProps {
  chart: ChartSpec;
  atMs: readonly number[];
  height?: number;
  markers?: readonly ChartMarker[];
}

export const LiveChart = memo(function LiveChart({ chart, atMs, height = 116, markers }: LiveChartProps) {
  const usual = useMarkers();
  const pickedMs = useSelection((selection) => selection.atMs);
  const { figure } = chart;
  const openTraces = useCallback((at: number | null) => openTracesAt(figure, at), [figure]);
  const pick = useCallback((picked: number) => select({ atMs: picked, figure, entry: null }), [figure]);
  return (
    <TimeChart
      title={chart.title}
      unit={chart.unit}
      atMs={atMs}
      series={chart.series}
      markers={markers ?? usual}
      height={height}
      syncKey={cursorKey}
      pickedMs={pickedMs}
      onTraces={tracedFigures.includes(figure) ? openTraces : undefined}
      onPick={pick}
    />
  );
});
