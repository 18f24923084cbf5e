/** What can be done in the room, as data: keys, palette and menus name it, and `use-doing.ts` does it. */
import type { Evidence } from '../../core/protocol/evidence.ts';
import type { Theme } from '../app/theme.ts';
import type { Selection } from '../state/selection.ts';
import type { SendableCommand } from '../state/socket.ts';
import type { RoomTab } from './channel/channel-place.ts';
import type { OpenDialog } from './dialogs.ts';
import type { KeyAct } from './keys.ts';
import type { ActKind } from './may-act.ts';

/** When it can be done; `look`: always, it changes nothing; `telemetry`: where what production shows lies on this desk. */
type Needs = ActKind | 'look' | 'telemetry';

export type Doing =
  | { kind: 'dialog'; dialog: OpenDialog; needs: Needs }
  | { kind: 'send'; command: SendableCommand; needs: ActKind }
  | { kind: 'acknowledge' }
  /** A view of what production shows. */
  | { kind: 'view'; change: Partial<Selection> }
  | { kind: 'evidence'; evidence: Evidence }
  | { kind: 'room'; tab: RoomTab }
  /** To the answer, when somebody offers a seat. */
  | { kind: 'offer' }
  | { kind: 'line'; index: number }
  /** With the line of the channel that is in focus. */
  | { kind: 'inLine'; does: 'next' | 'before' | 'pin' | 'reword' }
  /** Begins a message, or a slash command where one is named. */
  | { kind: 'write'; command: string | null }
  | { kind: 'theme'; theme: Theme }
  | { kind: 'singleKeys'; isOn: boolean }
  | { kind: 'page'; path: string; isNew: boolean };

const form = (kind: Exclude<OpenDialog['kind'], 'place' | 'request' | 'palette' | 'action'>, needs: Needs): Doing => ({
  kind: 'dialog',
  dialog: { kind },
  needs,
});
const view = (tab: Selection['tab']): Doing => ({ kind: 'view', change: { tab, entry: null } });

/** What each key does. */
export const doingOf: Readonly<Record<KeyAct, Doing>> = {
  help: form('help', 'look'),
  palette: { kind: 'dialog', dialog: { kind: 'palette', only: 'everything' }, needs: 'look' },
  findAction: { kind: 'dialog', dialog: { kind: 'palette', only: 'actions' }, needs: 'telemetry' },
  acknowledge: { kind: 'acknowledge' },
  declare: form('declare', 'respond'),
  severity: form('severity', 'respond'),
  update: form('update', 'respond'),
  hypothesis: form('hypothesis', 'talk'),
  task: form('task', 'talk'),
  diagnosis: form('diagnosis', 'look'),
  decision: form('decision', 'talk'),
  resolve: form('resolve', 'respond'),
  hint: form('hint', 'respond'),
  message: { kind: 'write', command: null },
  note: form('note', 'talk'),
  nextLine: { kind: 'inLine', does: 'next' },
  lineBefore: { kind: 'inLine', does: 'before' },
  pinLine: { kind: 'inLine', does: 'pin' },
  rewordLine: { kind: 'inLine', does: 'reword' },
  goChannel: { kind: 'room', tab: 'channel' },
  goBoard: { kind: 'room', tab: 'board' },
  goTasks: { kind: 'room', tab: 'tasks' },
  goPod: { kind: 'room', tab: 'pod' },
  goWorld: { kind: 'room', tab: 'world' },
  goOffer: { kind: 'offer' },
  goMap: view('map'),
  goMetrics: view('metrics'),
  goTraces: view('traces'),
  goLogs: view('logs'),
  goProfiles: view('profiles'),
  goChanges: view('changes'),
  goTickets: view('tickets'),
  goSlos: view('slos'),
  goKafka: view('kafka'),
  goCache: view('cache'),
  goPostgres: view('postgres'),
  goPapers: view('papers'),
};
