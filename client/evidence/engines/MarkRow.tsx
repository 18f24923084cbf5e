import { type EngineTab, engineViewName } from '../../../core/protocol/engine-view.ts';
import { select } from '../../state/selection.ts';
import { MarkButton } from '../Mark.tsx';

interface Row {
  tab: EngineTab;
  view: string;
  /** What of the view, where it is of something. */
  detail?: string;
  row: string;
}

export function rowRef({ tab, view, detail = '', row }: Row): string {
  return engineViewName({ tab, view, detail, row });
}

/**
 * Marks a row, so that it is what the next hypothesis or link points at.
 * @param label what was seen, with its figures: they are gone when somebody follows the link
 */
export function MarkRow({ label, ...row }: Row & { label: string }) {
  const { tab, view, detail = '' } = row;
  const mark = (): void =>
    select({
      engine: engineViewName({ tab, view, detail, row: null }),
      entry: { kind: 'panel', id: rowRef(row), label: label.slice(0, 160) },
    });
  return <MarkButton onPress={mark} what={label} />;
}
