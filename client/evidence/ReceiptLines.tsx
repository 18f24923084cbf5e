import './ChangeLines.css';

/** What the sandbox truly did, or why it did not, a line each. */
export function ReceiptLines({ receipt }: { receipt: readonly string[] }) {
  if (receipt.length === 0) return null;
  return (
    <ul className="ev-receipt mono" aria-label="What happened">
      {receipt.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
