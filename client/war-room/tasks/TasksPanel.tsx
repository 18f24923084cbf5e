import { useState } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { TaskView } from '../../../core/protocol/tasks.ts';
import { clock } from '../../format.ts';
import { useDraft } from '../../state/drafts.ts';
import { useGameNow } from '../../state/game-clock.ts';
import { useAct } from '../../state/use-act.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { ownerId, ownersOf, playerOfOwner, sortedTasks, timeLeft } from './task-words.ts';
import './Tasks.css';

/** Who does what, and until when. What is late says so, and comes first. */
export function TasksPanel({ drill }: { drill: DrillView }) {
  const whyNot = useWhyNot('talk');
  const { open, closed } = sortedTasks(drill.tasks);
  return (
    <div className="war-tasks">
      <Button variant="primary" size="sm" isDisabled={whyNot !== null} onPress={() => openDialog({ kind: 'task' })}>
        Add a task
      </Button>
      {open.length === 0 && (
        <Empty
          title={closed.length === 0 ? 'No task yet.' : 'Nothing is open.'}
          hint="Give somebody something to do, by name and for so many minutes. When the time is over it is closed or renewed."
        />
      )}
      <ul aria-label="Open tasks">
        {open.map((task) => (
          <OpenTask key={task.taskId} task={task} drill={drill} />
        ))}
      </ul>
      {closed.length > 0 && (
        <details>
          <summary className="muted">Closed: {closed.length}</summary>
          <ul aria-label="Closed tasks">
            {closed.map((task) => (
              <ClosedTask key={task.taskId} task={task} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function OpenTask({ task, drill }: { task: TaskView; drill: DrillView }) {
  const { taskId, text, ownerPlayerId, renewals } = task;
  const { words, isOverdue } = timeLeft(task, useGameNow());
  const { act, pending } = useAct();
  const [isClosing, setClosing] = useState(false);
  const isDisabled = useWhyNot('talk') !== null;
  return (
    <li className={`war-task${isOverdue ? ' war-task-late' : ''}`}>
      <div className="war-task-head">
        <Badge tone={isOverdue ? 'warning' : 'neutral'}>
          <span className="mono">{words}</span>
        </Badge>
        {renewals > 0 && <span className="muted">renewed {renewals}×</span>}
        <Select
          label={`Owner of: ${text}`}
          isHiddenLabel
          items={ownersOf(drill)}
          value={ownerId(ownerPlayerId)}
          onChange={(id) => void act({ type: 'handTask', taskId, ownerPlayerId: playerOfOwner(id) })}
          isDisabled={isDisabled}
        />
      </div>
      <p>{text}</p>
      {isClosing ? (
        <Closing task={task} drillId={drill.drillId} onDone={() => setClosing(false)} />
      ) : (
        <div className="war-task-foot">
          <Button size="sm" isDisabled={isDisabled} aria-label={`Close: ${text}`} onPress={() => setClosing(true)}>
            Close …
          </Button>
          {[2, 5].map((minutes) => (
            <Button
              key={minutes}
              size="sm"
              variant="quiet"
              isPending={pending}
              isDisabled={isDisabled}
              aria-label={`${minutes} min from now: ${text}`}
              onPress={() => void act({ type: 'renewTask', taskId, minutes })}
            >
              {minutes} min from now
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** What came of it, in a line; it may be left empty. */
function Closing({ task, drillId, onDone }: { task: TaskView; drillId: string; onDone: () => void }) {
  const [result, setResult] = useDraft<string>(`${drillId}.task.${task.taskId}`, '');
  const { act, pending } = useAct();
  const close = async (): Promise<void> => {
    const said = result.trim();
    const sent = await act({ type: 'closeTask', taskId: task.taskId, ...(said === '' ? {} : { result: said }) });
    if (sent.ok) onDone();
  };
  return (
    <div className="war-task-close">
      <TextField
        label="What came of it"
        value={result}
        onChange={setResult}
        maxLength={400}
        autoFocus
        onKeyDown={({ key, nativeEvent }) => {
          if (key === 'Enter' && !nativeEvent.isComposing) void close();
          if (key === 'Escape') onDone();
        }}
      />
      <div className="war-task-foot">
        <Button size="sm" variant="primary" isPending={pending} onPress={() => void close()}>
          Close it
        </Button>
        <Button size="sm" variant="quiet" onPress={onDone}>
          Leave it open
        </Button>
      </div>
    </div>
  );
}

function ClosedTask({ task: { text, owner, closed } }: { task: TaskView }) {
  return (
    <li className="war-task war-task-closed">
      <p>
        <span aria-hidden>✓</span> {text}
      </p>
      {closed?.result && <p>{closed.result}</p>}
      <p className="muted">
        {owner ?? 'nobody'} had it; closed by {closed?.by}, <span className="mono">{clock(closed?.atMs ?? 0)}</span>
      </p>
    </li>
  );
}
