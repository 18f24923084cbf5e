/** What only the running system knows and a responder must choose from: a session, a position, a dead letter, a job. */

export type LiveKind = 'sessions' | 'offsets' | 'deadLetters' | 'jobs';

export interface LiveQuery {
  kind: LiveKind;
  /** What the control acts on: the database, the service of a consumer group, a dead-letter topic, a service with jobs. */
  target: string;
}

/** One thing to choose, as production would show it. */
export interface LiveChoice {
  /** Goes into the control's parameter. */
  value: string;
  label: string;
  /** `state: active`, `age: 42 s`; in the order they are read. */
  facts: { name: string; value: string }[];
}

/** Where a consumer group stands, as a parameter value: `orders.placed/3@1234`. */
export interface GroupPosition {
  topic: string;
  partition: number;
  offset: string;
}

export function positionText({ topic, partition, offset }: GroupPosition): string {
  return `${topic}/${partition}@${offset}`;
}

/** A database session as a parameter value: `nightly-report/4711`. */
interface Session {
  application: string;
  pid: number;
}

export function sessionText({ application, pid }: Session): string {
  return `${application}/${pid}`;
}

/** What a value means; null when it is none. */
export function readSession(value: string): Session | null {
  const parts = /^([A-Za-z0-9._-]{1,63})\/([1-9]\d{0,8})$/.exec(value);
  return parts?.[1] && parts[2] ? { application: parts[1], pid: Number(parts[2]) } : null;
}

/** What a value means; null when it is none. */
export function readPosition(value: string): GroupPosition | null {
  const parts = /^([A-Za-z0-9._-]{1,100})\/(\d{1,5})@(\d{1,18})$/.exec(value);
  return parts?.[1] && parts[2] && parts[3] ? { topic: parts[1], partition: Number(parts[2]), offset: parts[3] } : null;
}
