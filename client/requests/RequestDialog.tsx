import type { DrillView } from '../../core/protocol/drill-view.ts';
import { type RequestVerdict, type RequestView, requestPapersSchema } from '../../core/protocol/requests.ts';
import { wordsOf } from '../state/api.ts';
import { forgetDrafts, useDraft } from '../state/drafts.ts';
import { useAct } from '../state/use-act.ts';
import { useLoaded } from '../state/use-loaded.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { openDialog } from '../war-room/dialogs.ts';
import { useWhyNot } from '../war-room/may-act.ts';
import { BelowLine } from './BelowLine.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { RequestPapers } from './RequestPapers.tsx';
import {
  type ConditionForm,
  conditionsFor,
  effectOf,
  emptyForm,
  isHeldUp,
  longestReason,
  problemOfForm,
  stateOf,
} from './request-words.ts';

const close = (): void => openDialog(null);

const verdicts: { id: RequestVerdict; label: string }[] = [
  { id: 'approve', label: 'Approve' },
  { id: 'hold', label: 'Hold' },
  { id: 'conditions', label: 'Approve with conditions' },
];

/** One request with its papers, and the three answers. What the button does is said before it is pressed. */
export function RequestDialog({ drill, requestId }: { drill: DrillView; requestId: string }) {
  const request = drill.requests.find((each) => each.requestId === requestId);
  return request ? <Review drill={drill} request={request} /> : null;
}

function Review({ drill, request }: { drill: DrillView; request: RequestView }) {
  const draft = `${drill.drillId}.${request.requestId}.`;
  const [verdict, setVerdict] = useDraft<RequestVerdict>(`${draft}verdict`, 'hold');
  const [form, setForm] = useDraft<ConditionForm>(`${draft}form`, emptyForm);
  const { act, pending } = useAct();
  const needsException = verdict !== 'hold' && isHeldUp(drill);
  const whyNot = useWhyNot('respond', actOf(needsException));
  const problem = problemOfForm(form, { verdict, needsException });
  const canDecide = request.state !== 'shipping' && whyNot === null;
  const decide = async (): Promise<void> => {
    const conditions = conditionsFor(form, { verdict, needsException });
    const sent = await act({ type: 'decideRequest', requestId: request.requestId, verdict, conditions });
    if (!sent.ok) return;
    forgetDrafts(draft);
    close();
  };
  return (
    <Dialog
      title={request.title}
      isOpen
      size="lg"
      onOpenChange={(open) => !open && close()}
      footer={
        <>
          <span className="muted req-effect">{effectOf(request, form, verdict)}</span>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isPending={pending} isDisabled={!canDecide || problem !== null} onPress={() => void decide()}>
            {verdicts.find(({ id }) => id === verdict)?.label ?? verdict}
          </Button>
        </>
      }
    >
      <Told request={request} />
      <Papers drillId={drill.drillId} requestId={request.requestId} />
      <Answers verdict={verdict} onChange={setVerdict} />
      {verdict === 'conditions' && <ConditionFields drill={drill} request={request} form={form} onChange={setForm} />}
      {needsException && <Exception drill={drill} form={form} onChange={setForm} />}
      {problem && <Notice tone="info">{problem}</Notice>}
      {whyNot && <Notice tone="info">{whyNot} What you choose is kept.</Notice>}
    </Dialog>
  );
}

/** Who lets something pass below the line must be the commander. */
function actOf(needsException: boolean): { type: string } {
  return { type: needsException ? 'recordException' : 'decideRequest' };
}

function Answers({ verdict, onChange }: { verdict: RequestVerdict; onChange: (verdict: RequestVerdict) => void }) {
  return (
    <fieldset className="req-answers">
      <legend className="ui-label">Answer</legend>
      {verdicts.map(({ id, label }) => (
        <label key={id}>
          <input type="radio" name="answer" checked={verdict === id} onChange={() => onChange(id)} /> {label}
        </label>
      ))}
    </fieldset>
  );
}

function Told({ request }: { request: RequestView }) {
  const { from, owner, summary, shipsWords, decision, waitsFor } = request;
  const told = stateOf(request);
  return (
    <>
      <p>
        <Badge tone={told.tone}>{told.words}</Badge> <span className="mono">{shipsWords}</span>
      </p>
      <p>{summary}</p>
      <p className="muted">
        {from}, for the {owner} team.
        {decision && ` ${decision.by} said: ${[decision.verdict, ...decision.conditionWords].join(', ')}.`}
        {waitsFor !== null && ` It waits for ${waitsFor}.`}
      </p>
    </>
  );
}

function Papers({ drillId, requestId }: { drillId: string; requestId: string }) {
  const { value, refused } = useLoaded(`/api/v1/drills/${drillId}/requests/${requestId}/papers`, requestPapersSchema);
  if (refused) return <Notice tone="warning">{wordsOf(refused)}</Notice>;
  return value ? <RequestPapers papers={value} /> : <p className="muted">Its papers are being read.</p>;
}

interface FormProps {
  drill: DrillView;
  form: ConditionForm;
  onChange: (form: ConditionForm) => void;
}

function Exception({ drill: { releaseGate }, form, onChange }: FormProps) {
  return (
    <>
      <BelowLine gate={releaseGate} />
      <TextField
        label="Exception: why it goes all the same"
        value={form.reason}
        onChange={(reason) => onChange({ ...form, reason })}
        multiline
        rows={2}
        maxLength={longestReason}
      />
    </>
  );
}
