import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel } from '../ui/Panel.tsx';
import { stateOf, verdictWords } from './request-words.ts';

/** For the facilitator: what is asked for, how it is answered, and what would be right. */
export function RequestsDesk({ desk, drill }: { desk: Desk; drill: DrillView }) {
  if (desk.requests.length === 0) return null;
  return (
    <Panel title="Change requests">
      <ul>
        {desk.requests.map(({ injectId, requestId, title, right, because }) => {
          const asked = drill.requests.find((request) => request.requestId === requestId);
          const told = asked && stateOf(asked);
          return (
            <li key={injectId} className="desk-hypothesis">
              <p>
                <Badge tone={told?.tone ?? 'neutral'}>{told?.words ?? 'to come'}</Badge>
              </p>
              {title}{' '}
              {right && (
                <small>
                  Right: <b>{verdictWords[right]}</b>. {because}
                </small>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
