// Every picture of a run: the act that takes it, the page it is of (figures are told by page), and what to see on it. Those with `docs` stand in
// docs/screens.md in this order. An act may take no other, and one that is not taken fails the run.

const quiet = [
  {
    name: 'home',
    page: 'home',
    says: 'The ways in: practise alone (the tutorial first), play with a pod, take a shift, run a game day.',
    docs: true,
  },
  { name: 'home-waiting', page: 'home', says: 'The list of incidents has not come yet.' },
  { name: 'home-phone', page: 'home', says: 'Home on a phone of 390 px.' },
  { name: 'join', page: 'join', says: 'Code, name and seat.', docs: true },
  { name: 'join-refused', page: 'join', says: 'A wrong code says so and keeps what was typed.' },
  { name: 'desk-gate', page: 'desk', says: 'The desk opens with the key of the terminal only.' },
  { name: 'desk-gate-refused', page: 'desk', says: 'A wrong key says so.' },
  { name: 'desk-before', page: 'desk', says: 'Incidents by their titles, the sheet of the chosen one, seed and split desk.', docs: true },
  {
    name: 'capabilities',
    page: 'capabilities',
    says: 'Each practice with the number of drills that train it; which ones is sealed until they were played.',
    docs: true,
  },
  { name: 'capabilities-open', page: 'capabilities', says: 'With the facilitator key every drill is named.' },
  { name: 'status-quiet', page: 'status', says: 'The public page while nothing is reported.' },
  { name: 'status-unread', page: 'status', says: 'The public page when its document cannot be read.' },
  { name: 'shifts', page: 'shift', says: 'Shifts to take, and those that were taken here.', docs: true },
  { name: 'shift-refused', page: 'shift', says: 'A shift that is not there.' },
  { name: 'not-found', page: 'messages', says: 'An address at which there is nothing.' },
  { name: 'page-waiting', page: 'messages', says: 'A page whose chunk is on its way.' },
  { name: 'page-broken', page: 'messages', says: 'A page that broke: nothing is lost.' },
  { name: 'drill-not-running', page: 'messages', says: 'A drill that is over, or never was.' },
  { name: 'debrief-refused', page: 'messages', says: 'A debrief that is not there.' },
];

const pod = [
  {
    name: 'lobby',
    page: 'lobby',
    says: 'Join code, link and QR, seats with their jobs, who is ready, the shop as it is today.',
    docs: true,
  },
  { name: 'lobby-phone', page: 'lobby', says: 'The lobby on a phone.' },
  { name: 'desk-lobby', page: 'desk', says: 'The desk while the pod gathers: code, QR, comm check, Begin.' },
  { name: 'room-before', page: 'war room', says: 'Before anything fires: what is normal is read off the charts.' },
  { name: 'room-board-empty', page: 'war room', says: 'A board without a hypothesis.' },
  { name: 'room-tasks-empty', page: 'war room', says: 'No task yet.' },
  { name: 'room-pod', page: 'war room', says: 'Who is here in which seat, the code for those who come late, and the hand-over of a seat.' },
  { name: 'room-paged', page: 'war room', says: 'The page has come.' },
  { name: 'room-declare', page: 'war room', says: 'Declare: title, severity, why, what users feel.' },
  { name: 'room-severity', page: 'war room', says: 'Another severity, with its reason.' },
  {
    name: 'room-update',
    page: 'war room',
    says: 'A status update in CAN form, its words held against telemetry while it is written.',
    docs: true,
  },
  { name: 'room-summary', page: 'war room', says: 'A summary for the executives.' },
  { name: 'room-world', page: 'war room', says: 'What the public reads at this moment.' },
  { name: 'room-publish', page: 'war room', says: 'The composer of the public status page.', docs: true },
  { name: 'room-decision', page: 'war room', says: 'A decision with its rationale.' },
  { name: 'room-note', page: 'war room', says: 'A note for the record.' },
  { name: 'room-task', page: 'war room', says: 'A task: what, who, and for how long.' },
  { name: 'room-tasks', page: 'war room', says: 'Open tasks with their time boxes.', docs: true },
  { name: 'room-hypothesis', page: 'war room', says: 'A hypothesis with the view that made one think of it.' },
  { name: 'room-board', page: 'war room', says: 'Hypotheses: open, supported, refuted, each with its evidence.' },
  { name: 'room-whys', page: 'war room', says: 'The same hypotheses as chains of why.' },
  { name: 'room-fishbone', page: 'war room', says: 'The same hypotheses as a fishbone, beside the evidence.' },
  { name: 'room-fishbone-large', page: 'war room', says: 'The fishbone drawn large: hypotheses by kind of cause.', docs: true },
  { name: 'room-sort', page: 'war room', says: 'Where a hypothesis belongs.' },
  {
    name: 'room-diagnosis',
    page: 'war room',
    says: 'The diagnosis: component, mechanism, trigger, conditions, and how it spread, drawn on the map.',
    docs: true,
  },
  { name: 'room-diagnosis-lock', page: 'war room', says: 'It is locked once, and asks before.' },
  { name: 'room-diagnosis-locked', page: 'war room', says: 'Locked, and right or wrong for nobody before the debrief.' },
  { name: 'room-palette', page: 'war room', says: 'Everything by name: Ctrl K.', docs: true },
  { name: 'room-find-action', page: 'war room', says: 'An action by its name or its equivalent in the trade.' },
  { name: 'room-keys', page: 'war room', says: 'Every key and every command: the question mark.', docs: true },
  { name: 'room-slash', page: 'war room', says: 'Slash commands, completed while they are typed.', docs: true },
  { name: 'room-menu', page: 'war room', says: 'Actions by what they act upon, each with its cost.' },
  { name: 'room-action', page: 'war room', says: 'An action: target, duration, side effect, and how one would type it.' },
  { name: 'room-confirm', page: 'war room', says: 'What reaches everybody is confirmed by the name of its target.' },
  { name: 'room-page', page: 'war room', says: 'Paging the owner of a part of the shop.' },
  {
    name: 'room',
    page: 'war room',
    says: 'Alerts, live map with golden signals, incident channel, actions, and the stepper of the incident.',
    docs: true,
  },
  { name: 'room-metrics', page: 'war room', says: 'Latency heatmap, and figures told apart by instance and version.' },
  { name: 'room-traces', page: 'war room', says: 'Search for traces.' },
  { name: 'room-trace', page: 'war room', says: 'A slow trace: whose time it is, and the attributes of a span.', docs: true },
  { name: 'room-logs', page: 'war room', says: 'Log lines.' },
  { name: 'room-patterns', page: 'war room', says: 'Log lines by pattern.' },
  { name: 'room-profile', page: 'war room', says: 'A CPU profile of one instance.' },
  { name: 'room-changes', page: 'war room', says: 'Everything that was changed, with its difference.' },
  { name: 'room-tickets', page: 'war room', says: 'Tickets of customers.' },
  { name: 'room-slos', page: 'war room', says: 'Objectives, their budgets and what eats them.' },
  { name: 'room-runbook', page: 'war room', says: 'The runbook of an alert beside the evidence.' },
  { name: 'room-kafka', page: 'war room', says: 'Groups, partitions and lag.' },
  { name: 'room-redis', page: 'war room', says: 'Figures of the cache.' },
  { name: 'room-postgres', page: 'war room', says: 'Sessions, statements, tables.' },
  { name: 'room-architecture', page: 'war room', says: 'The shop’s C4 diagrams.', docs: true },
  { name: 'room-openapi', page: 'war room', says: 'The public API, and one operation of it.' },
  { name: 'room-asyncapi', page: 'war room', says: 'Topics, and what their records are made of.' },
  { name: 'room-decisions', page: 'war room', says: 'The shop’s decision records.' },
  { name: 'room-releases', page: 'war room', says: 'Releases by channel, and the CI matrix of one.', docs: true },
  { name: 'room-papers-refused', page: 'war room', says: 'A paper that cannot be read, and the way to ask again.' },
  { name: 'room-1280', page: 'war room', says: 'The war room at 1280 px.' },
  { name: 'room-1000', page: 'war room', says: 'Below 1100 px the columns become tabs.' },
  { name: 'room-3840', page: 'war room', says: 'The war room at 3840 px.' },
  { name: 'phone-alerts', page: 'phone', says: 'The war room on a phone: acknowledge.', docs: true },
  { name: 'phone-evidence', page: 'phone', says: 'Evidence on a phone.' },
  { name: 'phone-room', page: 'phone', says: 'The channel on a phone: post.' },
  { name: 'wall', page: 'wall', says: 'The big screen of a room, to be read from ten steps away.', docs: true },
  { name: 'status', page: 'status', says: 'What everybody outside reads: components and the incident, in Statuspage’s shape.', docs: true },
  { name: 'desk', page: 'desk', says: 'The facilitator: script, truth on the live map, faults, the pod.', docs: true },
  { name: 'desk-sheet', page: 'desk', says: 'The sheet while it is played.' },
  { name: 'desk-message', page: 'desk', says: 'A message in somebody’s name.' },
  { name: 'desk-fault', page: 'desk', says: 'A fault of the facilitator’s own.' },
  { name: 'desk-pause', page: 'desk', says: 'A pause has its reason.' },
  { name: 'room-paused', page: 'war room', says: 'The clock stands still; talk goes on.' },
  { name: 'room-lost', page: 'war room', says: 'The connection is lost: what was typed is kept.' },
  { name: 'room-resolve', page: 'war room', says: 'Resolve: a summary, and who takes off what is still on.' },
  { name: 'room-ended', page: 'war room', says: 'The drill has ended.' },
  { name: 'desk-after', page: 'desk', says: 'What became of it, whether all was undone, and the next group.' },
];

const record = [
  { name: 'debrief-first', page: 'debrief', says: 'First say what it was; only then the truth is worth reading.' },
  { name: 'debrief', page: 'debrief', says: 'Own diagnosis beside the truth, and the views that prove it.', docs: true },
  { name: 'debrief-exhibit', page: 'debrief', says: 'Evidence that was cited, as it was then.' },
  { name: 'replay', page: 'debrief', says: 'The drill as an axis: charts and timeline follow the cursor.', docs: true },
  { name: 'debrief-actions', page: 'debrief', says: 'What was done, and what it did.' },
  { name: 'debrief-communication', page: 'debrief', says: 'What was said, held against what was measured.' },
  { name: 'debrief-review', page: 'debrief', says: 'Questions for the talk, and the facilitator’s notes.' },
  { name: 'postmortem', page: 'post-mortem', says: 'The drafted post-mortem: every row with its place in the record.', docs: true },
  { name: 'postmortem-writing', page: 'post-mortem', says: 'A question of it being answered.' },
  { name: 'status-after', page: 'status', says: 'The public page after the end.' },
  { name: 'home-after', page: 'home', says: 'Home with one’s own record.' },
];

const split = [
  { name: 'split-lobby', page: 'lobby', says: 'The lobby of a split desk says who will see what.' },
  { name: 'split-operations', page: 'war room', says: 'Operations see telemetry; tickets lie on another desk.' },
  {
    name: 'split-communications',
    page: 'war room',
    says: 'Communications see tickets, messages and vendors’ pages, and no telemetry.',
    docs: true,
  },
  { name: 'split-commander', page: 'war room', says: 'The commander sees people, board and clocks.', docs: true },
  { name: 'room-hint', page: 'war room', says: 'What the next hint costs.' },
  { name: 'split-wall', page: 'wall', says: 'The wall of a split desk shows no telemetry.' },
];

const shift = [
  { name: 'shift-lobby', page: 'lobby', says: 'The lobby of a watch.' },
  { name: 'shift-requests', page: 'war room', says: 'Developers want to ship: change requests below the alerts.' },
  {
    name: 'shift-request',
    page: 'war room',
    says: 'A change request with its CI matrix, its consumers and its difference.',
    docs: true,
  },
  { name: 'shift-conditions', page: 'war room', says: 'Approved with conditions.' },
  { name: 'shift-running', page: 'shift', says: 'A shift while a watch runs.' },
  { name: 'shift-owed', page: 'shift', says: 'Between two watches: first say what it was.' },
  {
    name: 'shift-ledger',
    page: 'shift',
    says: 'The ledger: what each watch took off the error budgets, and the line of the policy.',
    docs: true,
  },
];

const practice = [
  { name: 'practice-room', page: 'war room', says: 'Alone: waiting has a job.' },
  { name: 'practice-paused', page: 'war room', says: 'A learner holds the clock.' },
  { name: 'practice-end', page: 'war room', says: 'Ending it early says what that means.' },
];

const goal = [
  {
    name: 'goal',
    page: 'war room',
    says: 'An optimisation drill: baseline, now, gain, and the load plan to take along.',
    docs: true,
  },
];

const acts = { quiet, pod, record, split, shift, practice, goal };

/** @type {readonly { act: string, name: string, page: string, says: string, docs?: boolean }[]} */
export const pictures = Object.entries(acts).flatMap(([act, list]) => list.map((picture) => ({ act, ...picture })));

export const actNames = Object.keys(acts);
