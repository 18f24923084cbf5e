import { useMemo } from 'react';
import { recordingSchema } from '../../core/protocol/debrief.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import type { Series } from '../evidence/signals.ts';
import { TimeChart } from '../evidence/TimeChart.tsx';
import { wordsOf } from '../state/api.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Empty, Skeleton } from '../ui/Panel.tsx';
import { writerKey } from './record-act.ts';
import { signalOf } from './words.ts';

interface RecordChartProps {
  drillId: string;
  signal: string;
  markers: readonly ChartMarker[];
  /** Game time that is zero on the axis. */
  startMs: number;
  height?: number;
  /** Moment that a piece of evidence names. */
  pickedMs?: number;
  onPick?: (atMs: number) => void;
}

const cursorKey = 'debrief';

/** A signal as it was recorded while the drill ran. */
export function RecordChart({ drillId, signal, markers, startMs, height = 150, pickedMs, onPick }: RecordChartProps) {
  const { value, refused } = useLoaded(
    `/api/v1/drills/${drillId}/recording?series=${encodeURIComponent(signal)}`,
    recordingSchema,
    writerKey(drillId),
  );
  const { title, unit, times } = signalOf(signal);
  const series = useMemo((): Series[] => {
    const values = value?.series[signal]?.map((each) => (each === null ? null : each * times)) ?? [];
    const tone = signal.endsWith('|errors') || signal.startsWith('slo:') ? 'error' : signal.endsWith('|rate') ? 'rate' : 'p95';
    return [{ id: signal, label: title, tone, values }];
  }, [value, signal, times, title]);
  const atMs = useMemo(() => value?.atMs.map((ms) => ms - startMs) ?? [], [value, startMs]);
  const shifted = useMemo(() => markers.map((marker) => ({ ...marker, atMs: marker.atMs - startMs })), [markers, startMs]);
  if (refused) return <Empty title={wordsOf(refused)} />;
  if (!value) return <Skeleton width="100%" height={height + 20} />;
  if (!value.series[signal])
    return <Empty title={`${title} was not recorded in this drill.`} hint="It ended too early, or telemetry was lost." />;
  return (
    <TimeChart
      title={title}
      unit={unit}
      atMs={atMs}
      series={series}
      markers={shifted}
      height={height}
      syncKey={cursorKey}
      pickedMs={pickedMs === undefined ? null : pickedMs - startMs}
      {...(onPick ? { onPick: (picked: number) => onPick(picked + startMs) } : {})}
    />
  );
}
