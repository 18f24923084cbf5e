/** What the pod has put on and somebody must take off some day. */
import type { DrillView } from '../../core/protocol/drill-view.ts';

export interface LeftOn {
  controlId: string;
  words: string;
}

export function leftOnOf({ controls }: Pick<DrillView, 'controls'>): LeftOn[] {
  return controls.flatMap(({ controlId, leftOn }) => (leftOn === null ? [] : [{ controlId, words: leftOn }]));
}

/** Those that somebody was named for, as the resolve says it; nothing where there are none. */
export function handedOver(
  left: readonly LeftOn[],
  owners: Readonly<Record<string, string>>,
): { leftOn?: { controlId: string; owner: string }[] } {
  const owned = left.flatMap(({ controlId }) => {
    const owner = owners[controlId];
    return owner === undefined ? [] : [{ controlId, owner }];
  });
  return owned.length === 0 ? {} : { leftOn: owned };
}
