import { milliseconds, rate } from '../../format.ts';
import { useWarRoom } from '../../store.ts';

const stateShape: Record<string, string> = { up: '●', starting: '◌', down: '■', failed: '■' };

export function HealthPanel() {
  const sandbox = useWarRoom((state) => state.sandbox);
  if (!sandbox) return <p className="empty">Waiting for the server.</p>;
  return (
    <>
      <p className={`sandbox-state ${sandbox.state}`}>
        {sandbox.message}
        {sandbox.load && ` Load: ${rate(sandbox.load.askedPerSecond)} asked, ${rate(sandbox.load.sentPerSecond)} sent.`}
      </p>
      <ul className="components">
        {sandbox.components.map((entry) => (
          <li key={entry.component} className={entry.state}>
            <span aria-hidden="true">{stateShape[entry.state]}</span>
            <span className="name">{entry.component}</span>
            <small>
              {[
                entry.version,
                entry.state === 'up' ? `ready in ${milliseconds(entry.tookMs)}` : entry.state,
                entry.restarts > 0 ? `${entry.restarts} restarts` : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
