import type { SloDetail, SloPage, SloPair, SloWindow } from '../../../core/protocol/slos.ts';
import { count, percent } from '../../format.ts';
import { select } from '../../state/selection.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Stat } from '../../ui/Panel.tsx';
import { Segments } from './Segments.tsx';
import { budgetWords, burnWords, durationWords, promiseWords, ruleWords, stateWords } from './slo-words.ts';

/** One objective in full: its budget, what its alerts are decided by, and what eats it. */
export function SloSection({ detail, page }: { detail: SloDetail; page: SloPage }) {
  const { displayName, slo, now, budget, objective, pairs } = detail;
  const events = now.good + now.bad;
  return (
    <section className="ev-slo" aria-label={displayName}>
      <div className="ev-filters">
        <strong>{displayName}</strong>
        <span className="mono muted">{slo}</span>
        <span className="muted">{promiseWords(detail)}</span>
        <Button size="sm" onPress={() => select({ runbook: slo })}>
          Runbook
        </Button>
      </div>
      <dl className="ev-slo-stats">
        <Stat
          label="Good in the last minute"
          value={percent(events === 0 ? null : now.good / events, 2)}
          hint={`${count(events)} events`}
        />
        <Stat label="Bad in the last minute" value={count(now.bad)} />
        <Stat
          label="Budget left"
          value={percent(budget.left, 0)}
          hint={`${count(budget.spent)} of ${count(budget.allowed)} bad events spent`}
        />
        <Stat label="At this rate" value={budgetWords(budget)} />
      </dl>
      <h3>How its alerts are decided</h3>
      <p className="muted">
        A burn rate of 1× spends the budget in exactly its window: {durationWords(page.budgetSeconds)} here, 30 days in production. The
        clock of the game is {page.compression} times faster, so every window of production is divided by {page.compression}, and none is
        shorter than 15 s. The long window says that it matters, the short one that it still goes on.
      </p>
      <table className="ev-table">
        <thead>
          <tr>
            <th>Rule</th>
            <th>In production</th>
            <th>Long window</th>
            <th>Short window</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <Pair key={pair.production} pair={pair} objective={objective} fewest={page.fewest} />
          ))}
        </tbody>
      </table>
      <Segments slo={slo} page={page} />
    </section>
  );
}

function Pair({ pair, objective, fewest }: { pair: SloPair; objective: number; fewest: SloPage['fewest'] }) {
  const { severity, production, threshold, long, short, over } = pair;
  return (
    <tr>
      <td>{ruleWords(pair, objective)}</td>
      <td className="mono muted">{production}</td>
      <Burn window={long} threshold={threshold} />
      <Burn window={short} threshold={threshold} />
      <td>
        {over ? <Badge tone={severity === 'page' ? 'critical' : 'warning'}>{severity}</Badge> : ''} {stateWords(pair, fewest)}
      </td>
    </tr>
  );
}

/** How fast one window burns, against what it takes: the mark stands at the threshold. */
function Burn({ window: { burnRate, seconds, good, bad }, threshold }: { window: SloWindow; threshold: number }) {
  const isOver = burnRate >= threshold;
  const share = Math.min(1, burnRate / (2 * threshold));
  return (
    <td className="mono" title={`${count(bad)} of ${count(good + bad)} events in ${durationWords(seconds)} were bad`}>
      <span className={isOver ? 'ev-burn ev-burn-over' : 'ev-burn'} aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
      </span>{' '}
      {isOver ? '▲ ' : ''}
      {burnWords(burnRate)}
    </td>
  );
}
