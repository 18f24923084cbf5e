/** The ways to win without having understood anything, which no scenario may reward. */
export const cheatNames = [
  'silence',
  'scale-to-zero',
  'roll-back-everything',
  'kitchen-sink',
  'flush',
  'reset-offsets',
  'restart-all',
  'approve-everything',
] as const;
export type CheatName = (typeof cheatNames)[number];
