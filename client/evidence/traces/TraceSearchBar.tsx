import { useEffect, useState } from 'react';
import { type TraceWords, traceWordsSchema } from '../../../core/protocol/traces.ts';
import { getJson } from '../../state/api.ts';
import { select, useSelection } from '../../state/selection.ts';
import { anyTrace, attributesOf, durationOf, isAnyTrace, type TraceSearch } from '../../state/trace-search.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';

const refreshMs = 10_000;

const scopes = [
  { id: 'users', label: 'requests of users' },
  { id: 'all', label: 'all that were kept' },
];
const statuses = [
  { id: 'any', label: 'any status' },
  { id: 'error', label: '■ with errors' },
  { id: 'ok', label: 'without errors' },
];
const orders = [
  { id: 'newest', label: 'newest first' },
  { id: 'slowest', label: 'slowest first' },
];
/** A list cannot have an item without an id. */
const any = '*';

interface TraceSearchBarProps {
  drillId: string;
  /** What the selected component filters by; null where a chosen service counts instead. */
  words: string | null;
}

const change = (part: Partial<TraceSearch>): void => select({ search: { ...useSelection.getState().search, ...part }, entry: null });

/** Which traces: what is chosen here is part of the selection, so that a link restores it. */
export function TraceSearchBar({ drillId, words }: TraceSearchBarProps) {
  const search = useSelection((selection) => selection.search);
  const { services } = useTraceWords(drillId);
  const chosen = services[search.service];
  const operations = chosen ? chosen.operations : [...new Set(Object.values(services).flatMap((each) => each.operations))].sort();
  const versions = chosen?.versions ?? [];
  return (
    <div className="ev-filters ev-trace-search" role="search" aria-label="Search traces">
      {words !== null && <span className="muted">{words}</span>}
      <Select
        label="Which traces"
        isHiddenLabel
        items={scopes}
        value={search.scope}
        onChange={(id) => change({ scope: id as TraceSearch['scope'] })}
      />
      <Choice
        label="Service"
        every="any service"
        names={Object.keys(services)}
        value={search.service}
        onChange={(service) => change({ service, operation: '', version: '' })}
      />
      <Choice
        label="Operation"
        every="any operation"
        names={operations}
        value={search.operation}
        onChange={(operation) => change({ operation })}
      />
      {(versions.length > 1 || search.version !== '') && (
        <Choice label="Version" every="any version" names={versions} value={search.version} onChange={(version) => change({ version })} />
      )}
      {search.slot !== '' && (
        <Choice label="Instance" every="any instance" names={[search.slot]} value={search.slot} onChange={(slot) => change({ slot })} />
      )}
      <Select
        label="Status"
        isHiddenLabel
        items={statuses}
        value={search.status}
        onChange={(id) => change({ status: id as TraceSearch['status'] })}
      />
      <DurationField label="Minimum duration" hint="min, 500ms" value={search.minMs} onChange={(minMs) => change({ minMs })} />
      <DurationField label="Maximum duration" hint="max, 2s" value={search.maxMs} onChange={(maxMs) => change({ maxMs })} />
      <AttributeField value={search.attributes} />
      <Select
        label="Order"
        isHiddenLabel
        items={orders}
        value={search.order}
        onChange={(id) => change({ order: id as TraceSearch['order'] })}
      />
      <Button size="sm" variant="quiet" isDisabled={isAnyTrace(search)} onPress={() => change(anyTrace)}>
        Clear
      </Button>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  every: string;
  names: readonly string[];
  value: string;
  onChange: (name: string) => void;
}

/** One of the names that traces have, or any; what a link names is there also when no trace has it any more. */
function Choice({ label, every, names, value, onChange }: ChoiceProps) {
  const all = value === '' || names.includes(value) ? names : [value, ...names];
  const items = [{ id: any, label: every }, ...all.map((name) => ({ id: name, label: name }))];
  return <Select label={label} isHiddenLabel items={items} value={value || any} onChange={(id) => onChange(id === any ? '' : id)} />;
}

interface DurationFieldProps {
  label: string;
  hint: string;
  value: number | null;
  onChange: (ms: number | null) => void;
}

function DurationField({ label, hint, value, onChange }: DurationFieldProps) {
  return (
    <CommittedField
      label={label}
      hint={hint}
      width="ev-duration"
      value={value === null ? '' : `${value}ms`}
      problemOf={(text) => (durationOf(text) === undefined ? 'Write 500ms or 2s.' : null)}
      onCommit={(text) => onChange(durationOf(text) ?? null)}
    />
  );
}

function AttributeField({ value }: { value: string }) {
  return (
    <CommittedField
      label="Attribute of a span"
      hint="attribute key=value"
      width="ev-attribute"
      value={value}
      problemOf={(text) => (attributesOf(text) === undefined ? 'Write key=value.' : null)}
      onCommit={(attributes) => change({ attributes })}
    />
  );
}

interface CommittedFieldProps {
  label: string;
  hint: string;
  width: string;
  value: string;
  problemOf: (text: string) => string | null;
  onCommit: (text: string) => void;
}

/** Counts on Enter, and when it is left; while it cannot be understood nothing is asked. */
function CommittedField({ label, hint, width, value, problemOf, onCommit }: CommittedFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const problem = problemOf(text);
  const commit = (): void => {
    if (problem === null && text !== value) onCommit(text.trim());
  };
  return (
    <div className={width} onBlur={commit} title={problem ?? undefined}>
      <TextField
        label={label}
        isHiddenLabel
        isMono
        type="search"
        value={text}
        maxLength={120}
        placeholder={hint}
        errorMessage={problem}
        onChange={setText}
        onKeyDown={({ key }) => key === 'Enter' && commit()}
      />
    </div>
  );
}

/** What can be chosen, as the kept traces have it; asked for again while the tab is open. */
function useTraceWords(drillId: string): TraceWords {
  const [words, setWords] = useState<TraceWords>({ services: {} });
  useEffect(() => {
    let wanted = true;
    const ask = async (): Promise<void> => {
      const answer = await getJson(`/api/v1/drills/${drillId}/trace-words`, traceWordsSchema);
      if (wanted && answer.ok) setWords(answer.value);
    };
    void ask();
    const timer = setInterval(() => void ask(), refreshMs);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [drillId]);
  return words;
}
