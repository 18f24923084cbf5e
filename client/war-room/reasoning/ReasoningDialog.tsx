import { Suspense } from 'react';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { lazyPage } from '../../app/lazy-page.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Panel.tsx';
import { effectOf } from '../BoardPanel.tsx';
import { type OpenDialog, openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { Fishbone } from './Fishbone.tsx';
import { PlaceDialog } from './PlaceDialog.tsx';

/** Opened once in a drill: not part of what the page needs to begin. */
const DiagnosisDialog = lazyPage(() => import('./DiagnosisDialog.tsx'), 'default');

interface ReasoningDialogProps {
  dialog: Extract<OpenDialog, { kind: 'place' | 'fishbone' | 'diagnosis' }>;
  drill: DrillView;
  stack: StackView | null;
}

/** It is there at once, and filled as soon as its part has come. */
function Opening() {
  return (
    <Dialog title="Diagnosis: what it was" size="xl" isOpen onOpenChange={(open) => !open && openDialog(null)}>
      <Skeleton width="100%" height={480} />
    </Dialog>
  );
}

/** Dialogs of the board. */
export function ReasoningDialog({ dialog, drill, stack }: ReasoningDialogProps) {
  const isDisabled = useWhyNot('talk') !== null;
  switch (dialog.kind) {
    case 'place':
      return <PlaceDialog key={dialog.hypothesisId} drill={drill} hypothesisId={dialog.hypothesisId} />;
    case 'fishbone':
      return (
        <Dialog title="Fishbone" size="xl" isOpen isDismissable onOpenChange={(open) => !open && openDialog(null)}>
          <Fishbone hypotheses={drill.hypotheses} effect={effectOf(drill)} isDisabled={isDisabled} />
        </Dialog>
      );
    case 'diagnosis':
      return (
        <Suspense fallback={<Opening />}>
          <DiagnosisDialog drill={drill} stack={stack} />
        </Suspense>
      );
  }
}
