/** One text against the figures of its moment. The writer's own check uses telemetry; the debrief uses what users felt. */
import type { Audience, WordingRule } from '../protocol/communication.ts';
import { claimIn, insideNamesIn, type ShareClaim, sharesIn } from './wording.ts';

export interface Said {
  audience: Audience;
  text: string;
  /** It is said by more than words: a resolve, or the page set to resolved. */
  saysResolved: boolean;
}

/** Share of bad events of one component. */
export interface MeasuredShare {
  component: string;
  name: string;
  /** The worst of its objectives over the newest seconds; null without events. */
  now: number | null;
  /** Every figure that somebody could have read in good faith: each objective, over shorter and longer windows. */
  readings: readonly number[];
}

export interface WordingProblem {
  rule: WordingRule;
  said: string;
  /** What is so, in words with figures. */
  measured: string;
}

interface Surroundings {
  /** Null where nothing is known: the desk of telemetry is another's. */
  measured: readonly MeasuredShare[] | null;
  links: Parameters<typeof insideNamesIn>[1];
}

/** Above this share of bad events users of a component suffer. */
export const feltShare = 0.05;
/** Below this share "everybody" and "outage" are not so. */
const nearlyAll = 0.9;
const mostFactor = 2;
/** Below this a share is small, however it is put. */
const smallShare = 0.01;

export function checkWording(said: Said, { measured, links }: Surroundings): WordingProblem[] {
  const inside = said.audience === 'public' ? insideNamesIn(said.text, links) : [];
  const named: WordingProblem[] =
    inside.length === 0
      ? []
      : [{ rule: 'named_inside', said: inside.join(', '), measured: 'Only those inside know this name; say what users feel.' }];
  return measured === null ? named : [...named, ...problemsOf(said, measured)];
}

function problemsOf(said: Said, measured: readonly MeasuredShare[]): WordingProblem[] {
  const suffering = measured.filter(({ now }) => now !== null && now > feltShare);
  const worst = Math.max(0, ...measured.flatMap(({ now, readings }) => [now ?? 0, ...readings]));
  const { text } = said;
  const problem = (rule: WordingRule, quote: string | null): WordingProblem[] =>
    quote === null ? [] : [{ rule, said: quote, measured: figuresOf(rule === 'said_everybody' ? measured : suffering) }];
  const resolved = claimIn(text, 'resolved') ?? (said.saysResolved ? text : null);
  return [
    ...(suffering.length > 0 ? problem('said_resolved', resolved) : []),
    ...(suffering.length > 0 ? problem('said_no_impact', claimIn(text, 'noImpact')) : []),
    ...(worst < nearlyAll ? problem('said_everybody', claimIn(text, 'everybody')) : []),
    ...sharesIn(text).flatMap((claim) => offBy(claim, measured)),
  ];
}

/** A number is off when nothing that could be read comes near it. */
function offBy(claim: ShareClaim, measured: readonly MeasuredShare[]): WordingProblem[] {
  const meant = measured.filter(({ component }) => claim.components.length === 0 || claim.components.includes(component));
  const readings = meant.flatMap(({ now, readings: others }) => [...(now === null ? [] : [now]), ...others]);
  const claimed = claim.of === 'failing' ? [claim.share] : claim.of === 'served' ? [1 - claim.share] : [claim.share, 1 - claim.share];
  const isNear = claimed.some((share) => readings.some((reading) => areNear(share, reading)));
  return readings.length === 0 || isNear ? [] : [{ rule: 'number_off', said: claim.quote, measured: figuresOf(meant) }];
}

function areNear(claimed: number, reading: number): boolean {
  const [low, high] = [Math.min(claimed, reading), Math.max(claimed, reading)];
  return high <= smallShare || high <= low * mostFactor;
}

function figuresOf(measured: readonly MeasuredShare[]): string {
  return measured.map(({ name, now }) => `${name}: ${now === null ? 'no events' : `${percentOf(now)} bad`}`).join('; ');
}

export function percentOf(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
