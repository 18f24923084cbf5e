import type { Debrief } from '../../core/protocol/debrief.ts';
import { timeWords } from '../evidence/entry-words.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel } from '../ui/Panel.tsx';

type Task = Debrief['tasks'][number];

/** Who had what to do, and what became of it. */
export function TasksTold({ debrief: { tasks, liveAtMs } }: { debrief: Debrief }) {
  if (tasks.length === 0) return null;
  const startMs = liveAtMs ?? 0;
  return (
    <Panel
      title="Tasks of the pod"
      aside={<span className="muted">what stayed open is proposed as an action item of the post-mortem</span>}
    >
      <table className="ev-table">
        <thead>
          <tr>
            <th>Given</th>
            <th>Task</th>
            <th>Owner</th>
            <th>It</th>
            <th>What came of it</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.taskId}>
              <td className="mono">{timeWords(task.atMs - startMs)}</td>
              <td>{task.text}</td>
              <td>{task.owner ?? 'nobody'}</td>
              <td>
                <Became task={task} startMs={startMs} />
              </td>
              <td>{task.closed?.result || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Became({ task: { closed, isOverdue, renewals }, startMs }: { task: Task; startMs: number }) {
  const renewed = renewals === 0 ? '' : `, renewed ${renewals}×`;
  if (closed)
    return (
      <Badge tone="ok">
        closed {timeWords(closed.atMs - startMs)}
        {renewed}
      </Badge>
    );
  return (
    <Badge tone={isOverdue ? 'warning' : 'unknown'}>
      {isOverdue ? 'overdue' : 'stayed open'}
      {renewed}
    </Badge>
  );
}
