import { lazy, Suspense, useState } from 'react';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';
import { wordsOfCategory } from '../../core/protocol/hypotheses.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { timeWords } from '../evidence/entry-words.ts';
import { openEvidence } from '../state/selection.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Panel, Skeleton } from '../ui/Panel.tsx';
import { ExhibitView } from './ExhibitView.tsx';
import { KeptTrace } from './KeptTrace.tsx';
import { RecordChart } from './RecordChart.tsx';

const PapersTab = lazy(() => import('../evidence/papers/PapersTab.tsx'));

interface HypothesesProps {
  debrief: Debrief;
  markers: readonly ChartMarker[];
  /** Goes to a moment of the story. */
  onMove: (atMs: number) => void;
}

/** What the pod suspected, and what it saw that made it think so: every piece opens what was recorded of it. */
export function Hypotheses({ debrief, markers, onMove }: HypothesesProps) {
  const [open, setOpen] = useState<Evidence | null>(null);
  const openPiece = (piece: Evidence): void => {
    openEvidence(piece);
    setOpen(piece);
  };
  const startMs = debrief.liveAtMs ?? 0;
  if (debrief.hypotheses.length === 0) return null;
  return (
    <Panel title="Hypotheses of the pod">
      <ul className="debrief-hypotheses">
        {debrief.hypotheses.map(({ hypothesisId, atMs, text, by, state, component, evidence, category, explains }) => (
          <li key={hypothesisId}>
            <Badge tone={state === 'supported' ? 'info' : state === 'refuted' ? 'neutral' : 'unknown'}>{state}</Badge>
            <div className="debrief-hypothesis">
              <p>
                {text} {component && <span className="mono muted">{component}</span>}{' '}
                {category && <span className="muted">· {wordsOfCategory[category]}</span>}
              </p>
              {explains !== null && <p className="muted">answers “why?” of: {textOf(debrief, explains)}</p>}
              {evidence.length === 0 && <p className="muted">Nothing was linked to it.</p>}
              <ul className="debrief-evidence" aria-label="Evidence">
                {evidence.map((piece) => (
                  <li key={`${piece.kind} ${piece.ref} ${piece.atMs}`}>
                    <Chip onPress={() => openPiece(piece)}>
                      {glyphs[piece.kind]} {piece.label} <span className="mono">{timeWords(piece.atMs - startMs)}</span>
                    </Chip>
                  </li>
                ))}
              </ul>
            </div>
            <span className="muted">
              {by}, <span className="mono">{timeWords(atMs - startMs)}</span>
            </span>
          </li>
        ))}
      </ul>
      {open && (
        <Dialog
          title={open.label}
          size="lg"
          isOpen
          isDismissable
          onOpenChange={() => setOpen(null)}
          footer={<Button onPress={() => onMove(open.atMs)}>Go to {timeWords(open.atMs - startMs)} in the story</Button>}
        >
          <Piece debrief={debrief} evidence={open} markers={markers} />
        </Dialog>
      )}
    </Panel>
  );
}

function textOf({ hypotheses }: Debrief, id: string): string {
  return hypotheses.find(({ hypothesisId }) => hypothesisId === id)?.text ?? id;
}

const glyphs: Record<Evidence['kind'], string> = {
  signal: '∿',
  trace: '≡',
  traces: '⁘',
  profile: '▥',
  logs: '☰',
  metrics: '▦',
  alert: '▲',
  change: '●',
  ticket: '✉',
  action: '◆',
  panel: '▤',
};

function Piece({ debrief, evidence, markers }: { debrief: Debrief; evidence: Evidence; markers: readonly ChartMarker[] }) {
  const startMs = debrief.liveAtMs ?? 0;
  if (evidence.kind === 'trace') return <KeptTrace drillId={debrief.drillId} traceId={evidence.ref.split('~')[0] ?? ''} />;
  if (evidence.kind === 'signal')
    return (
      <RecordChart
        drillId={debrief.drillId}
        signal={evidence.ref}
        markers={markers}
        startMs={startMs}
        pickedMs={evidence.atMs}
        height={220}
      />
    );
  // Papers are the same before, in and after a drill.
  if (evidence.kind === 'panel' && evidence.ref.startsWith('papers/'))
    return (
      <Suspense fallback={<Skeleton width="100%" height={240} />}>
        <PapersTab />
      </Suspense>
    );
  return <ExhibitView drillId={debrief.drillId} evidence={evidence} startMs={startMs} />;
}
