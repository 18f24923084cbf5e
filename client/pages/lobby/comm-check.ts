import type { DrillView } from '../../../core/protocol/drill-view.ts';

/** Who has answered the newest roll call, in words. */
export function commCheckWords({ commCheck, players }: Pick<DrillView, 'commCheck' | 'players'>): string {
  if (!commCheck) return 'no comm check yet';
  const silent = players.filter(({ playerId }) => !commCheck.answered.includes(playerId)).map(({ name }) => name);
  return silent.length === 0 ? 'everybody reads you' : `no answer yet from ${silent.join(', ')}`;
}

/** Whether somebody is asked and has not answered. */
export function mustAnswer({ commCheck }: Pick<DrillView, 'commCheck'>, playerId: string): boolean {
  return commCheck !== null && !commCheck.answered.includes(playerId);
}
