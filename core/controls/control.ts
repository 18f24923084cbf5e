/** What one control is. One file per control beside this one; `index.ts` lists them. */
import type { ControlParameters } from '../drill/events.ts';
import type { SandboxAction, StandingOperation } from '../sandbox/operations.ts';

/** A parameter as a form needs it: what is asked, in which unit, within which bounds. */
export interface ParameterSpec {
  name: string;
  type: 'number' | 'choice';
  /** Unit for a number (`requests/s`, `MB`, `share`), empty for a choice. */
  unit: string;
  /** Set when only whole numbers make sense. */
  integer?: true;
  min: number | null;
  max: number | null;
  choices: string[];
  default: string | number;
}

export interface ControlContext {
  target: string;
  parameters: ControlParameters;
  /** Current and previous versions by service. */
  versions: Record<string, { current: string; previous: string[] }>;
}

/** What a control does to the sandbox once its lead time is over. */
export type ControlWork =
  /** Stay until undone, all together and in this order. Most controls have one; a bypass turns two policies. */
  | { type: 'standing'; operations: StandingOperation[] }
  | { type: 'action'; action: SandboxAction }
  /** Somebody is paged; the scenario's truth decides the answer. */
  | { type: 'ownerPage'; owner: string };

/** How a control looks to the responder, what it costs, and what it does. Everything but `work` may be shown while a drill runs. */
export interface ControlDefinition {
  control: string;
  title: string;
  /** Targets and choices are the stack's; parameters are checked against these. */
  parameters: ParameterSpec[];
  /** Lead time before the sandbox is touched (review, rollout start), game milliseconds. What the work itself takes comes on top. */
  leadMs: number;
  /** Service whose "one change in flight" this occupies, or null. */
  occupies(target: string): string | null;
  sideEffect: string;
  /** The same thing in the trade: kubectl, redis-cli, SQL, a flag diff. */
  equivalent(target: string, parameters: ControlParameters): string;
  /** Whether the pod can take it off again. */
  undoable: boolean;
  /** Entry for the public change log. */
  change(target: string, parameters: ControlParameters): { kind: import('../drill/events.ts').ChangeKind; summary: string };
  work(context: ControlContext): ControlWork;
}
