import type { ProbeKind } from './events.ts';

/** What an effect in the host's hands is for, by effect id. `list`: the list of standing operations changed by itself. */
export type EffectPurpose =
  | { kind: 'fault'; faultId: string; attempt: number }
  | { kind: 'control'; controlId: string }
  | { kind: 'undoControl'; controlId: string }
  | { kind: 'request'; requestId: string }
  | { kind: 'probe'; probe: ProbeKind }
  | { kind: 'list' }
  | { kind: 'undoAll' };
