import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useDraft } from '../state/drafts.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { NumberField } from '../ui/NumberField.tsx';
import { Panel } from '../ui/Panel.tsx';
import { compared, medianOf, type RulerMark, rulerMarks } from './ruler.ts';

type Readings = Record<string, number>;

/** Waiting has a job: read what is normal off the charts. Once a page fires, the readings stay as the ruler. */
export function Ruler({ drill }: { drill: DrillView }) {
  const [readings, setReadings] = useDraft<Readings>(`${drill.drillId}.ruler`, {});
  const quiet = drill.milestones.paged === undefined && (drill.phase === 'baseline' || drill.phase === 'live');
  const pinned = rulerMarks.filter(({ id }) => readings[id] !== undefined);
  if (quiet) {
    return (
      <Panel
        key="quiet"
        title="What is normal here?"
        aside={<span className="muted mono">{`${pinned.length} of ${rulerMarks.length}`}</span>}
      >
        <p className="muted war-ruler-lead">Read these off the charts while it is quiet. In an incident they are your ruler.</p>
        <ul className="war-ruler">
          {rulerMarks.map((mark) => (
            <RulerLine
              key={mark.id}
              drillId={drill.drillId}
              mark={mark}
              reading={readings[mark.id]}
              onPin={(value) => setReadings({ ...readings, [mark.id]: value })}
            />
          ))}
        </ul>
      </Panel>
    );
  }
  if (pinned.length === 0) return null;
  return (
    <Panel key="kept" title="Your ruler">
      <ul className="war-ruler-kept">
        {pinned.map(({ id, question, unit }) => (
          <li key={id}>
            <span className="muted">{question}</span>
            <span className="mono">
              {readings[id]} {unit}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface RulerLineProps {
  drillId: string;
  mark: RulerMark;
  reading: number | undefined;
  onPin: (value: number) => void;
}

function RulerLine({ drillId, mark, reading, onPin }: RulerLineProps) {
  const [value, setValue] = useDraft<number>(`${drillId}.ruler-${mark.id}`, 0);
  const { act, pending } = useAct();
  const said = useHouse((house) =>
    reading === undefined
      ? ''
      : compared(
          reading,
          medianOf(
            house.frames.slice(-60).map(({ frame }) => frame),
            mark,
          ),
        ),
  );
  const pin = async (): Promise<void> => {
    const sent = await act({ type: 'postNote', text: `Normal here: ${mark.question} is ${value} ${mark.unit}.` });
    if (sent.ok) onPin(value);
  };
  return (
    <li>
      <NumberField
        label={mark.question}
        value={reading ?? value}
        onChange={setValue}
        min={0}
        unit={mark.unit}
        isDisabled={reading !== undefined}
      />
      {reading === undefined ? (
        <Button size="sm" isPending={pending} isDisabled={value === 0} aria-label={`Pin: ${mark.question}`} onPress={() => void pin()}>
          Pin
        </Button>
      ) : (
        <span className="muted war-ruler-said">{said}</span>
      )}
      <small className="muted">{mark.where}</small>
    </li>
  );
}
