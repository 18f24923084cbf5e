import type { DrillEventOf, EventType } from '../events.ts';
import type { DrillState } from '../state.ts';

/** One function per event type. Position, time and command id of the event are in the state already. */
export type Evolvers<T extends EventType> = { [K in T]: (state: DrillState, event: DrillEventOf<K>) => DrillState };
