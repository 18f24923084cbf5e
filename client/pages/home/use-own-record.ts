import { useEffect, useState } from 'react';
import { type OwnDrill, ownRecordSchema } from '../../../core/protocol/own-record.ts';
import { postJson } from '../../state/api.ts';
import { knownTokens } from '../../state/identities.ts';
import { useHouse } from '../../state/store.ts';

const none: readonly OwnDrill[] = [];

/** The drills this browser has played, newest first; read again when a drill ends. */
export function useOwnRecord(): readonly OwnDrill[] {
  const [drills, setDrills] = useState<readonly OwnDrill[]>(none);
  const phase = useHouse((house) => house.drill?.phase);
  useEffect(() => {
    let wanted = true;
    const playerTokens = knownTokens();
    if (playerTokens.length > 0)
      void postJson('/api/v1/own-record', { playerTokens }, { schema: ownRecordSchema }).then(
        (answer) => wanted && answer.ok && setDrills(answer.value.drills),
      );
    return () => {
      wanted = false;
    };
  }, [phase]);
  return drills;
}
