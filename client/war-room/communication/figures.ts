/** What telemetry shows of the components of the public page, for whoever writes about them. */
import { feltShare, type MeasuredShare, percentOf } from '../../../core/communication/check-wording.ts';
import type { DrillView } from '../../../core/protocol/drill-view.ts';

/** Window of the burn rate in the view. */
const windowWords = 'the last minute';

/** Null where telemetry is on another desk: then nobody here knows, and has to ask. */
export function measuredOf({ page, slos, sees }: Pick<DrillView, 'page' | 'slos' | 'sees'>): MeasuredShare[] | null {
  if (!sees.telemetry) return null;
  return page.components.map(({ id, name, slos: own }) => {
    const readings = slos.filter(({ slo }) => own.includes(slo)).map(({ burnRate, objective }) => burnRate * (1 - objective));
    return { component: id, name, now: readings.length === 0 ? null : Math.max(...readings), readings };
  });
}

/** One sentence for each component that users suffer with, as telemetry shows it; empty when there is none. */
export function figureSentences(measured: readonly MeasuredShare[]): string[] {
  return measured.flatMap(({ name, now }) =>
    now === null || now <= feltShare ? [] : [`${name}: ${percentOf(now)} bad in ${windowWords}.`],
  );
}
