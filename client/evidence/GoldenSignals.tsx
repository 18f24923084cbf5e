import { useMemo, useState } from 'react';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { openTracesAt } from '../state/exemplars.ts';
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

export function useWindow() {
  const frames = useHouse((house) => house.frames);
  return useMemo(() => windowOf(frames), [frames]);
}

function useMarkers() {
  const drill = useHouse((house) => house.drill);
  return useMemo(() => markersOf(drill), [drill]);
}

interface GoldenSignalsProps {
  component: string | null;
  stack: StackView | null;
  height?: number;
}

/** Traffic, errors, latency and saturation of what is selected; of saturation one view at a time. */
export function GoldenSignals({ component, stack, height = 84 }: GoldenSignalsProps) {
  const window = useWindow();
  const [wanted, setWanted] = useState<string | null>(null);
  const charts = useMemo(() => redCharts(window, component, stack), [window, component, stack]);
  const saturation = useMemo(() => saturationCharts(window, component), [window, component]);
  const shown = saturation.find(({ id }) => id === wanted) ?? saturation[0];
  return (
    <section className="ev-strip" aria-label={`Golden signals of ${component ?? 'the shop'}`}>
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

export function LiveChart({ chart, atMs, height = 116, markers }: LiveChartProps) {
  const usual = useMarkers();
  const pickedMs = useSelection((selection) => selection.atMs);
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
      onTraces={tracedFigures.includes(chart.figure) ? (atMs) => openTracesAt(chart.figure, atMs) : undefined}
      onPick={(picked) => select({ atMs: picked, figure: chart.figure, entry: null })}
    />
  );
}
