/** Drills in a house without a shop: its time passes when the test says so, and users fare meanwhile as the test says. */
import type { DrillView } from '../../core/protocol/drill-view.ts';
import type { TestApp } from '../../server/test-app.fixture.ts';

/** What the trigger of `payday-evening` does to users: share of bad events by objective. */
const payday = { 'checkout-latency': 0.9 };
const longestSeconds = 240;

/** Somebody is called, whether they have said that they come or not. */
export const isPaging = ({ alerts }: DrillView): boolean =>
  alerts.some(({ severity, state }) => severity === 'page' && ['firing', 'acknowledged'].includes(state));

/** Lets seconds pass until the drill is so. @throws Error when that takes longer than anything here does */
export async function passUntil({ house }: TestApp, isSo: (view: DrillView) => boolean, users: Record<string, number> = {}): Promise<void> {
  for (let second = 0; second < longestSeconds; second += 1) {
    const view = house.host.currentView();
    if (view && isSo(view)) return;
    await house.pass(1, users);
  }
  throw new Error(`Not within ${longestSeconds} s of the house: ${isSo}`);
}

/** Until the fault of `payday-evening` stands, users have felt it, and somebody is paged. */
export async function passUntilPaged(edge: TestApp): Promise<void> {
  const { factory } = edge.house;
  await passUntil(edge, () => factory.built.at(-1)?.standing.some(({ operation }) => operation.kind === 'toxic') ?? false);
  await passUntil(edge, isPaging, payday);
}

/** Until a control has landed; users suffer up to then. */
export async function passUntilLanded(edge: TestApp): Promise<void> {
  await passUntil(edge, ({ controls }) => controls.some(({ state }) => state === 'landed'), payday);
}
