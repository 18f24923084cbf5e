import type { RedisPanel } from '../../../../core/protocol/panels-redis.ts';
import { count } from '../../../format.ts';
import { Empty } from '../../../ui/Panel.tsx';
import { useMarked } from '../../Mark.tsx';
import { ColumnTable } from '../ColumnTable.tsx';
import { ago, bytes } from '../figures.ts';
import { MarkRow, rowRef } from '../MarkRow.tsx';

/** So large a part of a prefix in one step goes at one moment. */
const together = 0.5;
const enoughKeys = 10;

/** What a sample of the keys says: time left by prefix, and the keys that are used most, or are largest. */
export function KeysView({ sample, all }: { sample: RedisPanel['sample']; all: number }) {
  if (sample.keys === 0)
    return <Empty title="The cache is empty." hint="Keys appear when the catalog has read something from the database." />;
  return (
    <div className="ev-engine-list">
      <p className="muted">
        A sample of <span className="mono">{count(sample.keys)}</span> of <span className="mono">{count(all)}</span> keys, taken every ten
        seconds.
      </p>
      <Prefixes sample={sample} />
      <TopKeys sample={sample} />
    </div>
  );
}

function Prefixes({ sample: { prefixes, stepMs } }: { sample: RedisPanel['sample'] }) {
  const marked = useMarked('panel');
  return (
    <ColumnTable
      columns={[
        { head: 'Prefix', width: '18%' },
        { head: 'Keys', width: '8%', isRight: true },
        { head: 'Memory', width: '11%', isRight: true },
        { head: 'Never expire', width: '11%', isRight: true },
        { head: 'Time left,', note: `0 … ${ago(stepMs * 20)}` },
        { head: 'To do', width: '64px', isHidden: true },
      ]}
    >
      <tbody>
        {prefixes.map(({ prefix, keys, bytes: size, withoutTtl, histogram }) => {
          const most = Math.max(...histogram);
          const step = histogram.indexOf(most);
          const isTogether = keys >= enoughKeys && most >= keys * together;
          const words = most === 0 ? 'none expires' : `${most} of ${keys} within ${ago(stepMs * step)} to ${ago(stepMs * (step + 1))}`;
          return (
            <tr key={prefix} {...marked(rowRef({ tab: 'cache', view: 'keys', row: prefix }))}>
              <td className="mono">{prefix}</td>
              <td className="mono ev-number">{count(keys)}</td>
              <td className="mono ev-number">{bytes(size)}</td>
              <td className="mono ev-number">{count(withoutTtl)}</td>
              <td>
                <span className="ev-histogram" role="img" aria-label={words}>
                  {histogram.map((value, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
                    <i key={index} style={{ height: `${(value / Math.max(1, most)) * 100}%` }} />
                  ))}
                </span>
                <span className={isTogether ? 'ui-tone-warning' : 'muted'}>
                  {isTogether && '▲ '}
                  {words}
                </span>
              </td>
              <td className="ev-row-acts">
                <MarkRow tab="cache" view="keys" row={prefix} label={`${prefix} ${keys} keys, ${bytes(size)}; ${words}`} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </ColumnTable>
  );
}

function TopKeys({ sample: { top, hasFrequency } }: { sample: RedisPanel['sample'] }) {
  const marked = useMarked('panel');
  return (
    <section className="ev-engine-part" aria-label={hasFrequency ? 'Most used keys' : 'Largest keys'}>
      <h3>
        {hasFrequency ? 'Most used' : 'Largest'}{' '}
        <span className="muted">{hasFrequency ? 'by the LFU counter, 0 to 255' : 'Use is counted under an LFU policy only.'}</span>
      </h3>
      <ColumnTable
        columns={[
          { head: 'Key' },
          { head: hasFrequency ? 'Frequency' : 'Idle', width: '14%', isRight: true },
          { head: 'Memory', width: '14%', isRight: true },
          { head: 'Time left', width: '16%', isRight: true },
          { head: 'To do', width: '64px', isHidden: true },
        ]}
      >
        <tbody>
          {top.map(({ key, bytes: size, ttlMs, frequency, idleS }) => {
            const use = hasFrequency ? String(frequency ?? '–') : ago(idleS === null ? null : idleS * 1000);
            return (
              <tr key={key} {...marked(rowRef({ tab: 'cache', view: 'keys', row: key.slice(0, 100) }))}>
                <td className="mono ev-clip">{key}</td>
                <td className="mono ev-number">{use}</td>
                <td className="mono ev-number">{bytes(size)}</td>
                <td className="mono ev-number">{ttlMs === null ? 'never expires' : ago(ttlMs)}</td>
                <td className="ev-row-acts">
                  <MarkRow
                    tab="cache"
                    view="keys"
                    row={key.slice(0, 100)}
                    label={`key ${key}: ${hasFrequency ? `frequency ${use}` : `idle ${use}`}, ${bytes(size)}`}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </ColumnTable>
    </section>
  );
}
