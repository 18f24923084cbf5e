import type { RedisPanel, RedisRates } from '../../../../core/protocol/panels-redis.ts';
import { count } from '../../../format.ts';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { ago, bytes, perSecond, share } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

interface Fact {
  name: string;
  value: string;
  hint: string;
  /** Why it stands out; null when it does not. */
  alarm?: string | null;
}

/** Rates, memory against its limit, and clients. */
export function MemoryView({ panel }: { panel: RedisPanel }) {
  const marked = useMarked('panel');
  return (
    <div className="ev-two">
      <ColumnTable
        caption="Figures of the cache"
        columns={[
          { head: 'Figure', width: '24%' },
          { head: 'Now', width: '20%', isRight: true },
          { head: 'Of' },
          { head: 'To do', width: '64px', isHidden: true },
        ]}
      >
        <tbody>
          {factsOf(panel).map(({ name, value, hint, alarm }) => (
            <tr key={name} {...marked(rowRef({ tab: 'cache', view: 'memory', row: name }))}>
              <td>{name}</td>
              <td className={`mono ev-number${alarm ? ' ui-tone-critical' : ''}`}>
                {alarm && '■ '}
                {value}
              </td>
              <td className="muted">{alarm ?? hint}</td>
              <td className="ev-row-acts">
                <MarkRow tab="cache" view="memory" row={name} label={`Redis ${name}: ${value}, ${alarm ?? hint}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </ColumnTable>
      <ColumnTable
        caption="Clients"
        columns={[{ head: 'Client' }, { head: 'Connections', isRight: true }, { head: 'Idle', isRight: true }, { head: 'Last command' }]}
      >
        <tbody>
          {panel.clients.map(({ name, connections, idleS, lastCommand }) => (
            <tr key={name} {...marked(rowRef({ tab: 'cache', view: 'memory', row: `client ${name}` }))}>
              <td className="mono">{name || <span className="muted">without a name</span>}</td>
              <td className="mono ev-number">{connections}</td>
              <td className="mono ev-number">{ago(idleS * 1000)}</td>
              <td className="mono">{lastCommand}</td>
            </tr>
          ))}
        </tbody>
      </ColumnTable>
    </div>
  );
}

function factsOf(panel: RedisPanel): Fact[] {
  return [...lookupFacts(panel), ...rateFacts(panel), ...memoryFacts(panel), ...serverFacts(panel)];
}

function lookupFacts({ rates, totals }: RedisPanel): Fact[] {
  const recent = rates && hitRatio(rates.hitsPerSecond, rates.missesPerSecond);
  return [
    { name: 'hit ratio', value: share(recent), hint: `${share(hitRatio(totals.hits, totals.misses))} since the start` },
    rateFact('hits', rates, 'hitsPerSecond'),
    rateFact('misses', rates, 'missesPerSecond'),
  ];
}

function rateFacts({ rates, totals }: RedisPanel): Fact[] {
  return [
    { ...rateFact('evictions', rates, 'evictedPerSecond'), hint: `${count(totals.evicted)} since the start`, alarm: evicts(rates) },
    { ...rateFact('expiries', rates, 'expiredPerSecond'), hint: `${count(totals.expired)} since the start` },
    rateFact('commands', rates, 'commandsPerSecond'),
  ];
}

function memoryFacts({ memory }: RedisPanel): Fact[] {
  const isFull = memory.max > 0 && memory.used >= memory.max * 0.95;
  return [
    {
      name: 'memory',
      value: bytes(memory.used),
      hint: `${memory.max === 0 ? 'no limit' : `limit ${bytes(memory.max)}`}, peak ${bytes(memory.peak)}`,
      alarm: isFull ? `full: limit ${bytes(memory.max)}` : null,
    },
    { name: 'policy', value: memory.policy, hint: 'maxmemory-policy' },
  ];
}

function serverFacts({ keys, version, uptimeS }: RedisPanel): Fact[] {
  return [
    { name: 'keys', value: count(keys), hint: 'in all databases' },
    { name: 'server', value: version, hint: `up for ${ago(uptimeS * 1000)}` },
  ];
}

function rateFact(name: string, rates: RedisPanel['rates'], rate: Exclude<keyof RedisRates, 'overMs'>): Fact {
  if (!rates) return { name, value: perSecond(null), hint: 'at the second look' };
  return { name, value: perSecond(rates[rate]), hint: `of the last ${ago(rates.overMs)}` };
}

/** @returns null when nothing was looked up */
function hitRatio(hits: number, misses: number): number | null {
  const all = hits + misses;
  return all === 0 ? null : hits / all;
}

function evicts(rates: RedisPanel['rates']): string | null {
  return rates && rates.evictedPerSecond > 0 ? 'keys go before their time' : null;
}
