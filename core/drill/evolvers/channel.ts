/** Severity, what is kept of the talk, and what the incident bot has said. */
import type { NagAbout } from '../events.ts';
import type { DrillState } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type ChannelEvent = 'severityChanged' | 'decisionRecorded' | 'noteRecorded' | 'messageEdited' | 'linePinned' | 'lineUnpinned' | 'nagged';

const asItWas = (state: DrillState): DrillState => state;

export const channelEvolvers: Evolvers<ChannelEvent> = {
  severityChanged: (state, { data: { severity, reason } }) => ({ ...state, severity, severityReason: reason }),
  // Their line in the channel is all there is of them.
  decisionRecorded: asItWas,
  noteRecorded: asItWas,
  messageEdited: (state, { data: { index } }) => ({
    ...state,
    rewordings: { ...state.rewordings, [index]: (state.rewordings[index] ?? 0) + 1 },
  }),
  linePinned: (state, { data: { index } }) => ({ ...state, pinned: [...state.pinned, index] }),
  lineUnpinned: (state, { data: { index } }) => ({ ...state, pinned: state.pinned.filter((pinned) => pinned !== index) }),
  nagged: (state, { data: { about, promisedForMs } }) => ({ ...state, nags: withNag(state.nags, about, promisedForMs) }),
};

/** Of a promise so often; of everything else once. */
function withNag(nags: DrillState['nags'], about: NagAbout, promisedForMs: number | undefined): DrillState['nags'] {
  if (promisedForMs === undefined) return { ...nags, said: [...nags.said, about] };
  const times = nags.late?.promisedForMs === promisedForMs ? nags.late.times + 1 : 1;
  return { ...nags, late: { promisedForMs, times } };
}
