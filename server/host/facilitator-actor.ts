import type { Actor } from '../../core/drill/events.ts';

export const facilitatorActor: Actor = { kind: 'facilitator', id: 'facilitator', name: 'Facilitator' };
