import { useState } from 'react';
import type { Paper } from '../../../core/protocol/papers.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { openView } from '../engines/PanelFrame.tsx';
import { C4Picture } from './C4Picture.tsx';

/** The C4 diagrams, one at a time, and their Mermaid text to take along. */
export function ArchitectureView({ paper: { diagrams }, detail }: { paper: Paper<'architecture'>; detail: string }) {
  const [isLarge, setLarge] = useState(false);
  const shown = diagrams.find(({ level }) => level === detail) ?? diagrams[0];
  if (!shown) return <Empty title="Nobody has drawn this shop." />;
  return (
    <>
      <div className="ev-views">
        <div className="ev-views-chips" role="group" aria-label="Level">
          {diagrams.map(({ level, title }) => (
            <Chip key={level} isPressed={level === shown.level} onPress={() => openView('papers', 'architecture', level)}>
              {title}
            </Chip>
          ))}
        </div>
        <Button size="sm" variant="quiet" onPress={() => setLarge(true)}>
          Draw it large
        </Button>
        <CopyButton label="Copy as Mermaid" text={shown.mermaid} />
      </div>
      <C4Picture diagram={shown} />
      <Dialog title={shown.title} size="xl" isOpen={isLarge} isDismissable onOpenChange={setLarge}>
        <C4Picture diagram={shown} />
      </Dialog>
    </>
  );
}
