import { type HypothesisCategory, type HypothesisView, hypothesisCategories, wordsOfCategory } from '../../../core/protocol/hypotheses.ts';
import { Select } from '../../ui/Select.tsx';

const none = 'none';

const hints: Readonly<Record<HypothesisCategory, string>> = {
  change: 'a release, a flag, a migration of these days',
  code: 'a defect that was always there',
  configuration: 'a limit, a timeout, a setting',
  capacity: 'more to do than it can take',
  dependency: 'something it relies on',
  data: 'a record, a table, a key',
  network: 'the way between two parts',
  people: 'what was agreed, known or done',
};

const categoryItems = [
  { id: none, label: 'not sorted' },
  ...hypothesisCategories.map((id) => ({ id, label: wordsOfCategory[id], hint: hints[id] })),
];

interface FieldProps<T> {
  value: T | null;
  onChange: (value: T | null) => void;
}

/** Bone of the fishbone. */
export function CategorySelect({ value, onChange }: FieldProps<HypothesisCategory>) {
  return (
    <Select
      label="Kind of cause"
      items={categoryItems}
      value={value ?? none}
      onChange={(id) => onChange(id === none ? null : (id as HypothesisCategory))}
    />
  );
}

/** Which other one it would be the reason of. */
export function ExplainsSelect({ hypotheses, value, onChange }: FieldProps<string> & { hypotheses: readonly HypothesisView[] }) {
  const items = [
    { id: none, label: 'explains none of the others' },
    ...hypotheses.map(({ hypothesisId, text, state }) => ({ id: hypothesisId, label: text, hint: state })),
  ];
  return <Select label="It answers “why?” of" items={items} value={value ?? none} onChange={(id) => onChange(id === none ? null : id)} />;
}
