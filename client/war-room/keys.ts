/** Keys of the war room. Nothing fires while somebody types, nor with a modifier, except the palette's own; those without one can be switched off. */
export type KeyAct =
  | 'help'
  | 'message'
  | 'acknowledge'
  | 'declare'
  | 'update'
  | 'hypothesis'
  | 'resolve'
  | 'hint'
  | 'severity'
  | 'decision'
  | 'note'
  | 'nextLine'
  | 'lineBefore'
  | 'pinLine'
  | 'rewordLine'
  | 'goChannel'
  | 'goBoard'
  | 'goTasks'
  | 'goPod'
  | 'goOffer'
  | 'goWorld'
  | 'palette'
  | 'findAction'
  | 'task'
  | 'diagnosis'
  | 'goMap'
  | 'goMetrics'
  | 'goTraces'
  | 'goLogs'
  | 'goProfiles'
  | 'goChanges'
  | 'goTickets'
  | 'goSlos'
  | 'goKafka'
  | 'goCache'
  | 'goPostgres'
  | 'goPapers';

export type KeyGroup = 'find' | 'incident' | 'channel' | 'go';

export interface KeyHelp {
  keys: string;
  act: KeyAct;
  group: KeyGroup;
  words: string;
}

/** Every key of the room itself; those of a chart, a trace or a line work while that is in focus (`key-map.ts`). */
export const keyHelp: readonly KeyHelp[] = [
  { keys: '?', act: 'help', group: 'find', words: 'This list' },
  { keys: 'Ctrl K', act: 'palette', group: 'find', words: 'Everything by name (⌘K on a Mac)' },
  { keys: '.', act: 'findAction', group: 'find', words: 'Find an action' },
  { keys: 'a', act: 'acknowledge', group: 'incident', words: 'Acknowledge the first page' },
  { keys: 'd', act: 'declare', group: 'incident', words: 'Declare the incident' },
  { keys: 'v', act: 'severity', group: 'incident', words: 'Change the severity' },
  { keys: 's', act: 'update', group: 'incident', words: 'Write a status update' },
  { keys: 'y', act: 'hypothesis', group: 'incident', words: 'Add a hypothesis' },
  { keys: 't', act: 'task', group: 'incident', words: 'Add a task' },
  { keys: 'w', act: 'diagnosis', group: 'incident', words: 'Write down what it was: the diagnosis' },
  { keys: 'c', act: 'decision', group: 'incident', words: 'Record a decision' },
  { keys: 'r', act: 'resolve', group: 'incident', words: 'Resolve' },
  { keys: 'h', act: 'hint', group: 'incident', words: 'See what the next hint costs' },
  { keys: 'o', act: 'goOffer', group: 'incident', words: 'To the answer, when somebody offers you a seat' },
  { keys: '/', act: 'message', group: 'channel', words: 'Write a message, or a command' },
  { keys: 'n', act: 'note', group: 'channel', words: 'Write a note for the record' },
  { keys: 'j', act: 'nextLine', group: 'channel', words: 'To the next line' },
  { keys: 'k', act: 'lineBefore', group: 'channel', words: 'To the line before' },
  { keys: 'p', act: 'pinLine', group: 'channel', words: 'Pin the line in focus, or take the pin off' },
  { keys: 'e', act: 'rewordLine', group: 'channel', words: 'Put your own line in focus into other words' },
  { keys: 'g n', act: 'goChannel', group: 'go', words: 'Go to the channel' },
  { keys: 'g b', act: 'goBoard', group: 'go', words: 'Go to the board' },
  { keys: 'g a', act: 'goTasks', group: 'go', words: 'Go to the tasks: who does what, until when' },
  { keys: 'g w', act: 'goPod', group: 'go', words: 'Go to the pod: who is here, seats, hand-over, join code' },
  { keys: 'g u', act: 'goWorld', group: 'go', words: 'Go to the world: the public page, the executives' },
  { keys: 'g m', act: 'goMap', group: 'go', words: 'Go to the map' },
  { keys: 'g h', act: 'goMetrics', group: 'go', words: 'Go to the metrics: latency heatmap, by instance and version' },
  { keys: 'g t', act: 'goTraces', group: 'go', words: 'Go to the traces' },
  { keys: 'g l', act: 'goLogs', group: 'go', words: 'Go to the logs' },
  { keys: 'g p', act: 'goProfiles', group: 'go', words: 'Go to the profiles' },
  { keys: 'g c', act: 'goChanges', group: 'go', words: 'Go to the changes' },
  { keys: 'g i', act: 'goTickets', group: 'go', words: 'Go to the tickets' },
  { keys: 'g s', act: 'goSlos', group: 'go', words: 'Go to the SLOs' },
  { keys: 'g k', act: 'goKafka', group: 'go', words: 'Go to Kafka' },
  { keys: 'g e', act: 'goCache', group: 'go', words: 'Go to Redis' },
  { keys: 'g d', act: 'goPostgres', group: 'go', words: 'Go to Postgres, the database' },
  { keys: 'g o', act: 'goPapers', group: 'go', words: 'Go to the papers: architecture, APIs, decisions, releases' },
];

export interface Press {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  /** Focus is in a field, or a dialog is open. */
  typing: boolean;
  /** Keys without a modifier are switched on. */
  singleKeys: boolean;
  /** The key is held down, and comes again by itself. */
  isHeld: boolean;
}

/** May be held down: each time is a step. */
const walks: readonly KeyAct[] = ['nextLine', 'lineBefore'];

/** The act of this press after `before`, the key pressed just before it; `pending` asks to wait for the next key. */
export function actOf(press: Press, before: string): KeyAct | 'pending' | null {
  const { key, typing, singleKeys, isHeld } = press;
  if (asksForPalette(press)) return 'palette';
  if (typing || !singleKeys || hasModifier(press)) return null;
  const sequence = before === 'g' ? `g ${key}` : key;
  const found = keyHelp.find(({ keys }) => keys === sequence);
  if (found) return !isHeld || walks.includes(found.act) ? found.act : null;
  return key === 'g' ? 'pending' : null;
}

const hasModifier = ({ ctrl, meta, alt }: Press): boolean => ctrl || meta || alt;
const asksForPalette = ({ key, ctrl, meta, alt }: Press): boolean => (ctrl || meta) && !alt && key.toLowerCase() === 'k';

export interface PaletteItem {
  id: string;
  title: string;
  group: string;
  /** More words by which it is found, and what is read below its title. */
  detail?: string;
  /** More words by which it is found, not read: how those call it who type it. */
  alias?: string;
}

/** Items that hold every word of what was typed: titles that begin with it first, then titles that hold it, then what only tells of it. */
export function matching<T extends PaletteItem>(items: readonly T[], typed: string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const rank = ({ title, group }: T): number => {
    if (words[0] !== undefined && title.toLowerCase().startsWith(words[0])) return 0;
    if (holds(title)) return 1;
    return holds(`${title} ${group}`) ? 2 : 3;
  };
  return items
    .filter(({ title, group, detail = '', alias = '' }) => holds(`${title} ${group} ${detail} ${alias}`))
    .map((item) => ({ item, place: rank(item) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
