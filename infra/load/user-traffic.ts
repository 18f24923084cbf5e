import { patienceFor } from '../../core/load-plan/shoppers.ts';
import type { SliDefinition } from '../../core/sandbox/messages.ts';
import type { LoadBoot } from './boot.ts';
import { type Caller, chooseCaller } from './callers.ts';
import type { Ledger, RequestAccount } from './ledger.ts';
import type { Random } from './random.ts';
import type { Sender, SendResult } from './sender.ts';
import type { PlannedRequest, Shopper } from './shopper.ts';
import { chooseVisit, type VisitShares } from './visit.ts';

export interface TrafficParts {
  shares: VisitShares & Pick<LoadBoot, 'clients'>;
  slis: readonly SliDefinition[];
  ledger: Ledger;
  shopper: Shopper;
  sender: Sender;
  random: Random;
  /** Of its own, so that who asks does not change what is asked for. */
  callerRandom: Random;
}

/** Sends one user (or crawler) per arrival and tells ledger and shopper what became of it. */
export class UserTraffic {
  readonly #parts: TrafficParts;
  readonly #patienceMs: { browse: number; checkout: number };

  constructor(parts: TrafficParts) {
    this.#parts = parts;
    this.#patienceMs = { browse: patienceFor(parts.slis, 'browse'), checkout: patienceFor(parts.slis, 'checkout') };
  }

  /** `intendedAtMs`: when this user should have arrived, on `performance.now()`'s clock; every latency counts from it. */
  start(intendedAtMs: number): void {
    const { shares, random, shopper, ledger, sender } = this.#parts;
    const visit = chooseVisit(shares, random);
    if (visit.kind === 'bot') {
      sender.send(
        { method: 'GET', path: visit.path, headers: {}, body: null, patienceMs: this.#patienceMs.browse, readBody: false },
        () => {},
      );
      return;
    }
    const plan = asCaller(shopper.plan(visit.step), chooseCaller(shares.clients, this.#parts.callerRandom));
    const account = ledger.open({ step: plan.step, intendedAtMs, valueCents: plan.valueCents, orderId: plan.orderId });
    const isCheckout = plan.step === 'checkout';
    const patienceMs = (isCheckout ? this.#patienceMs.checkout : this.#patienceMs.browse) - (performance.now() - intendedAtMs);
    const hangUp = sender.send({ ...plan, patienceMs: Math.max(1, patienceMs), readBody: isCheckout }, (result) => {
      clearTimeout(leaving);
      this.#end(plan, account, result);
    });
    const leaving = visit.leavesAfterMs === null ? undefined : setTimeout(leave, visit.leavesAfterMs);

    function leave(): void {
      account.abandoned(performance.now());
      hangUp();
    }
  }

  #end(plan: PlannedRequest, account: RequestAccount, result: SendResult): void {
    const nowMs = performance.now();
    if (result.kind === 'broken') {
      account.broken(nowMs);
      plan.ended(0);
      return;
    }
    account.answered(result, nowMs);
    plan.ended(result.status);
    if (plan.step !== 'checkout' || (result.status !== 201 && result.status !== 202)) return;
    const orderId = orderIdOf(result.body);
    if (orderId === '') return;
    this.#parts.shopper.remember(orderId);
    this.#parts.ledger.accept({ orderId, acceptedAtMs: Date.now(), traceId: result.traceId });
  }
}

function asCaller(plan: PlannedRequest, { prefix, headers }: Caller): PlannedRequest {
  return { ...plan, path: `${prefix}${plan.path}`, headers: { ...plan.headers, ...headers } };
}

/** Empty when the shop's answer names no order. */
function orderIdOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('orderId' in parsed)) return '';
    return typeof parsed.orderId === 'string' ? parsed.orderId : '';
  } catch {
    return '';
  }
}
