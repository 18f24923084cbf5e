import { useState } from 'react';
import { Button } from './Button.tsx';

const shownMs = 1500;

/** Copies `text`; says so, or that the browser refused. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('Not allowed');
    }
    setTimeout(() => setSaid(null), shownMs);
  };
  return (
    <Button size="sm" variant="quiet" aria-label={`${label}: ${text.slice(0, 80)}`} onPress={() => void copy()}>
      {said ?? label}
    </Button>
  );
}
