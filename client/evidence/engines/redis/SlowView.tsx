import type { RedisPanel } from '../../../../core/protocol/panels-redis.ts';
import { Empty } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ago, planMs } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

/** Commands during which nobody else was served. */
export function SlowView({ panel: { slow, slowerThanUs } }: { panel: RedisPanel }) {
  const marked = useMarked('panel');
  const threshold = planMs(slowerThanUs / 1000);
  if (slow.length === 0)
    return (
      <Empty title="No command was slow." hint={`What takes longer than ${threshold} appears here: meanwhile nobody else is served.`} />
    );
  return (
    <table className="ev-table ev-fixed">
      <colgroup>
        <col style={{ width: '10%' }} />
        <col style={{ width: '12%' }} />
        <col style={{ width: '18%' }} />
        <col />
        <col style={{ width: '64px' }} />
      </colgroup>
      <thead>
        <tr>
          <th className="ev-right">Ago</th>
          <th className="ev-right">Took</th>
          <th>Client</th>
          <th>Command, slower than {threshold}</th>
          <th>
            <span className="visually-hidden">To do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {slow.map(({ id, agoS, tookUs, command, client }) => (
          <tr key={id} {...marked(rowRef({ tab: 'cache', view: 'slow', row: String(id) }))}>
            <td className="mono ev-number">{ago(agoS * 1000)}</td>
            <td className="mono ev-number">{planMs(tookUs / 1000)}</td>
            <td className="mono">{client || <span className="muted">without a name</span>}</td>
            <td className="mono ev-clip" title={command}>
              {command}
            </td>
            <td className="ev-row-acts">
              <MarkRow tab="cache" view="slow" row={String(id)} label={`${client} kept Redis for ${planMs(tookUs / 1000)}: ${command}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
