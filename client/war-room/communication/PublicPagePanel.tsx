import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { clock } from '../../format.ts';
import { componentWords, impactTones, incidentWords } from '../../pages/status/status-words.ts';
import { useGameNow } from '../../state/game-clock.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { dueWords } from '../stepper.ts';
import './Communication.css';

/** What the world reads at this moment, and the ways to tell it and the executives more. */
export function PublicPagePanel({ drill }: { drill: DrillView }) {
  const { page, drillId } = drill;
  const whyNot = useWhyNot('respond', { type: 'publishStatus' });
  const nowMs = useGameNow();
  const due = dueWords(page.nextNoteDueMs, nowMs);
  return (
    <Panel
      title="Public page"
      aside={
        <a className="muted" href={`/status/${drillId}`} target="_blank" rel="noreferrer">
          as the public sees it
        </a>
      }
    >
      <div className="comm-page">
        <ul>
          {page.components.map(({ id, name, status }) => (
            <li key={id}>
              <span>{name}</span>
              <Badge tone={status === 'operational' ? 'neutral' : componentWords[status].tone}>{componentWords[status].words}</Badge>
            </li>
          ))}
        </ul>
        <p>
          {page.incident ? (
            <>
              <Badge tone={impactTones[page.incident.impact]}>{incidentWords[page.incident.status].words}</Badge> {page.incident.name}
            </>
          ) : (
            <span className="muted">No incident stands on it.</span>
          )}
        </p>
        <p className="muted">
          {page.publishedAtMs === null ? 'Nothing has been published.' : `Last note ${clock(Math.max(0, nowMs - page.publishedAtMs))} ago.`}
          {page.nextNoteDueMs !== null && (
            <span className={due.overdue ? 'ui-tone-warning' : ''}>
              {' '}
              Next one promised: <span className="mono">{due.text}</span>
            </span>
          )}
        </p>
        <p>
          <Button size="sm" isDisabled={whyNot !== null} onPress={() => openDialog({ kind: 'publish' })}>
            Publish …
          </Button>{' '}
          <Button size="sm" variant="quiet" isDisabled={whyNot !== null} onPress={() => openDialog({ kind: 'summary' })}>
            Executives …
          </Button>
        </p>
      </div>
    </Panel>
  );
}
