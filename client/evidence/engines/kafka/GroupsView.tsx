import { recordsDetail } from '../../../../core/protocol/engine-view.ts';
import type { GroupPartition, KafkaGroup, KafkaPanel } from '../../../../core/protocol/panels-kafka.ts';
import { count } from '../../../format.ts';
import { useSelection } from '../../../state/selection.ts';
import { Badge, type Tone } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { ago, perSecond } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';
import { openView } from '../PanelFrame.tsx';

/** Waiting for so long at one record is more than a slow consumer. */
const stuckAfterMs = 5_000;

/** Each group as `kafka-consumer-groups --describe` has it, and what its members tell of themselves. */
export function GroupsView({ panel }: { panel: KafkaPanel }) {
  if (panel.groups.length === 0)
    return <Empty title="No consumer group is known yet." hint="A group appears when its first member joins." />;
  return (
    <div className="ev-engine-list">
      {panel.groups.map((group) => (
        <Group key={group.group} group={group} />
      ))}
    </div>
  );
}

const stateTones: Record<string, Tone> = {
  Stable: 'ok',
  PreparingRebalance: 'warning',
  CompletingRebalance: 'warning',
  Empty: 'critical',
  Dead: 'critical',
};

function Group({ group }: { group: KafkaGroup }) {
  const { state, generation, rebalances, rebalancedMsAgo, members, partitions, failures } = group;
  const lag = partitions.reduce((sum, partition) => sum + partition.lag, 0);
  return (
    <section className="ev-engine-part" aria-label={`Group ${group.group}`}>
      <header className="ev-engine-head">
        <h3 className="mono">{group.group}</h3>
        <Badge tone={stateTones[state] ?? 'unknown'}>{state}</Badge>
        <Fact name="lag" value={count(lag)} />
        <Fact name="members" value={String(members.length)} />
        <Fact name="generation" value={generation === null ? '–' : String(generation)} />
        <Fact name="rebalances in 5 min" value={rebalances === null ? '–' : String(rebalances)} />
        <Fact name="newest" value={rebalancedMsAgo === null ? 'none' : `${ago(rebalancedMsAgo)} ago`} />
      </header>
      <Partitions group={group.group} partitions={partitions} />
      {failures.length > 0 && <Failures group={group} />}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <span className="ev-fact">
      <span className="muted">{name}</span> <span className="mono">{value}</span>
    </span>
  );
}

function Partitions({ group, partitions }: { group: string; partitions: readonly GroupPartition[] }) {
  const most = Math.max(1, ...partitions.map(({ lag }) => lag));
  return (
    <ColumnTable
      columns={[
        { head: 'Topic', width: '22%' },
        { head: 'P', width: '5%' },
        { head: 'Member', width: '16%' },
        { head: 'Committed', width: '10%', isRight: true },
        { head: 'End', width: '10%', isRight: true },
        { head: 'Lag', width: '8%', isRight: true },
        { head: 'Share of the longest', width: '9%', isHidden: true },
        { head: 'Reads', width: '8%', isRight: true },
        { head: 'To do', width: '12%', isHidden: true },
      ]}
    >
      <tbody>
        {partitions.map((partition) => (
          <PartitionRow key={`${partition.topic}/${partition.partition}`} group={group} row={partition} most={most} />
        ))}
      </tbody>
    </ColumnTable>
  );
}

function PartitionRow({ group, row, most }: { group: string; row: GroupPartition; most: number }) {
  const { topic, partition, member, committed, end, lag, readPerSecond, stuckMs } = row;
  const component = useSelection((selection) => selection.component);
  const marked = useMarked('panel');
  const id = `${group} ${topic}/${partition}`;
  const isStuck = stuckMs >= stuckAfterMs;
  const props = marked(rowRef({ tab: 'kafka', view: 'groups', row: id }));
  const label = `${group} on ${topic}/${partition}: lag ${lag}, committed ${committed ?? 'nothing'}${isStuck ? `, stuck for ${ago(stuckMs)}` : ''}`;
  return (
    <tr {...props} className={props.className ?? (isOf(component, group, member) ? 'ev-own' : undefined)}>
      <td className="mono muted">{topic}</td>
      <td className="mono">{partition}</td>
      <td className="mono">{member ?? <span className="ui-tone-warning">▲ nobody</span>}</td>
      <td className="mono ev-number">{committed ?? '–'}</td>
      <td className="mono ev-number">{end}</td>
      <td className="mono ev-number">{count(lag)}</td>
      <td>
        {isStuck ? (
          <span className="ui-tone-critical ev-nowrap" title="Records wait and the committed offset stands still">
            ■ still {ago(stuckMs)}
          </span>
        ) : (
          <span className="ev-budget" aria-hidden>
            <i style={{ width: `${(lag / most) * 100}%` }} />
          </span>
        )}
      </td>
      <td className="mono ev-number">{perSecond(readPerSecond)}</td>
      <td className="ev-row-acts">
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Records of ${topic}, partition ${partition}, at offset ${committed ?? 'the beginning'}`}
          onPress={() => openView('kafka', 'records', recordsDetail({ topic, partition, around: committed }))}
        >
          peek
        </Button>
        <MarkRow tab="kafka" view="groups" row={id} label={label} />
      </td>
    </tr>
  );
}

/** The chosen service or link is this group's, or this member's. */
function isOf(component: string | null, group: string, member: string | null): boolean {
  const from = component?.split('->')[0];
  return from !== undefined && from !== '' && (from === group || from === member);
}

/** Records that members could not handle, as they tell it. */
function Failures({ group: { group, failures } }: { group: KafkaGroup }) {
  const marked = useMarked('panel');
  return (
    <ColumnTable
      isSecond
      columns={[
        { head: 'Failed at', width: '30%' },
        { head: 'Member', width: '12%' },
        { head: 'Tries', width: '6%', isRight: true },
        { head: 'Error' },
        { head: 'Ago', width: '8%', isRight: true },
        { head: 'To do', width: '12%', isHidden: true },
      ]}
    >
      <tbody>
        {failures.map(({ member, topic, partition, offset, tries, message, agoMs }) => {
          const id = `${group} failed ${topic}/${partition}`;
          return (
            <tr key={`${member} ${topic}/${partition}`} {...marked(rowRef({ tab: 'kafka', view: 'groups', row: id }))}>
              <td className="mono">
                {topic}/{partition}@{offset}
              </td>
              <td className="mono">{member}</td>
              <td className="mono ev-number">{tries}</td>
              <td className="ev-clip" title={message}>
                {message}
              </td>
              <td className="mono ev-number">{ago(agoMs)}</td>
              <td className="ev-row-acts">
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={`The record of ${topic}, partition ${partition}, offset ${offset}`}
                  onPress={() => openView('kafka', 'records', recordsDetail({ topic, partition, around: Number(offset) }))}
                >
                  peek
                </Button>
                <MarkRow
                  tab="kafka"
                  view="groups"
                  row={id}
                  label={`${member} failed ${tries} times at ${topic}/${partition}@${offset}: ${message}`}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </ColumnTable>
  );
}
