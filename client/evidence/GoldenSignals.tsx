import { useMemo } from 'react';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { select } from '../state/selection.ts';
import { useHouse } from '../state/store.ts';
import { markersOf } from './markers.ts';
import { type ChartSpec, goldenSignals, windowOf } from './signals.ts';
import { TimeChart } from './TimeChart.tsx';

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

/** Traffic, errors, latency and saturation of what is selected. */
export function GoldenSignals({ component, stack }: { component: string | null; stack: StackView | null }) {
  const window = useWindow();
  const charts = useMemo(() => goldenSignals(window, component, stack), [window, component, stack]);
  return (
    <section className="ev-strip" aria-label={`Golden signals of ${component ?? 'the shop'}`}>
      {charts.map((chart) => (
        <LiveChart key={chart.id} chart={chart} atMs={window.atMs} />
      ))}
    </section>
  );
}

export function LiveChart({ chart, atMs, height = 116 }: { chart: ChartSpec; atMs: readonly number[]; height?: number }) {
  const markers = useMarkers();
  return (
    <TimeChart
      title={chart.title}
      unit={chart.unit}
      atMs={atMs}
      series={chart.series}
      markers={markers}
      height={height}
      syncKey={cursorKey}
      onPick={(picked) => select({ atMs: picked })}
    />
  );
}
