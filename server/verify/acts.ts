/** What a responder asked for, and what came of it: whoever loses because everything was refused has not been put to the test. */
import type { DrillState } from '../../core/drill/state.ts';
import type { Played } from '../../core/verification/report.ts';
import { LiveDrill } from '../host/live-drill.ts';

export type Acts = NonNullable<Played['controls']>;

/** A drill that keeps what it has refused: no event tells of that. */
export class HeardDrill extends LiveDrill {
  /** Uses of controls, each with the reason why not. */
  readonly refused: string[] = [];

  override async submit(...[type, data, from]: Parameters<LiveDrill['submit']>): ReturnType<LiveDrill['submit']> {
    // After its end nothing is tried any more.
    const isTried = type === 'runControl' && !this.isOver;
    const ack = await super.submit(type, data, from);
    if (isTried && !ack.ok) {
      const { control, target } = data as { control: string; target: string };
      this.refused.push(`${control} ${target} (${ack.detail ?? ack.message})`);
    }
    return ack;
  }
}

export function actsOf({ controls }: Pick<DrillState, 'controls'>, refused: readonly string[]): Acts {
  const failed = controls.filter(({ state }) => state === 'failed');
  return {
    asked: controls.length + refused.length,
    tookHold: controls.filter(({ landedAtMs }) => landedAtMs !== null).length,
    refused: [...refused, ...failed.map(({ control, target, receipt }) => `${control} ${target} (${receipt.join('; ') || 'it failed'})`)],
  };
}

/** So many reasons are told in a sentence; the report has them all. */
const mostReasons = 3;

export function describeActs({ asked, tookHold, refused }: Acts): string {
  if (asked === 0) return '';
  const reasons = refused.slice(0, mostReasons).join(', ');
  const more = refused.length > mostReasons ? ` and ${refused.length - mostReasons} more` : '';
  return `; ${tookHold} of ${asked} controls took hold${reasons === '' ? '' : `, refused: ${reasons}${more}`}`;
}
