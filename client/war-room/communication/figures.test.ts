import { expect, test } from 'vitest';
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { deskWords } from '../split/other-desk.ts';
import { figureSentences, measuredOf } from './figures.ts';
import { joined } from './join-text.ts';

type Seen = Pick<DrillView, 'page' | 'slos' | 'sees'>;

const slo = (name: string, burnRate: number): DrillView['slos'][number] => ({
  slo: name,
  displayName: name,
  objective: 0.99,
  goodShare: 0.99,
  budgetLeft: 1,
  burnRate,
});
const seen = (sees: Seen['sees'], checkoutBurn: number): Seen => ({
  sees,
  slos: [slo('browse-latency', 0.2), slo('checkout-availability', checkoutBurn), slo('checkout-latency', 1)],
  page: {
    components: [
      { id: 'browse', name: 'Browsing', status: 'operational', slos: ['browse-latency'] },
      { id: 'checkout', name: 'Checkout', status: 'operational', slos: ['checkout-availability', 'checkout-latency'] },
      { id: 'delivery', name: 'Delivery', status: 'operational', slos: ['order-freshness'] },
    ],
    incident: null,
    publishedAtMs: null,
    nextNoteDueMs: null,
  },
});

test('[UP3] a draft is offered the share that telemetry shows of what users suffer with, and nothing else', () => {
  const measured = measuredOf(seen({ telemetry: true, voices: true }, 38)) ?? [];
  expect(measured.map(({ component, now }) => [component, now?.toFixed(3) ?? null])).toEqual([
    ['browse', '0.002'],
    ['checkout', '0.380'],
    ['delivery', null],
  ]);
  expect(figureSentences(measured)).toEqual(['Checkout: 38 % bad in the last minute.']);
  expect(figureSentences(measuredOf(seen({ telemetry: true, voices: true }, 1)) ?? [])).toEqual([]);
});

test('[UP3] whose desk has no telemetry is offered no figure', () => {
  expect(measuredOf(seen({ telemetry: false, voices: true }, 38))).toBeNull();
});

test('[UP3] what is inserted comes after what was typed', () => {
  expect([joined('', 'A.'), joined('B. ', 'A.')]).toEqual(['A.', 'B. A.']);
});

test('[SD16] an empty place names who has it before them, or that nobody does', () => {
  const player = (name: string, role: DrillView['players'][number]['role']): DrillView['players'][number] => ({
    playerId: name,
    name,
    role,
    ready: true,
    joinedAtMs: 0,
  });
  const words = deskWords({ players: [player('Ana', 'operations'), player('Bo', 'operations'), player('Cy', 'commander')] }, 'telemetry');
  expect(words).toEqual({
    title: 'Telemetry and actions are on the desk of operations.',
    hint: 'Ask Ana or Bo what they see, and tell them what you need.',
  });
  expect(deskWords({ players: [] }, 'voices').hint).toContain('Nobody sits there yet');
});
