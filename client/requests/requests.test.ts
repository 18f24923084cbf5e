import { describe, expect, it } from 'vitest';
import type { RequestView } from '../../core/protocol/requests.ts';
import {
  answerOf,
  conditionsFor,
  effectOf,
  emptyForm,
  gateWords,
  gradeTone,
  isGateTold,
  isHeldUp,
  isReason,
  offeredConditions,
  problemOfForm,
  requestsInOrder,
} from './request-words.ts';

const release: RequestView['ships'] = { kind: 'release', service: 'orders', version: '3.9.0', canaryShare: 0.2 };
const request = (more: Partial<RequestView> = {}): RequestView => ({
  ...{ requestId: 'request-1', atMs: 10_000, from: 'Release manager', owner: 'checkout', title: 'Names', summary: 'Soon', ships: release },
  ...{ shipsWords: 'orders 3.9.0 on a canary with 20 % of calls', wantedByMs: null, state: 'open', waitsFor: null, decision: null },
  ...more,
});
const room = {
  actions: [
    {
      ...{
        control: 'canary.promote',
        title: '',
        targets: ['orders'],
        parameters: [],
        durationMs: 0,
        warmUp: '',
        sideEffect: '',
        equivalent: '',
        takesEvidence: false,
      },
    },
  ],
};

describe('change requests in the war room', () => {
  it('what wants an answer stands first, then the newest', () => {
    const list = [
      request({ requestId: 'a', state: 'held', atMs: 30 }),
      request({ requestId: 'b', atMs: 10 }),
      request({ requestId: 'c', atMs: 20 }),
    ];
    expect(requestsInOrder(list).map(({ requestId }) => requestId)).toEqual(['c', 'b', 'a']);
  });

  it('only conditions that can be kept are offered', () => {
    expect(offeredConditions(request(), room)).toEqual(['canaryShare', 'afterIncident']);
    expect(offeredConditions(request({ ships: { ...release, service: 'gateway' } }), room)).toEqual(['afterIncident']);
    expect(offeredConditions(request({ ships: { kind: 'flag', flag: 'x', variant: 'on' } }), room)).toEqual(['afterIncident', 'flagOffBy']);
  });

  it('what was not ticked is not sent, and an approval has none but its exception', () => {
    const form = { ...emptyForm, isCanary: true, canaryPercent: 5, day: '2027-01-31', reason: ' because of the audit ' };
    const share = { kind: 'canaryShare', atMost: 0.05 };
    const exception = { kind: 'exception', reason: 'because of the audit' };
    expect(conditionsFor(form, { verdict: 'conditions', needsException: true })).toEqual([share, exception]);
    expect(conditionsFor(form, { verdict: 'conditions', needsException: false })).toEqual([share]);
    expect(conditionsFor(form, { verdict: 'approve', needsException: true })).toEqual([exception]);
    expect(conditionsFor(form, { verdict: 'hold', needsException: true })).toEqual([]);
  });

  it('the form says what is missing', () => {
    const problem = (form: Partial<typeof emptyForm>, verdict: 'approve' | 'hold' | 'conditions', needsException = false) =>
      problemOfForm({ ...emptyForm, ...form }, { verdict, needsException });
    expect(problem({}, 'hold', true)).toBeNull();
    expect(problem({}, 'conditions')).toMatch(/at least one/);
    expect(problem({ isFlagOff: true, day: 'soon' }, 'conditions')).toMatch(/2027-01-31/);
    expect(problem({ isAfter: true }, 'conditions')).toBeNull();
    expect(problem({}, 'approve', true)).toMatch(/budget/);
    expect(problem({ reason: 'the audit is today' }, 'approve', true)).toBeNull();
  });

  it('before it is pressed a button says what will be deployed', () => {
    expect(effectOf(request(), emptyForm, 'hold')).toMatch(/Nothing is deployed/);
    expect(effectOf(request(), emptyForm, 'approve')).toBe('Really deployed at once: orders 3.9.0 on a canary with 20 % of calls.');
    const form = { ...emptyForm, isAfter: true, isCanary: true, canaryPercent: 5 };
    expect(effectOf(request(), form, 'conditions')).toBe(
      'Really deployed with your resolve: orders 3.9.0 on a canary with at most 5 % of calls.',
    );
    expect(effectOf(request(), form, 'approve')).toMatch(/at once/);
    // A smaller one was asked for already.
    expect(effectOf(request(), { ...form, canaryPercent: 50 }, 'conditions')).toMatch(/with 20 % of calls/);
  });

  it('the debrief says who answered what, and that nobody’s answer is a hold', () => {
    expect(answerOf({ verdict: null, by: null, conditions: [] })).toBe('nobody decided: held');
    expect(answerOf({ verdict: 'conditions', by: 'Ana', conditions: ['after the incident'] })).toBe('approved by Ana, after the incident');
    expect([null, 1, 0.5, 0].map(gradeTone)).toEqual(['unknown', 'ok', 'warning', 'critical']);
  });

  it('CQ16 the gate is told below the line, with whose it is to lift it; afterwards who did, when and why', () => {
    const below = [{ slo: 'checkout-availability', displayName: 'Checkouts work', budgetLeft: 0.12 }];
    const gate = { line: 0.25, below, exceptions: [] };
    const exceptions = [{ atMs: 65_000, by: 'Ana', reason: 'The auditors are in the house' }];
    expect([isHeldUp({ releaseGate: gate }), isGateTold({ releaseGate: gate })]).toEqual([true, true]);
    expect(gateWords(gate, null)).toBe('Below 25 %: nothing is promoted.');
    expect(gateWords(gate, 'Ask Ana (commander).')).toBe('Below 25 %: Ask Ana (commander).');
    const lifted = { ...gate, exceptions };
    expect([isHeldUp({ releaseGate: lifted }), isGateTold({ releaseGate: lifted })]).toEqual([false, true]);
    expect(gateWords(lifted, null)).toBe('Exception by Ana at 01:05: The auditors are in the house');
    expect(isGateTold({ releaseGate: { ...gate, below: [] } })).toBe(false);
  });

  it('CQ16 a reason has 10 to 500 characters, without the blanks around it', () => {
    expect(['too short', '  too short   ', 'long enough', 'x'.repeat(500), 'x'.repeat(501)].map(isReason)).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});
