/** How a shift is drawn and told: pure functions of what the server said. */
import type { ShiftView } from '../../../core/protocol/shifts.ts';
import { percent } from '../../format.ts';
import type { Tone } from '../../ui/Badge.tsx';

type Row = ShiftView['budgets'][number];

/** A piece of the bar, in per cent of a whole budget. */
export interface Piece {
  kind: 'left' | 'burnt' | 'sealed';
  width: number;
}

/** What is left, then what the ended watches took off it; never more than what there was. `sealed`: some of it is told later. */
export function piecesOf({ openedAt, charged, left }: Row): Piece[] {
  const opened = clamp(openedAt);
  if (left !== null) {
    const rest = Math.min(clamp(left), opened);
    return inView([piece('left', rest), piece('burnt', opened - rest)]);
  }
  const known = Math.min(
    opened,
    charged.reduce<number>((sum, charge) => sum + (charge ?? 0), 0),
  );
  return inView([piece('sealed', opened - known), piece('burnt', known)]);
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
const piece = (kind: Piece['kind'], share: number): Piece => ({ kind, width: Math.round(share * 1000) / 10 });
const inView = (pieces: Piece[]): Piece[] => pieces.filter(({ width }) => width > 0);

/** Of a budget after the newest told watch. */
export function standOf({ left }: Row, line: number | null): { tone: Tone; words: string } {
  if (left === null) return { tone: 'unknown', words: 'sealed' };
  if (left <= 0) return { tone: 'critical', words: 'spent' };
  if (line !== null && left < line) return { tone: 'warning', words: 'below the line' };
  return { tone: 'ok', words: line === null ? 'left' : 'above the line' };
}

/** What one watch took off: `−7.0 %`. */
export function chargeWords(charge: number | null): string {
  if (charge === null) return 'sealed';
  return charge < 0.0005 ? '0 %' : `−${percent(charge)}`;
}

export const stateWords: Record<ShiftView['state'], { tone: Tone; words: string }> = {
  running: { tone: 'info', words: 'a watch is on' },
  between: { tone: 'neutral', words: 'between two watches' },
  over: { tone: 'ok', words: 'over' },
};

/** Why nobody of the pod can go on yet: the newest ended watch, when its truth is closed to the reader. */
export function owedIn({ watches, state }: ShiftView): string | null {
  const last = watches.at(-1);
  return state !== 'running' && last && last.title === null ? last.drillId : null;
}
