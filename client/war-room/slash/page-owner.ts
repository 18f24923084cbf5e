import type { DrillView } from '../../../core/protocol/drill-view.ts';
import { type SlashCommand, wrong } from './slash-command.ts';

type Action = DrillView['actions'][number];

const pagingOf = ({ actions }: DrillView): Action | undefined => actions.find(({ control }) => control === 'owner.page');

/** The owner of a part of the shop, by the form that also the actions have. */
export const pageOwner: SlashCommand = {
  name: 'page',
  usage: 'team',
  words: 'Page the owner of a part of the shop',
  needs: 'respond',
  complete: (typed, { drill }) =>
    (pagingOf(drill)?.targets ?? [])
      .filter((target) => target.startsWith(typed.trim()))
      .map((target) => ({ insert: target, label: target })),
  read(typed, { drill }) {
    const action = pagingOf(drill);
    if (action === undefined) return wrong('Nobody can be paged in this shop.');
    const team = typed.trim().toLowerCase();
    const target = action.targets.find((each) => each.toLowerCase() === team);
    if (team !== '' && target === undefined) return wrong(`Nobody of that name is on call. There are ${action.targets.join(', ')}.`);
    return { kind: 'open', dialog: { kind: 'action', action, ...(target === undefined ? {} : { target }) } };
  },
};
