import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { count } from '../../format.ts';
import { useDraft } from '../../state/drafts.ts';
import { useAct } from '../../state/use-act.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { formTaken } from '../IncidentForms.tsx';
import { joined } from './join-text.ts';
import { InsertFigures, WritersCheck } from './WritersCheck.tsx';
import './Communication.css';

/** For those who run the company: what it means, what it costs, what comes next. Three sentences are enough. */
export function SummaryDialog({ drill }: { drill: DrillView }) {
  const form = `${drill.drillId}.summary.`;
  const [impact, setImpact] = useDraft<string>(`${form}impact`, '');
  const [money, setMoney] = useDraft<string>(`${form}money`, '');
  const [next, setNext] = useDraft<string>(`${form}next`, '');
  const [minutes, setMinutes] = useDraft<number>(`${form}minutes`, 15);
  const { act, pending } = useAct();
  const post = async (): Promise<void> => {
    const cost = money.trim();
    const sent = await act({
      type: 'postSummary',
      audience: 'executives',
      impact: impact.trim(),
      ...(cost === '' ? {} : { money: cost }),
      next: next.trim(),
      nextUpdateMinutes: minutes,
    });
    if (sent.ok) formTaken(form);
  };
  return (
    <FormDialog
      title="Summary for the executives"
      submit="Send the summary"
      kind="respond"
      sends="postSummary"
      isReady={impact.trim() !== '' && next.trim() !== ''}
      isPending={pending}
      onSubmit={() => void post()}
    >
      <TextField
        label="What it means for customers"
        description="No names of services, no graphs: who cannot do what, and how many."
        value={impact}
        onChange={setImpact}
        multiline
        rows={2}
        maxLength={500}
        autoFocus
      />
      <InsertFigures drill={drill} onInsert={(text) => setImpact(joined(impact, text).slice(0, 500))} />
      <TextField
        label="Money (optional)"
        description={`What it has cost, or what you do not know yet. Orders lost so far: ${count(drill.ordersLost)}.`}
        value={money}
        onChange={setMoney}
        maxLength={200}
      />
      <TextField label="What comes next, and what you need from them" value={next} onChange={setNext} multiline rows={2} maxLength={500} />
      <NumberField label="Next summary in" value={minutes} onChange={setMinutes} min={1} max={240} unit="minutes" />
      <WritersCheck drill={drill} said={{ audience: 'executives', text: `${impact}\n${next}`, saysResolved: false }} />
    </FormDialog>
  );
}
