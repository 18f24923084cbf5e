import { checkWording, type Said } from '../../../core/communication/check-wording.ts';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { useStack } from '../../state/stack.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Panel.tsx';
import { figureSentences, measuredOf } from './figures.ts';
import { ruleWords } from './rule-words.ts';

/** Held against telemetry while it is being written. It stops nobody: telemetry may be wrong, and the writer may know better. */
export function WritersCheck({ drill, said }: { drill: DrillView; said: Said }) {
  const stack = useStack();
  const measured = measuredOf(drill);
  const problems = said.text.trim() === '' ? [] : checkWording(said, { measured, links: stack?.links ?? [] });
  return (
    <div className="comm-check" role="status">
      {problems.map(({ rule, said: quote, measured: figures }) => (
        <Notice key={`${rule}-${quote}`} tone="warning">
          <b>{ruleWords[rule]}.</b> “{quote}” {figures}
        </Notice>
      ))}
      {measured === null && <p className="muted">Telemetry is on the desk of operations: ask what they see before you give a figure.</p>}
    </div>
  );
}

/** Puts what telemetry shows into the text; nothing when it shows no trouble, or is on another desk. */
export function InsertFigures({ drill, onInsert }: { drill: DrillView; onInsert: (text: string) => void }) {
  const sentences = figureSentences(measuredOf(drill) ?? []);
  if (sentences.length === 0) return null;
  return (
    <p className="comm-insert">
      <Button size="sm" variant="quiet" onPress={() => onInsert(sentences.join(' '))}>
        Insert what telemetry shows
      </Button>{' '}
      <span className="muted">{sentences.join(' ')}</span>
    </p>
  );
}
