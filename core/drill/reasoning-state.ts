/** What a pod has reasoned: what it suspects, who looks at what, and what each says it was. */
import type { Diagnosis } from '../protocol/diagnosis.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { HypothesisCategory } from '../protocol/hypotheses.ts';
import type { HypothesisVerdict } from './events.ts';

export interface HypothesisState {
  hypothesisId: string;
  atMs: number;
  by: string;
  text: string;
  component: string | null;
  state: HypothesisVerdict;
  /** Each verdict in order, with who gave it. */
  judgements: { state: HypothesisVerdict; by: string; atMs: number }[];
  evidence: (Evidence & { by: string })[];
  /** Bone of the fishbone; null while nobody sorted it. */
  category: HypothesisCategory | null;
  /** The hypothesis that it would be the reason of. */
  explains: string | null;
}

export interface TaskState {
  taskId: string;
  atMs: number;
  by: string;
  text: string;
  /** Null while nobody has it. */
  ownerPlayerId: string | null;
  /** Game time at which its time box is over. */
  dueAtMs: number;
  /** That the newest time box is over has been told. */
  isOverdue: boolean;
  renewals: number;
  closed: { by: string; atMs: number; result: string } | null;
}

export type SaidDiagnosis = Diagnosis & {
  playerId: string;
  by: string;
  atMs: number;
  /** Before the end, while it was still open. */
  isLive: boolean;
};

export interface ReasoningState {
  hypotheses: HypothesisState[];
  tasks: TaskState[];
  /** Said live, or written after the end. */
  diagnoses: SaidDiagnosis[];
}

export const nothingReasoned: ReasoningState = { hypotheses: [], tasks: [], diagnoses: [] };
