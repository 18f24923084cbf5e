import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { isOver } from '../../core/drill/values.ts';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { ConnectionState, ThemeSwitch } from '../app/Shell.tsx';
import { clock } from '../format.ts';
import { useGameNow } from '../state/game-clock.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Stat } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDeskAct } from './desk-act.ts';
import { Sheet } from './Sheet.tsx';
import '../war-room/Header.css';

type Asking = 'pause' | 'endAndDebrief' | 'abort' | 'sheet' | null;

const questions = {
  pause: { title: 'Pause', label: 'Reason, for the record', initial: 'a question for the pod', submit: 'Pause the drill' },
  endAndDebrief: {
    title: 'End and debrief',
    label: 'Reason, for the record',
    initial: 'time is up',
    submit: 'End it and open the debrief',
  },
  abort: { title: 'Emergency stop', label: 'Reason, for the record', initial: 'called off', submit: 'Undo everything now' },
} as const;

/** Phase, clock, and the acts that concern the whole drill; the emergency stop is always in the same place. */
export function DeskHeader({ desk, drill }: { desk: Desk; drill: DrillView }) {
  const [asking, setAsking] = useState<Asking>(null);
  const { act, pending } = useDeskAct(desk.drillId);
  return (
    <header className="war-head">
      <div className="war-head-main">
        <span className="war-incident">
          <Link to="/" className="app-name" aria-label="Brownout, start page">
            B
          </Link>
          <Badge tone="info">DESK</Badge>
          <strong className="mono">{desk.drillId}</strong>
          <span className="desk-title" title={desk.title}>
            {desk.title}
          </span>
        </span>
        <DeskClocks desk={desk} drill={drill} />
        <span className="desk-acts">
          <Button size="sm" onPress={() => setAsking('sheet')}>
            Sheet
          </Button>
          {drill.phase === 'paused' ? (
            <Button size="sm" variant="primary" isPending={pending} onPress={() => void act({ type: 'resume' })}>
              Resume
            </Button>
          ) : (
            <Button size="sm" isDisabled={drill.phase !== 'live'} onPress={() => setAsking('pause')}>
              Pause
            </Button>
          )}
          <Button size="sm" isDisabled={isOver(drill.phase)} onPress={() => setAsking('endAndDebrief')}>
            End and debrief
          </Button>
          <ThemeSwitch />
          <ConnectionState />
        </span>
      </div>
      <span className="war-head-end desk-stop">
        <Button size="sm" variant="danger" isDisabled={isOver(drill.phase)} onPress={() => setAsking('abort')}>
          ■ Emergency stop
        </Button>
      </span>
      {asking === 'sheet' && (
        <Dialog
          title={`Sheet: ${desk.title}`}
          size="lg"
          isOpen
          onOpenChange={() => setAsking(null)}
          footer={<Button onPress={() => print()}>Print</Button>}
        >
          <Sheet sheet={desk.sheet} hints={desk.hints} />
        </Dialog>
      )}
      {asking !== null && asking !== 'sheet' && <ReasonDialog desk={desk} kind={asking} onClose={() => setAsking(null)} />}
    </header>
  );
}

/** The only part of the header that changes every second. */
function DeskClocks({ desk, drill }: { desk: Desk; drill: DrillView }) {
  const nowMs = useGameNow();
  return (
    <dl className="war-clocks">
      <Stat label="phase" value={drill.phase} />
      <Stat label="clock" value={clock(nowMs)} />
      <Stat label="time left" value={drill.liveAtMs === null ? '–' : clock(drill.timeboxMs - nowMs)} />
      <Stat label="status" value={drill.status} />
      <Stat label="orders lost" value={String(drill.ordersLost)} />
      <Stat label="seed" value={String(desk.seed)} />
    </dl>
  );
}

function ReasonDialog({ desk, kind, onClose }: { desk: Desk; kind: keyof typeof questions; onClose: () => void }) {
  const { title, label, initial, submit } = questions[kind];
  const [reason, setReason] = useState<string>(initial);
  const { act, pending } = useDeskAct(desk.drillId);
  const go = async (): Promise<void> => {
    if (await act({ type: kind, reason: reason.trim() })) onClose();
  };
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant={kind === 'abort' ? 'danger' : 'primary'}
            isPending={pending}
            isDisabled={reason.trim() === ''}
            onPress={() => void go()}
          >
            {submit}
          </Button>
        </>
      }
    >
      {kind === 'abort' && <p>Takes every fault and control off at once and ends the drill as called off. Nothing is graded.</p>}
      <TextField label={label} value={reason} onChange={setReason} maxLength={500} autoFocus />
    </Dialog>
  );
}
