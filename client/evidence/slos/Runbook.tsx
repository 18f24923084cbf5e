import { Suspense, useEffect, useState } from 'react';
import { select } from '../../state/selection.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, Skeleton } from '../../ui/Panel.tsx';
import { RunbookText } from './lazy-runbook-text.ts';
import './Runbook.css';

/** What the team wrote down for an alert, beside whatever evidence is open. */
export function Runbook({ name }: { name: string }) {
  const { text, problem } = useRunbook(name);
  return (
    // A long text that scrolls is reached by the keyboard, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <aside className="ev-runbook" aria-label={`Runbook ${name}`} tabIndex={0}>
      <div className="ev-filters">
        <strong>Runbook</strong>
        <span className="mono muted">{name}</span>
        <Button size="sm" variant="quiet" aria-label="Close the runbook" onPress={() => select({ runbook: null })}>
          ✕
        </Button>
      </div>
      {problem && <Empty title={problem} />}
      {text === null && !problem && <Skeleton width="100%" height={200} />}
      {text !== null && (
        <Suspense fallback={<Skeleton width="100%" height={200} />}>
          <RunbookText text={text} />
        </Suspense>
      )}
    </aside>
  );
}

function useRunbook(name: string): { text: string | null; problem: string | null } {
  const [held, setHeld] = useState<{ text: string | null; problem: string | null }>({ text: null, problem: null });
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const found = await read(name);
      if (wanted) setHeld(found);
    };
    setHeld({ text: null, problem: null });
    void ask();
    return () => {
      wanted = false;
    };
  }, [name]);
  return held;
}

async function read(name: string): Promise<{ text: string | null; problem: string | null }> {
  try {
    const response = await fetch(`/api/v1/stack/documents/runbook-${encodeURIComponent(name)}`);
    if (response.ok) return { text: await response.text(), problem: null };
    return {
      text: null,
      problem: response.status === 404 ? 'Nobody wrote a runbook for this alert.' : `The server answered ${response.status}.`,
    };
  } catch {
    return { text: null, problem: 'The server cannot be reached. Open the runbook again when it is back.' };
  }
}
