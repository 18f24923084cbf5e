import { Suspense, useState } from 'react';
import type { Debrief } from '../../core/protocol/debrief.ts';
import type { Evidence } from '../../core/protocol/evidence.ts';
import type { ChartMarker } from '../evidence/chart-words.ts';
import { timeWords } from '../evidence/entry-words.ts';
import { Papers } from '../evidence/lazy-tabs.ts';
import { openEvidence } from '../state/selection.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Panel.tsx';
import { ExhibitView } from './ExhibitView.tsx';
import { CitedTrace } from './KeptTrace.tsx';
import { RecordChart } from './RecordChart.tsx';

/** Where evidence is opened from. */
export interface InRecord {
  debrief: Debrief;
  markers: readonly ChartMarker[];
  /** Goes to a moment of the story. */
  onMove: (atMs: number) => void;
}

/** What was cited, as links: each opens what was recorded of it, and leads on to its moment in the story. */
export function EvidenceLinks({ evidence, debrief, markers, onMove }: InRecord & { evidence: readonly Evidence[] }) {
  const [open, setOpen] = useState<Evidence | null>(null);
  if (evidence.length === 0) return null;
  const startMs = debrief.liveAtMs ?? 0;
  const openPiece = (piece: Evidence): void => {
    openEvidence(piece);
    setOpen(piece);
  };
  return (
    <>
      <ul className="debrief-evidence" aria-label="Evidence">
        {evidence.map((piece, index) => (
          <li key={`${piece.kind} ${piece.ref} ${index}`}>
            <Chip onPress={() => openPiece(piece)}>
              {glyphs[piece.kind]} {piece.label} <span className="mono">{timeWords(piece.atMs - startMs)}</span>
            </Chip>
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
    </>
  );
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

function Piece({ debrief, evidence, markers }: Pick<InRecord, 'debrief' | 'markers'> & { evidence: Evidence }) {
  const startMs = debrief.liveAtMs ?? 0;
  if (evidence.kind === 'trace') return <CitedTrace drillId={debrief.drillId} traceRef={evidence.ref} />;
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
        <Papers />
      </Suspense>
    );
  return <ExhibitView drillId={debrief.drillId} evidence={evidence} startMs={startMs} />;
}
