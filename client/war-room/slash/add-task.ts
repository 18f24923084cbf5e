import { newTask, ownersOf } from '../tasks/task-words.ts';
import { type Completion, type SlashCommand, type SlashContext, type SlashOutcome, wrong } from './slash-command.ts';

type Player = SlashContext['drill']['players'][number];

/** Said of a task: for whom, for how long, what; null where it was not said. */
interface Said {
  owner: Player | null;
  minutes: number | null;
  text: string;
}

const longestText = 300;
const mostMinutes = 120;
/** Offered after a name. */
const usualMinutes = [2, 5, 10];

/** `/task @Bo 5m which statement holds the lock` gives it out; of what is missing the form asks, with what was said filled in. */
export const addTask: SlashCommand = {
  name: 'task',
  usage: '[@name] [5m] what is to be done',
  words: 'Give out a task, with an owner and a time box',
  needs: 'talk',
  complete: (typed, context) => (typed.startsWith('@') ? completions(typed, context) : []),
  read(typed, { drill }) {
    const said = saidIn(typed.trim(), drill.players);
    if (said === null) return wrong(`Nobody here has a name like ${typed.trim().split(/\s/u)[0]?.slice(0, 60)}.`);
    const { owner, minutes } = said;
    if (owner?.role === 'observer') return wrong(`${owner.name} watches, and takes no task.`);
    if (minutes !== null && (minutes < 1 || minutes > mostMinutes)) return wrong(`A time box has 1 to ${mostMinutes} minutes.`);
    return outcomeOf(said);
  },
};

function outcomeOf({ owner, minutes, text }: Said): SlashOutcome {
  if (owner !== null && minutes !== null && text !== '' && text.length <= longestText)
    return { kind: 'act', command: { type: 'addTask', text, ownerPlayerId: owner.playerId, timeBoxMinutes: minutes } };
  const fields = { text: text.slice(0, longestText), owner: owner?.playerId ?? '', minutes: minutes ?? '' };
  const typed = Object.entries(fields).flatMap(([field, value]) => (value === '' ? [] : [[`${newTask}${field}`, value] as const]));
  return { kind: 'open', dialog: { kind: 'task' }, typed: Object.fromEntries(typed) };
}

/** Null when it begins with a name that nobody has. */
function saidIn(typed: string, players: readonly Player[]): Said | null {
  const owner = typed.startsWith('@') ? namedFirst(typed.slice(1), players) : null;
  if (owner === null && typed.startsWith('@')) return null;
  const rest = owner === null ? typed : typed.slice(1 + owner.name.length).trim();
  const timed = /^(\d{1,3})m(?:in)?(?:\s+(.*))?$/isu.exec(rest);
  return timed ? { owner, minutes: Number(timed[1]), text: timed[2]?.trim() ?? '' } : { owner, minutes: null, text: rest };
}

/** Names have blanks: the longest one that the words begin with. */
function namedFirst(words: string, players: readonly Player[]): Player | null {
  const isNamed = ({ name }: Player): boolean =>
    words.slice(0, name.length).toLowerCase() === name.toLowerCase() && /^(\s|$)/u.test(words.slice(name.length));
  return players.filter(isNamed).toSorted((a, b) => b.name.length - a.name.length)[0] ?? null;
}

function completions(typed: string, { drill }: SlashContext): Completion[] {
  const owner = namedFirst(typed.slice(1), drill.players);
  if (owner !== null && /^\s+$/u.test(typed.slice(1 + owner.name.length)))
    return usualMinutes.map((minutes) => ({ insert: `@${owner.name} ${minutes}m `, label: `${minutes}m`, hint: `for ${owner.name}` }));
  const begun = typed.slice(1).toLowerCase();
  const owners = new Set(ownersOf(drill).map(({ id }) => id));
  return drill.players
    .filter(({ playerId, name }) => owners.has(playerId) && name.toLowerCase().startsWith(begun))
    .map(({ name, role }) => ({ insert: `@${name} `, label: `@${name}`, hint: role ?? 'no seat' }));
}
