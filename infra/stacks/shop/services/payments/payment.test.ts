import { describe, expect, it } from 'vitest';
import { capturedEvent, decodeDeferred, nextStep, type Payment, retryPauseMs } from './payment.ts';

const request = { orderId: 'ord-1', cents: 990, currency: 'EUR' };

describe('nextStep', () => {
  it('charges what is asked for or owed and not decided', () => {
    expect(nextStep({ ...request, state: 'ASKED' }, request)).toBe('charge');
    expect(nextStep({ ...request, state: 'DEFERRED' }, request)).toBe('charge');
  });

  it('repeats what was decided', () => {
    const captured: Payment = { ...request, state: 'CAPTURED', pspRef: 'ch_1' };
    expect(nextStep(captured, request)).toEqual(captured);
    expect(nextStep({ ...request, state: 'DECLINED' }, request)).toMatchObject({ state: 'DECLINED' });
  });

  it('refuses another amount or currency for the same order', () => {
    const known: Payment = { ...request, state: 'CAPTURED', pspRef: 'ch_1' };
    expect(nextStep(known, { ...request, cents: 1 })).toBe('mismatch');
    expect(nextStep(known, { ...request, currency: 'USD' })).toBe('mismatch');
  });
});

describe('retryPauseMs', () => {
  it('doubles from 2 s to at most 30 s', () => {
    expect([1, 2, 3, 4, 5, 20].map(retryPauseMs)).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});

describe('records', () => {
  it('reads payments.deferred and ignores fields it does not know', () => {
    expect(decodeDeferred(JSON.stringify({ ...request, deferredAt: 'x', more: 1 }))).toEqual(request);
  });

  it('says what is wrong with a record it cannot read', () => {
    expect(() => decodeDeferred('{')).toThrow(SyntaxError);
    expect(() => decodeDeferred('{}')).toThrow('orderId');
    expect(() => decodeDeferred(JSON.stringify({ ...request, cents: 9.9 }))).toThrow('cents');
    expect(() => decodeDeferred(JSON.stringify({ ...request, currency: 3 }))).toThrow('currency');
  });

  it('writes payments.captured with the reference of the provider', () => {
    expect(JSON.parse(capturedEvent(request, 'ch_1'))).toEqual({ ...request, pspRef: 'ch_1' });
  });
});
