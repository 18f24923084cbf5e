import type { DrillView } from '../../core/protocol/drill-view.ts';
import { seats } from '../pages/roles.ts';
import { useGameNow } from '../state/game-clock.ts';
import { shapeOf } from '../war-room/reasoning/chain.ts';
import { sortedTasks, timeLeft } from '../war-room/tasks/task-words.ts';

const shownEach = 5;

/** In the place of the map where the desk is split: what lies before everybody, in large type. */
export function WallRoom({ drill }: { drill: DrillView }) {
  return (
    <div className="wall-room">
      <People drill={drill} />
      <Suspicions drill={drill} />
      <Work drill={drill} />
    </div>
  );
}

function People({ drill: { players } }: { drill: DrillView }) {
  const held = seats.filter(({ role }) => role !== 'observer');
  return (
    <section aria-label="Who sits where">
      <h2>Seats</h2>
      <dl className="wall-seats">
        {held.map(({ role, title }) => {
          const names = players.filter((player) => player.role === role).map(({ name }) => name);
          return (
            <div key={role}>
              <dt>{title}</dt>
              <dd className={names.length === 0 ? 'muted' : ''}>
                <bdi>{names.length === 0 ? 'nobody' : names.join(', ')}</bdi>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Suspicions({ drill: { hypotheses } }: { drill: DrillView }) {
  return (
    <section aria-label="Hypotheses">
      <h2>Hypotheses</h2>
      {hypotheses.length === 0 && <p className="muted">None is on the board yet.</p>}
      <ul>
        {hypotheses
          .slice(-shownEach)
          .toReversed()
          .map((hypothesis) => (
            <li key={hypothesis.hypothesisId} className="wall-text">
              <span aria-hidden>{shapeOf(hypothesis)}</span> <span dir="auto">{hypothesis.text}</span>{' '}
              <span className="muted">{hypothesis.state}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Work({ drill: { tasks } }: { drill: DrillView }) {
  const nowMs = useGameNow();
  const { open } = sortedTasks(tasks);
  return (
    <section aria-label="Open tasks">
      <h2>Tasks</h2>
      {open.length === 0 && <p className="muted">Nobody was given one.</p>}
      <ul>
        {open.slice(0, shownEach).map((task) => {
          const { words, isOverdue } = timeLeft(task, nowMs);
          return (
            <li key={task.taskId} className="wall-text">
              <span className={`mono${isOverdue ? ' ui-tone-warning' : ' muted'}`}>
                {isOverdue ? '▲ ' : ''}
                {words}
              </span>{' '}
              <b>
                <bdi>{task.owner ?? 'nobody yet'}</bdi>
              </b>{' '}
              <span dir="auto">{task.text}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
