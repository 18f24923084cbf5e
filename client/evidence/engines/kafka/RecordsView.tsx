import { useState } from 'react';
import { type RecordsPlace, readRecordsPlace, recordsDetail } from '../../../../core/protocol/engine-view.ts';
import type { KafkaPanel } from '../../../../core/protocol/panels-kafka.ts';
import { Button } from '../../../ui/Button.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { Select } from '../../../ui/Select.tsx';
import { openView } from '../PanelFrame.tsx';
import { RecordList } from './RecordList.tsx';

/** Records of one partition around an offset, or its newest. Nobody's consumers are disturbed by looking. */
export function RecordsView({ panel: { topics }, detail }: { panel: KafkaPanel; detail: string }) {
  const place = readRecordsPlace(detail) ?? newestOf(topics[0]?.topic ?? '');
  const known = topics.find(({ topic }) => topic === place.topic);
  return (
    <>
      <div className="ev-engine-form">
        <Select
          label="Topic"
          items={topics.map(({ topic }) => ({ id: topic, label: topic }))}
          value={place.topic}
          onChange={(topic) => show(newestOf(topic))}
        />
        <Select
          label="Partition"
          items={(known?.partitions ?? []).map((each) => ({ id: String(each.partition), label: String(each.partition) }))}
          value={String(place.partition)}
          onChange={(id) => show({ ...place, partition: Number(id), around: null })}
        />
        <OffsetChoice key={`${place.topic}/${place.partition}`} place={place} partition={known?.partitions.find(isAt(place))} />
      </div>
      {known && <RecordList place={place} />}
    </>
  );
}

type Partition = KafkaPanel['topics'][number]['partitions'][number];

const newestOf = (topic: string): RecordsPlace => ({ topic, partition: 0, around: null });
const isAt =
  (place: RecordsPlace) =>
  ({ partition }: Partition): boolean =>
    partition === place.partition;
const show = (place: RecordsPlace): void => openView('kafka', 'records', recordsDetail(place));

/** Keyed by its partition: what was typed for one partition is not meant for the next. */
function OffsetChoice({ place, partition }: { place: RecordsPlace; partition: Partition | undefined }) {
  const [typed, setTyped] = useState<number | null>(null);
  const go = (around: number | null): void => {
    setTyped(null);
    show({ ...place, around });
  };
  return (
    <>
      <NumberField label="Around offset" value={typed ?? place.around ?? partition?.end ?? 0} onChange={setTyped} min={0} step={1} />
      <Button size="sm" isDisabled={typed === null} onPress={() => go(typed)}>
        Go
      </Button>
      <Button size="sm" variant="quiet" isDisabled={place.around === null} onPress={() => go(null)}>
        Newest
      </Button>
      {partition && (
        <span className="muted mono">
          {partition.begin} … {partition.end}
        </span>
      )}
    </>
  );
}
