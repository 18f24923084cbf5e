import type { SandboxView } from '../../../core/protocol/messages.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { startProgress } from './home-words.ts';

const tones: Record<SandboxView['state'], Tone> = {
  none: 'unknown',
  starting: 'unknown',
  ready: 'ok',
  busy: 'neutral',
  stopping: 'unknown',
  failed: 'critical',
};
const marks = { up: '●', starting: '◇', down: '■', failed: '■' } as const;

/** Health of the shop, part by part; the panel keeps its height while the shop starts. */
export function ShopState({ sandbox }: { sandbox: SandboxView | null }) {
  const { up, of } = startProgress(sandbox);
  const state = sandbox?.state ?? 'none';
  return (
    <Panel
      title="The shop"
      aside={
        <span className="home-shop-aside">
          <span className="muted mono">{of > 0 ? `${up} of ${of} parts up` : ''}</span>
          <Badge tone={tones[state]}>{state}</Badge>
        </span>
      }
    >
      <p>{sandbox?.message ?? 'Waiting for the server.'}</p>
      <ul className="home-parts" aria-label="Parts of the shop">
        {(sandbox?.components ?? []).map(({ component, state: partState, restarts }) => (
          <li key={component} className={`home-part home-part-${partState}`}>
            <span aria-hidden>{marks[partState]}</span>
            <span className="mono">{component}</span>
            <span className="muted">{restarts > 0 ? `${restarts}× restarted` : partState === 'up' ? '' : partState}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
