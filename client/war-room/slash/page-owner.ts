import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { Evidence } from '../../../core/protocol/evidence.ts';
import type { ReadLine } from '../channel-lines.ts';
import { whyElsewhere } from '../split/other-desk.ts';
import { type Completion, type SlashCommand, wrong } from './slash-command.ts';

type Action = DrillView['actions'][number];

const pagingOf = ({ actions }: DrillView): Action | undefined => actions.find(({ control }) => control === 'owner.page');
const offered = 8;

/** The owner of a part of the shop, by the form that also the actions have; `#12` adds what that line of the channel points at. */
export const pageOwner: SlashCommand = {
  name: 'page',
  usage: 'team [#line]',
  words: 'Page the owner of a part of the shop, with evidence',
  needs: 'respond',
  complete(typed, { drill, lines }) {
    const [, team, begun] = /^(\S+)\s+(.*)$/su.exec(typed) ?? [];
    if (team !== undefined && begun !== undefined) return lineCompletions(team, begun, lines);
    return (pagingOf(drill)?.targets ?? [])
      .filter((target) => target.startsWith(typed.trim()))
      .map((target) => ({ insert: target, label: target }));
  },
  read(typed, { drill, lines }) {
    const action = pagingOf(drill);
    if (action === undefined) return wrong(whyElsewhere(drill, 'telemetry') ?? 'Nobody can be paged in this shop.');
    const [team = '', ...named] = typed.trim().split(/\s+/u);
    const target = action.targets.find((each) => each === team.toLowerCase());
    if (team !== '' && target === undefined) return wrong(`Nobody of that name is on call. There are ${action.targets.join(', ')}.`);
    const missing = named.find((name) => evidenceOf(name, lines) === null);
    if (missing !== undefined) return wrong(`${missing.slice(0, 20)} is no line with evidence: say #12, as the list offers it.`);
    const evidence = named.flatMap((name) => evidenceOf(name, lines) ?? []);
    const chosen = { ...(target === undefined ? {} : { target }), ...(evidence.length === 0 ? {} : { evidence }) };
    return { kind: 'open', dialog: { kind: 'action', action, ...chosen } };
  },
};

function evidenceOf(name: string, lines: readonly ReadLine[]): Evidence | null {
  return lines.find(({ index }) => `#${index}` === name)?.evidence ?? null;
}

/** Newest first: what was seen last is what one pages about. */
function lineCompletions(team: string, begun: string, lines: readonly ReadLine[]): Completion[] {
  const words = begun.trim().toLowerCase();
  return lines
    .filter(({ index, text, evidence }) => evidence !== null && (words === '' || `#${index} ${text}`.toLowerCase().includes(words)))
    .slice(-offered)
    .toReversed()
    .map(({ index, from, evidence }) => ({ insert: `${team} #${index}`, label: `#${index}`, hint: `${from}: ${evidence?.label ?? ''}` }));
}
