import { afterEach, expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { Evidence } from '../../../core/protocol/evidence.ts';
import { nothingSelected, type Selection, useSelection } from '../../state/selection.ts';
import { useHouse } from '../../state/store.ts';
import { seenHere, showEvidence } from './evidence-here.ts';

const seats = { operations: { telemetry: true, voices: false }, communications: { telemetry: false, voices: true } };
const commander = { telemetry: false, voices: false };
const whole = { telemetry: true, voices: true };
const now = { nowMs: 5000, stack: null, frames: [] };
const onMap: Selection = { ...nothingSelected, component: 'catalog' };
const onTicket: Selection = {
  ...nothingSelected,
  tab: 'tickets',
  entry: { kind: 'ticket', id: 'ticket-1', label: 'ticket of a customer' },
};

afterEach(() => {
  useHouse.setState({ drill: null, notice: null });
  useSelection.setState(nothingSelected);
});

test('what is cited lies before whoever cites it', () => {
  const cited = (sees: DrillView['sees']) => [onMap, onTicket].map((selection) => seenHere(sees, selection, now)?.kind ?? null);
  expect(cited(whole)).toEqual(['signal', 'ticket']);
  expect(cited(seats.operations)).toEqual(['signal', null]);
  expect(cited(seats.communications)).toEqual([null, 'ticket']);
  expect(cited(commander)).toEqual([null, null]);
});

test('evidence of another desk is not opened: it says whose it is', () => {
  const players = [{ playerId: 'p-2', name: 'Bo', role: 'operations' }];
  const sitAt = (sees: DrillView['sees']) => useHouse.setState({ drill: { players, sees } as unknown as DrillView });
  const alert: Evidence = { kind: 'alert', ref: 'alert-1', label: 'checkout', atMs: 7 };
  sitAt(commander);
  showEvidence(alert);
  expect(useSelection.getState()).toEqual(nothingSelected);
  expect(useHouse.getState().notice?.text).toBe(
    'Telemetry and actions are on the desk of operations. Ask Bo what they see, and tell them what you need.',
  );
  sitAt(seats.operations);
  showEvidence(alert);
  expect(useSelection.getState()).toMatchObject({ tab: 'slos', atMs: 7, entry: { id: 'alert-1' } });
});
