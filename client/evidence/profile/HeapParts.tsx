import type { Growth } from '../../../core/profile/taken.ts';
import { bytesWords, partWords } from './words.ts';

/** Smaller parts say nothing. */
const leastBytes = 64 * 1024;

/** Memory by part, right after a full collection of garbage before and after: what is more now was kept. */
export function HeapParts({ growth }: { growth: readonly Growth[] }) {
  const shown = growth
    .filter(({ beforeBytes, afterBytes }) => Math.max(beforeBytes, afterBytes) >= leastBytes)
    .toSorted((a, b) => grown(b) - grown(a));
  const sum = (read: (part: Growth) => number): number => growth.reduce((total, part) => total + read(part), 0);
  return (
    <table className="ev-table ev-heap-parts">
      <caption className="visually-hidden">Memory by part</caption>
      <thead>
        <tr>
          <th>Memory</th>
          <th className="ev-number">Before</th>
          <th className="ev-number">After</th>
          <th className="ev-number">Grown by</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((part) => (
          <tr key={part.part}>
            <td>{partWords(part.part)}</td>
            <td className="mono ev-number">{bytesWords(part.beforeBytes)}</td>
            <td className="mono ev-number">{bytesWords(part.afterBytes)}</td>
            <td className="mono ev-number">{signed(grown(part))}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">all</th>
          <td className="mono ev-number">{bytesWords(sum(({ beforeBytes }) => beforeBytes))}</td>
          <td className="mono ev-number">{bytesWords(sum(({ afterBytes }) => afterBytes))}</td>
          <td className="mono ev-number">{signed(sum(grown))}</td>
        </tr>
      </tbody>
    </table>
  );
}

const grown = ({ beforeBytes, afterBytes }: Growth): number => afterBytes - beforeBytes;
const signed = (bytes: number): string => (bytes > 0 ? `+${bytesWords(bytes)}` : bytesWords(bytes).replace('-', '−'));
