/** What a learner who plays alone has been nudged about, in place of a facilitator. */

/** `acknowledge`, `declare`, `suspect`: what nobody has done yet. `quiet`: nothing was done or said for a while. */
export type NudgeAbout = 'acknowledge' | 'declare' | 'suspect' | 'quiet';

export interface NudgeEvents {
  nudged: { about: NudgeAbout };
}

export interface NudgesState {
  nudges: {
    /** Written down when the drill is opened, so that older logs replay as they were. */
    isOn: boolean;
    said: NudgeAbout[];
    /** When the newest one came; 0 while none has. */
    lastAtMs: number;
  };
}

export const nothingNudged: NudgesState = { nudges: { isOn: false, said: [], lastAtMs: 0 } };
