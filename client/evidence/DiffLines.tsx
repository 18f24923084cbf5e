import './ChangeLines.css';

/** `- orders replicas: 2`, `+ orders replicas: 3`: the sign says what the colour says. */
export function DiffLines({ diff }: { diff: readonly string[] }) {
  if (diff.length === 0) return null;
  return (
    <ul className="ev-diff mono" aria-label="Difference">
      {diff.map((line) => (
        <li key={line} className={line.startsWith('-') ? 'ev-diff-was' : 'ev-diff-is'}>
          {line}
        </li>
      ))}
    </ul>
  );
}
