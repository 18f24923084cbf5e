import { useEffect, useState } from 'react';
import { type OwnDrill, ownRecordSchema } from '../../../core/protocol/own-record.ts';
import { postJson } from '../../state/api.ts';
import { knownTokens } from '../../state/identities.ts';
import { useHouse } from '../../state/store.ts';

const none: readonly OwnDrill[] = [];

/** The drills this browser has played, newest first, read again when a drill ends; null until the first answer, where there is one to wait for. */
export function useOwnRecord(): readonly OwnDrill[] | null {
  const [drills, setDrills] = useState(() => (knownTokens().length === 0 ? none : null));
  const phase = useHouse((house) => house.drill?.phase);
  useEffect(() => {
    let wanted = true;
    const playerTokens = knownTokens();
    if (playerTokens.length > 0)
      void postJson('/api/v1/own-record', { playerTokens }, { schema: ownRecordSchema }).then((answer) => {
        if (wanted) setDrills((before) => (answer.ok ? answer.value.drills : (before ?? none)));
      });
    return () => {
      wanted = false;
    };
  }, [phase]);
  return drills;
}
