import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { ExceptionDialog } from '../requests/ExceptionDialog.tsx';
import { RequestDialog } from '../requests/RequestDialog.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { DecisionDialog, NoteDialog, SeverityDialog } from './channel/RecordForms.tsx';
import { PublishDialog } from './communication/PublishDialog.tsx';
import { SummaryDialog } from './communication/SummaryDialog.tsx';
import { UpdateDialog } from './communication/UpdateDialog.tsx';
import { openDialog, useDialog, useFocusBack } from './dialogs.ts';
import { EndDialog } from './EndDialog.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { HintDialog } from './HintDialog.tsx';
import { HypothesisDialog } from './HypothesisDialog.tsx';
import { DeclareDialog } from './IncidentForms.tsx';
import { Palette } from './Palette.tsx';
import { ResolveDialog } from './ResolveDialog.tsx';
import { ReasoningDialog } from './reasoning/ReasoningDialog.tsx';
import { TaskDialog } from './tasks/TaskDialog.tsx';

/** The dialog that is open. */
export function Dialogs({ drill, stack }: { drill: DrillView; stack: StackView | null }) {
  const dialog = useDialog((state) => state.dialog);
  useFocusBack(dialog !== null);
  const { drillId } = drill;
  switch (dialog?.kind) {
    case 'declare':
      return <DeclareDialog drillId={drillId} />;
    case 'severity':
      return <SeverityDialog drill={drill} />;
    case 'decision':
      return <DecisionDialog drillId={drillId} />;
    case 'note':
      return <NoteDialog drillId={drillId} />;
    case 'update':
      return <UpdateDialog drill={drill} />;
    case 'summary':
      return <SummaryDialog drill={drill} />;
    case 'publish':
      return <PublishDialog drill={drill} />;
    case 'resolve':
      return <ResolveDialog drill={drill} stack={stack} />;
    case 'hint':
      return <HintDialog drill={drill} />;
    case 'end':
      return <EndDialog />;
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
    case 'exception':
      return <ExceptionDialog drill={drill} />;
    case 'help':
      return <HelpDialog />;
    case 'palette':
      return <Palette key={dialog.only} drill={drill} stack={stack} only={dialog.only} search={dialog.search} />;
    case 'action':
      return (
        <ActionDialog
          key={dialog.action.control}
          action={dialog.action}
          given={dialog.values}
          target={dialog.target}
          evidence={dialog.evidence}
          onClose={() => openDialog(null)}
        />
      );
    default:
      return null;
  }
}
