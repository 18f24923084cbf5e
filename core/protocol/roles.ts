/** Seats of a pod, as the incident command system names them. What each has the say over is in `seat-duties.ts`; an observer's acts are none. */
export const roles = ['commander', 'operations', 'communications', 'scribe', 'observer'] as const;
export type Role = (typeof roles)[number];

/** Seats that one person holds at a time. */
export const singleSeats: readonly Role[] = ['commander', 'communications', 'scribe'];
