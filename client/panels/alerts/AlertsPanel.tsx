import type { DrillView } from '../../../core/protocol/messages.ts';
import { clock, percent } from '../../format.ts';
import { send } from '../../socket.ts';
import { useWarRoom } from '../../store.ts';

type Alert = DrillView['alerts'][number];

const shape: Record<Alert['severity'], string> = { page: '■', ticket: '▲', info: '○' };

export function AlertsPanel() {
  const drill = useWarRoom((state) => state.drill);
  const playing = useWarRoom((state) => state.identity !== null && state.identity.drillId === state.drill?.drillId);
  if (!drill) return <p className="empty">Alerts of the running drill appear here. Only what users feel will page.</p>;
  return (
    <>
      {drill.alerts.length === 0 && <p className="empty">Nothing has fired.</p>}
      <ul className="alerts">
        {drill.alerts.map((alert) => (
          <li key={alert.alertId} className={`alert ${alert.severity} ${alert.state}`}>
            <span aria-hidden="true">{shape[alert.severity]}</span>
            <div>
              <strong>{alert.summary}</strong>
              <small>
                {`${alert.severity} · ${alert.state}${alert.acknowledgedBy ? ` by ${alert.acknowledgedBy}` : ''} · since ${clock(alert.sinceMs)}`}
                {alert.burnRate !== null && ` · burn ${alert.burnRate.toFixed(0)}×`}
              </small>
            </div>
            {playing && alert.state === 'firing' && (
              <button type="button" onClick={() => void send({ type: 'acknowledge', alertId: alert.alertId })}>
                Acknowledge
              </button>
            )}
          </li>
        ))}
      </ul>
      <h3>Error budgets</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">SLO</th>
            <th scope="col">Good, last minute</th>
            <th scope="col">Burn</th>
            <th scope="col">Budget left</th>
          </tr>
        </thead>
        <tbody>
          {drill.slos.map((slo) => (
            <tr key={slo.slo}>
              <th scope="row">{slo.displayName}</th>
              <td>{percent(slo.goodShare)}</td>
              <td>{slo.burnRate.toFixed(1)}×</td>
              <td>{percent(slo.budgetLeft, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
