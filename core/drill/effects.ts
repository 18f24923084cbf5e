/** What the host must do because of an event, as data. The host runs each after the append and reports `reportEffect`. */
import type { ActiveOperation, SandboxAction } from '../sandbox/operations.ts';

export type Effect =
  /** Make the sandbox's standing operations exactly these. `effectId` names the event that asked (`e<seq>`). */
  | { type: 'reconcile'; effectId: string; operations: ActiveOperation[] }
  | { type: 'perform'; effectId: string; action: SandboxAction }
  /** Undo everything, check that nothing is left, report; then the sandbox is discarded. */
  | { type: 'undoAll'; effectId: string };
