import { useCallback, useRef, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { readEngineView } from '../../core/protocol/engine-view.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { exhibitSchema, type Shown } from '../../core/protocol/exhibits.ts';
import type { LogLine, LogPatternList } from '../../core/protocol/logs.ts';
import type { TraceSummary } from '../../core/protocol/traces.ts';
import { ChangesTab } from '../evidence/ChangesTab.tsx';
import { KeptPanel } from '../evidence/engines/KeptPanel.tsx';
import { timeWords } from '../evidence/entry-words.ts';
import { LogDetail } from '../evidence/logs/LogDetail.tsx';
import { LogRows } from '../evidence/logs/LogLines.tsx';
import { PatternTable } from '../evidence/logs/LogPatterns.tsx';
import { Told } from '../evidence/metrics/Breakdown.tsx';
import { Heat } from '../evidence/metrics/LatencyHeatmap.tsx';
import { ProfilePicture } from '../evidence/profile/ProfileDetail.tsx';
import { AlertTable } from '../evidence/slos/AlertTable.tsx';
import { TicketsTab } from '../evidence/TicketsTab.tsx';
import { TraceList } from '../evidence/traces/TraceList.tsx';
import { TraceScatter } from '../evidence/traces/TraceScatter.tsx';
import { wordsOf } from '../state/api.ts';
import { select, useSelection } from '../state/selection.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Skeleton } from '../ui/Panel.tsx';
import { KeptTrace } from './KeptTrace.tsx';
import { writerKey } from './record-act.ts';
import '../evidence/EvidenceArea.css';
import '../evidence/logs/LogsTab.css';
import '../evidence/metrics/MetricsTab.css';
import '../evidence/profile/ProfilesTab.css';
import '../evidence/slos/SlosTab.css';
import '../evidence/traces/TracesTab.css';

interface ExhibitViewProps {
  drillId: string;
  evidence: Evidence;
  /** When the incident's clock began, game milliseconds. */
  startMs: number;
}

type GameMsAt = (wallMs: number) => number;

/** The view that a piece of evidence points at, as it was when it was linked; what it leads to opens in its place. */
export function ExhibitView({ drillId, evidence, startMs }: ExhibitViewProps) {
  const { kind, ref, atMs } = evidence;
  const traceId = useSelection((selection) => selection.traceId);
  const query = new URLSearchParams({ kind, ref, atMs: String(atMs) });
  const { value, refused } = useLoaded(`/api/v1/drills/${drillId}/exhibits?${query}`, exhibitSchema, writerKey(drillId));
  const [gameMs, wallMs] = [value?.gameMs ?? 0, value?.wallMs ?? 0];
  const gameMsAt = useCallback((atWallMs: number) => gameMs - startMs + (atWallMs - wallMs), [gameMs, wallMs, startMs]);
  if (refused) return <Empty title={wordsOf(refused)} />;
  if (!value) return <Skeleton width="100%" height={220} />;
  if (traceId !== null)
    return (
      <>
        <Button size="sm" onPress={() => select({ traceId: null })}>
          ← {evidence.label}
        </Button>
        <KeptTrace drillId={drillId} traceId={traceId} />
      </>
    );
  return (
    <div className="debrief-exhibit">
      <p className="muted">As it was at {timeWords(gameMs - startMs)}.</p>
      <View shown={value.shown} evidence={evidence} gameMsAt={gameMsAt} />
    </div>
  );
}

function View({ shown, evidence, gameMsAt }: { shown: Shown; evidence: Evidence; gameMsAt: GameMsAt }) {
  const profile = useSelection((selection) => selection.profile);
  switch (shown.kind) {
    case 'panel': {
      const view = readEngineView(evidence.ref);
      return view && <KeptPanel panel={shown.panel} view={view} />;
    }
    case 'profile':
      return <ProfilePicture taken={shown.taken} chosen={profile ?? noProfile} />;
    case 'logs':
      return <KeptLines lines={shown.logs} gameMsAt={gameMsAt} />;
    case 'patterns':
      return <KeptPatterns list={shown.list} lines={shown.logs} gameMsAt={gameMsAt} />;
    case 'traces':
      return <KeptTraces traces={shown.traces} gameMsAt={gameMsAt} />;
    case 'metrics':
      return (
        <>
          <Heat heatmap={shown.heatmap} gameMsAt={gameMsAt} />
          <Told told={shown.breakdown} />
        </>
      );
    case 'drill':
      return <Entries drill={shown.drill} kind={evidence.kind} />;
  }
}

/** Until the evidence that was opened is selected. */
const noProfile = { id: '', label: '', text: '', zoom: 0 };

function KeptTraces({ traces, gameMsAt }: { traces: readonly TraceSummary[]; gameMsAt: GameMsAt }) {
  const atMs = traces.map(({ startMs }) => gameMsAt(startMs));
  if (traces.length === 0) return <Empty title="No trace fitted this search." />;
  return (
    <>
      <TraceScatter traces={traces} atMs={atMs} />
      <TraceList traces={traces} atMs={atMs} />
    </>
  );
}

function KeptLines({ lines, gameMsAt }: { lines: readonly LogLine[]; gameMsAt: GameMsAt }) {
  const [open, setOpen] = useState<LogLine | null>(null);
  const list = useRef<HTMLOListElement>(null);
  if (lines.length === 0) return <Empty title="No line fitted these filters." />;
  return (
    <>
      <LogRows ref={list} lines={lines} openId={open?.id ?? null} onOpen={setOpen} onScrolled={() => {}} gameMsAt={gameMsAt} />
      {open && <LogDetail line={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The patterns, or the newest lines of the one that was chosen. */
function KeptPatterns({ list, lines, gameMsAt }: { list: LogPatternList; lines: readonly LogLine[]; gameMsAt: GameMsAt }) {
  const [patternId, setPatternId] = useState<string | null>(null);
  if (patternId === null) return <PatternTable list={list} onPattern={setPatternId} gameMsAt={gameMsAt} />;
  return (
    <>
      <Button size="sm" onPress={() => setPatternId(null)}>
        ← All patterns
      </Button>
      <KeptLines lines={lines.filter((line) => line.patternId === patternId)} gameMsAt={gameMsAt} />
    </>
  );
}

function Entries({ drill, kind }: { drill: DrillView; kind: Evidence['kind'] }) {
  if (kind === 'alert') return <AlertTable drill={drill} />;
  return kind === 'ticket' ? <TicketsTab drill={drill} /> : <ChangesTab drill={drill} />;
}
