/** What is asked before a control is used: by its form, and of the engines. Nothing of it changes the drill. */
import { liveKindOf, previewOf } from '../../core/drill/rules/actions.ts';
import type { AlertCard, DrillState } from '../../core/drill/state.ts';
import type { ProfileWish } from '../../core/profile/taken.ts';
import type { ActionPreview, ChoicesQuery, PreviewRequest } from '../../core/protocol/actions.ts';
import { type Ack, refusal } from '../../core/protocol/errors.ts';
import type { PanelQuery } from '../../core/protocol/panels.ts';
import type { SloDetail } from '../../core/protocol/slos.ts';
import type { LiveChoice } from '../../core/sandbox/live.ts';
import type { SloPlan } from '../../core/scenario/plan.ts';
import { explainSlo } from '../../core/slo/explain.ts';
import type { Choosing } from './live-choices.ts';
import type { LiveDrill } from './live-drill.ts';
import type { Looking } from './panel-desk.ts';
import type { Begun, ProfileDesk } from './profile-desk.ts';

type Previewed = { ok: true; preview: ActionPreview } | Extract<Ack, { ok: false }>;

export interface Preparation {
  /** As long as the drill goes on. */
  preview(use: PreviewRequest): Previewed;
  /** While it is live: before and after, and while it is paused, nothing can be used. */
  choices(asked: ChoicesQuery): Promise<Choosing>;
  /** From the baseline on until its end: the sandbox is another's before, and gone after. */
  look(query: PanelQuery): Promise<Looking>;
  /** From the baseline on until its end. */
  takeProfile(wish: ProfileWish, by: string): Begun;
  /** Every objective, as telemetry sees it. */
  slos(): SloDetail[];
  /** What the pod told the public, also after the end. */
  publicPage(): { page: DrillState['page']; slos: readonly SloPlan[] };
  /** What was taken, also after the end. */
  profiles: Pick<ProfileDesk, 'list' | 'done'>;
}

export function preparationOf(drill: LiveDrill): Preparation {
  return {
    preview(use) {
      if (drill.isOver) return refusal('wrong_phase');
      const preview = previewOf(drill.state, use);
      return preview ? { ok: true, preview } : refusal('unknown_control', `${use.control} on ${use.target}`);
    },
    async choices(asked) {
      const { control, target, parameter } = asked;
      const { plan, phase, alerts } = drill.state;
      if (phase !== 'live') return refusal('wrong_phase');
      const offered = plan.controls.some((each) => each.control === control && each.targets.includes(target));
      if (!offered) return refusal('unknown_control', `${control} on ${target}`);
      const kind = liveKindOf(plan, asked);
      if (kind === null) return refusal('bad_parameter', `"${parameter}" of ${control} is not chosen from what the system shows`);
      if (kind === 'alerts') return { ok: true, choices: alertChoices(alerts) };
      const answer = await drill.choices.of({ kind, target });
      // It may have ended or been paused while the engine was asked: then nothing can be used, whatever there was to choose from.
      return drill.state.phase === 'live' ? answer : refusal('wrong_phase');
    },
    async look(query) {
      return drill.isOver || drill.state.phase === 'lobby' ? refusal('wrong_phase') : drill.panels.look(query);
    },
    takeProfile(wish, by) {
      const { isOver, state, gameMs } = drill;
      return isOver || state.phase === 'lobby' ? refusal('wrong_phase') : drill.profiles.begin(wish, { by, atMs: gameMs });
    },
    slos: () => drill.plan.slos.map((slo) => explainSlo(slo, drill.state.history)),
    publicPage: () => ({ page: drill.state.page, slos: drill.plan.slos }),
    profiles: drill.profiles,
  };
}

/** The newest of each name; what is over last, since it may come back. */
function alertChoices(alerts: readonly AlertCard[]): LiveChoice[] {
  const newest = [...new Map(alerts.map((card) => [card.alert, card])).values()];
  return newest
    .toSorted((a, b) => Number(a.state === 'resolved') - Number(b.state === 'resolved') || a.alert.localeCompare(b.alert))
    .map(({ alert, state, severity, burnRate }) => ({
      value: alert,
      label: alert,
      facts: [
        { name: 'state', value: state },
        { name: 'severity', value: severity },
        ...(burnRate === null ? [] : [{ name: 'burn', value: `${burnRate.toFixed(1)}×` }]),
      ],
    }));
}
