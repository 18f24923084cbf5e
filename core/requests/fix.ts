/** Change requests that are a way out of the incident: what they ship takes its cause away. */
import type { RequestState } from '../drill/request-state.ts';
import type { Plan, Truth } from '../scenario/plan.ts';
import { shipmentWords } from './shipment.ts';

/** In force as it was asked for; with a condition it is smaller or later, and cures nobody now. */
export function hasFixed({ injectId, decision, state }: RequestState, { requests = [] }: Pick<Truth, 'requests'>): boolean {
  if (state !== 'shipped' || decision?.verdict !== 'approve') return false;
  return requests.some(({ request, fixes }) => request === injectId && fixes === true);
}

/** Beside the controls that are accepted: `Approve “…”: gateway 2.32.1 to everybody`. */
export function fixesByRequest({ script, truth }: Pick<Plan, 'script' | 'truth'>): string[] {
  return script.flatMap((item) => {
    const isFix = truth.requests?.some(({ request, fixes }) => request === item.id && fixes === true) ?? false;
    return item.kind === 'request' && isFix ? [`Approve “${item.request.title}”: ${shipmentWords(item.request.ships)}`] : [];
  });
}
