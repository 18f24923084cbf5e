import type { RedisPanel } from '../../../../core/protocol/panels-redis.ts';
import { Empty } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
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
    <ColumnTable
      columns={[
        { head: 'Ago', width: '10%', isRight: true },
        { head: 'Took', width: '12%', isRight: true },
        { head: 'Client', width: '18%' },
        { head: `Command, slower than ${threshold}` },
        { head: 'To do', width: '64px', isHidden: true },
      ]}
    >
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
    </ColumnTable>
  );
}
