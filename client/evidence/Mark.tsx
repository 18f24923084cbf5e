import { useCallback } from 'react';
import { type Selection, useSelection } from '../state/selection.ts';
import { Button } from '../ui/Button.tsx';

type EntryKind = NonNullable<Selection['entry']>['kind'];

interface RowProps {
  className?: string;
  'aria-current'?: 'true';
  ref?: (row: HTMLElement | null) => void;
}

/** Props of the row that a link, or a press on "mark", points at: it stands out and is in sight. */
export function useMarked(kind: EntryKind): (id: string) => RowProps {
  const entry = useSelection((selection) => selection.entry);
  const show = useCallback((row: HTMLElement | null) => row?.scrollIntoView({ block: 'nearest' }), []);
  return (id) => (entry?.kind === kind && entry.id === id ? { className: 'ev-marked', 'aria-current': 'true', ref: show } : {});
}

export function MarkButton({ onPress, what }: { onPress: () => void; what: string }) {
  return (
    <Button size="sm" variant="quiet" aria-label={`mark: ${what}`} onPress={onPress}>
      mark
    </Button>
  );
}
