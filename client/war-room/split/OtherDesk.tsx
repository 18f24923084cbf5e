import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { type DeskPart, deskWords } from './other-desk.ts';

/** In the place of what lies before somebody else. The server sends none of it. */
export function OtherDesk({ drill, part, title }: { drill: DrillView; part: DeskPart; title: string }) {
  const words = deskWords(drill, part);
  return (
    <Panel title={title} aside={<span className="muted">split desk</span>}>
      <Empty title={words.title} hint={words.hint} />
    </Panel>
  );
}
