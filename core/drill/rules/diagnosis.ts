import type { DrillState } from '../state.ts';

/**
 * Whether the truth stays closed to this player after the end: they were there, the incident's clock ran, and they have neither
 * said what it was nor asked to be told without.
 */
export function owesDiagnosis({ players, diagnoses, diagnosesSkipped, liveAtMs }: DrillState, playerId: string): boolean {
  const wasThere = liveAtMs !== null && players.some((player) => player.playerId === playerId);
  return wasThere && !diagnosesSkipped.includes(playerId) && !diagnoses.some((diagnosis) => diagnosis.playerId === playerId);
}
