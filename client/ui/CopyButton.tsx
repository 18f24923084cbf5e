import { useState } from 'react';
import { Button } from './Button.tsx';

const shownMs = 1500;

/** Copies `text`; says so, or that the browser refused. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    setSaid((await copied(text)) ? 'Copied' : 'Not allowed');
    setTimeout(() => setSaid(null), shownMs);
  };
  return (
    <>
      <Button size="sm" variant="quiet" aria-label={`${label}: ${text.slice(0, 80)}`} onPress={() => void copy()}>
        {said ?? label}
      </Button>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}

/** In a LAN the house is plain HTTP, where browsers give no clipboard: there the old way is left, over a selected field. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedBySelection(text);
  }
}

function copiedBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  // Inside an open dialog focus may not leave it.
  (document.querySelector('[role="dialog"]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
  }
}
