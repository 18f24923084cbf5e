/** Who is not called for which alert, until when. A silenced alert is evaluated like every other: it goes on burning. */

interface Silence {
  alert: string;
  untilMs: number;
}

export function isSilenced(silences: readonly Silence[], alert: string, atMs: number): boolean {
  return silences.some((silence) => silence.alert === alert && atMs < silence.untilMs);
}

/** `announced` as it reaches people: what would fire under a silence is silenced. */
export function underSilence<State extends string>(announced: State, silenced: boolean): State | 'silenced' {
  return silenced && announced === 'firing' ? 'silenced' : announced;
}
