/** Tasks of a drill, newest last. */
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

export interface TasksState {
  tasks: TaskState[];
}

export const nothingToDo: TasksState = { tasks: [] };
