import { type GoalView, operations } from '../../core/protocol/goal-view.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel, Stat } from '../ui/Panel.tsx';
import { gainWords, goalState, preciseMs, sureGainWords, trackOf } from './goal-words.ts';
import './GoalCard.css';

/** What the drill is about, and how it stands: the baseline, now, and what has been gained. */
export function GoalCard({ drillId, goal, waits }: { drillId: string; goal: GoalView; waits: string | null }) {
  const { name, route } = operations[goal.operation];
  const state = goalState(goal, waits);
  return (
    <Panel title="Goal" aside={<Badge tone={state.tone}>{state.title}</Badge>}>
      <p className="goal-lead">
        <b>{goal.percentile}</b> of {name} down by <b>{gainWords(goal.wantedGain)}</b>
      </p>
      <p className="muted goal-where">
        <span className="mono">{route}</span> under {goal.ratePerSecond} requests/s
      </p>
      <GoalTrack goal={goal} />
      <dl className="goal-figures">
        <Stat label="baseline" value={preciseMs(goal.baseline?.p95Ms ?? null)} hint={requestsWords(goal.baseline)} />
        <Stat label="now" value={preciseMs(goal.now?.p95Ms ?? null)} hint={requestsWords(goal.now)} />
        <Stat label="gain" value={gainWords(goal.gain)} />
        <Stat
          label="for sure"
          value={sureGainWords(goal.sureGain)}
          {...(goal.isReached ? { tone: 'ok' as const } : {})}
          hint="What of the gain no chance explains. It is what counts."
        />
      </dl>
      <p className="muted goal-says" role="status">
        {state.says}
      </p>
      <LoadPlanLinks drillId={drillId} />
    </Panel>
  );
}

/** From nothing to the slowest there was; the mark is where the goal lies. */
function GoalTrack({ goal }: { goal: GoalView }) {
  const track = trackOf(goal);
  // The place is kept, so that nothing moves once there is a baseline.
  if (!track) return <div className="goal-track" aria-hidden />;
  return (
    <div className="goal-track" aria-hidden>
      <span className={`goal-now${goal.isReached ? ' goal-reached' : ''}`} style={{ width: `${track.now * 100}%` }} />
      <span className="goal-mark" style={{ left: `${track.wanted * 100}%` }} title="the goal" />
      <span className="goal-mark goal-baseline" style={{ left: `${track.baseline * 100}%` }} title="the baseline" />
    </div>
  );
}

/** The same requests at the same rate, for whoever wants to measure with another tool. */
export function LoadPlanLinks({ drillId }: { drillId: string }) {
  const path = `/api/v1/drills/${drillId}/load-plan`;
  return (
    <p className="goal-links">
      <span className="muted">Load plan</span> <a href={`${path}.jmx?download`}>JMeter</a> <a href={`${path}.js?download`}>k6</a>
    </p>
  );
}

function requestsWords(measured: GoalView['now']): string {
  return measured ? `of ${measured.requests} requests` : 'not measured yet';
}
