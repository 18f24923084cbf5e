/** A diagnosis while it is being written: kept over closed dialogs and reloads, and from the war room into the debrief. */
import type { Diagnosis, SpreadEdge } from '../../../core/protocol/diagnosis.ts';
import type { Evidence } from '../../../core/protocol/evidence.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import { forgetDrafts, useDraft } from '../../state/drafts.ts';

/** Which way the harm took a link of the map: to whoever calls, or to what is called. */
type Flow = 'toCaller' | 'toCalled';
export type Drawn = Record<string, Flow>;

export interface DiagnosisDraft {
  component: string;
  mechanism: string;
  trigger: string;
  /** A line each. */
  conditions: string;
  why: string;
  drawn: Drawn;
  /** Per cent as text; empty while nothing was said. */
  confidence: string;
  /** Hypotheses that are cited. */
  cited: Record<string, boolean>;
}

export interface DiagnosisForm {
  draft: DiagnosisDraft;
  change: (change: Partial<DiagnosisDraft>) => void;
  forget: () => void;
}

export function useDiagnosisForm(drillId: string): DiagnosisForm {
  const form = `${drillId}.diagnosis.`;
  const [component, setComponent] = useDraft<string>(`${form}component`, '');
  const [mechanism, setMechanism] = useDraft<string>(`${form}mechanism`, '');
  const [trigger, setTrigger] = useDraft<string>(`${form}trigger`, '');
  const [conditions, setConditions] = useDraft<string>(`${form}conditions`, '');
  const [why, setWhy] = useDraft<string>(`${form}why`, '');
  const [drawn, setDrawn] = useDraft<Record<string, string>>(`${form}drawn`, {});
  const [confidence, setConfidence] = useDraft<string>(`${form}confidence`, '');
  const [cited, setCited] = useDraft<Record<string, boolean>>(`${form}cited`, {});
  const setters: { [K in keyof DiagnosisDraft]: (value: DiagnosisDraft[K]) => void } = {
    ...{ component: setComponent, mechanism: setMechanism, trigger: setTrigger, conditions: setConditions },
    ...{ why: setWhy, drawn: setDrawn, confidence: setConfidence, cited: setCited },
  };
  const set = <K extends keyof DiagnosisDraft>(name: K, value: DiagnosisDraft[K] | undefined): void => {
    if (value !== undefined) setters[name](value);
  };
  return {
    draft: { component, mechanism, trigger, conditions, why, drawn: drawn as Drawn, confidence, cited },
    change: (change) => {
      for (const name of Object.keys(change) as (keyof DiagnosisDraft)[]) set(name, change[name]);
    },
    forget: () => forgetDrafts(form),
  };
}

export const nothingWrong = 'none';

/** Divides the conditions in what is kept; none of their fields can hold it. */
export const lineBreak = '\n';

export function isSayable({ component, mechanism }: DiagnosisDraft): boolean {
  return component === nothingWrong || (component !== '' && mechanism.trim() !== '');
}

/** What is sent. Where nothing was wrong nothing set it off, kept it going or spread. */
export function saidOf(draft: DiagnosisDraft, known: { hypothesisIds: readonly string[]; evidence: readonly Evidence[] }): Diagnosis {
  const { component, confidence, cited } = draft;
  const hypothesisIds = known.hypothesisIds.filter((id) => cited[id]);
  const besides = {
    ...(confidence === '' ? {} : { confidence: Number(confidence) }),
    ...(hypothesisIds.length === 0 ? {} : { hypothesisIds }),
    ...(known.evidence.length === 0 ? {} : { evidence: [...known.evidence] }),
  };
  const why = draft.why.trim();
  if (component === nothingWrong) return { component, mechanism: 'nothing was wrong', conditions: [], why, ...besides };
  const edges = edgesOf(draft.drawn);
  const trigger = draft.trigger.trim();
  return {
    component,
    mechanism: draft.mechanism.trim(),
    conditions: draft.conditions
      .split(lineBreak)
      .map((condition) => condition.trim())
      .filter(Boolean),
    why,
    ...(trigger === '' ? {} : { trigger }),
    ...(edges.length === 0 ? {} : { edges }),
    ...besides,
  };
}

function edgesOf(drawn: Drawn): SpreadEdge[] {
  return Object.entries(drawn).map(([edge, flow]) => {
    const [caller = '', called = ''] = edge.split('->');
    return flow === 'toCaller' ? { from: called, to: caller } : { from: caller, to: called };
  });
}

/** The next of the three states of a link: nothing, to the caller (as harm mostly goes), to the called. */
export function turned(drawn: Drawn, edge: string): Drawn {
  const { [edge]: now, ...others } = drawn;
  if (now === undefined) return { ...others, [edge]: 'toCaller' };
  return now === 'toCaller' ? { ...others, [edge]: 'toCalled' } : others;
}

export function withFlow(drawn: Drawn, edge: string, flow: Flow | null): Drawn {
  const { [edge]: _, ...others } = drawn;
  return flow === null ? others : { ...others, [edge]: flow };
}

export function componentItems(stack: StackView): { id: string; label: string; hint?: string }[] {
  return [
    { id: nothingWrong, label: 'Nothing was wrong', hint: 'The shop was well all the time.' },
    ...stack.services.map(({ service, owner }) => ({ id: service, label: service, hint: `service, ${owner}` })),
    ...stack.dependencies.map(({ name, summary }) => ({ id: name, label: name, hint: summary })),
    ...stack.links.map(({ link }) => ({ id: link, label: link, hint: 'link' })),
    ...stack.flags.map((flag) => ({ id: flag, label: flag, hint: 'feature flag' })),
  ];
}

/** Stands in the list for "nothing was said". */
export const unsaid = 'unsaid';

export const confidenceItems = [
  { id: unsaid, label: 'not said' },
  { id: '100', label: '100 %', hint: 'it cannot be anything else' },
  { id: '90', label: '90 %', hint: 'I would act on it without asking' },
  { id: '80', label: '80 %' },
  { id: '70', label: '70 %', hint: 'I would act on it, and watch' },
  { id: '60', label: '60 %' },
  { id: '50', label: '50 %', hint: 'as likely as not' },
  { id: '40', label: '40 %' },
  { id: '30', label: '30 %', hint: 'the best I have' },
  { id: '20', label: '20 %' },
  { id: '10', label: '10 %', hint: 'a guess' },
  { id: '0', label: '0 %' },
];
