import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { RequestDialog } from '../requests/RequestDialog.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { openDialog, useDialog } from './dialogs.ts';
import { HelpDialog } from './HelpDialog.tsx';
import { HintDialog } from './HintDialog.tsx';
import { HypothesisDialog } from './HypothesisDialog.tsx';
import { DeclareDialog, UpdateDialog } from './IncidentForms.tsx';
import { Palette } from './Palette.tsx';
import { ResolveDialog } from './ResolveDialog.tsx';
import { ReasoningDialog } from './reasoning/ReasoningDialog.tsx';
import { TaskDialog } from './tasks/TaskDialog.tsx';

/** The dialog that is open. */
export function Dialogs({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const dialog = useDialog((state) => state.dialog);
  const { drillId } = drill;
  switch (dialog?.kind) {
    case 'declare':
      return <DeclareDialog drillId={drillId} />;
    case 'update':
      return <UpdateDialog drillId={drillId} />;
    case 'resolve':
      return <ResolveDialog drill={drill} stack={stack} />;
    case 'hint':
      return <HintDialog drill={drill} />;
    case 'hypothesis':
      return <HypothesisDialog key={dialog.explains} drill={drill} stack={stack} explains={dialog.explains ?? null} />;
    case 'place':
    case 'fishbone':
    case 'diagnosis':
      return <ReasoningDialog dialog={dialog} drill={drill} stack={stack} />;
    case 'task':
      return <TaskDialog drill={drill} />;
    case 'request':
      return <RequestDialog key={dialog.requestId} drill={drill} requestId={dialog.requestId} />;
    case 'help':
      return <HelpDialog />;
    case 'palette':
      return <Palette key={dialog.only} drill={drill} stack={stack} only={dialog.only} />;
    case 'action':
      return <ActionDialog key={dialog.action.control} action={dialog.action} given={dialog.values} onClose={() => openDialog(null)} />;
    default:
      return null;
  }
}
