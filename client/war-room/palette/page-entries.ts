/** Entries of the page around the room: clock, theme, keys, other pages. */
import { isOver } from '../../../core/drill/values.ts';
import { themes } from '../../app/theme.ts';
import type { Doing } from '../doing.ts';
import { isAlone, pauseAct } from '../solo.ts';
import type { Entry, PaletteRoom } from './entry.ts';

/** Of who plays alone, or of a drill that nobody leads: its clock. */
export function clockEntries({ drill, me }: PaletteRoom): Entry[] {
  const { phase, openedBy, players } = drill;
  const alone = isAlone(drill, me) && !isOver(phase);
  const isMember = players.some(({ playerId }) => playerId === me);
  return [
    ...(alone && phase === 'live' ? [clockEntry('pause', 'Pause: the clock stands still', send(pauseAct))] : []),
    ...(phase === 'paused' && openedBy === 'player' && isMember
      ? [clockEntry('resume', 'Go on after the pause', send({ type: 'resume' }))]
      : []),
    ...(alone ? [clockEntry('end', 'End the drill and debrief', { kind: 'dialog', dialog: { kind: 'end' }, needs: 'seat' })] : []),
  ];
}

const send = (command: typeof pauseAct | { type: 'resume' }): Doing => ({ kind: 'send', command, needs: 'seat' });
const clockEntry = (id: string, title: string, doing: Doing): Entry => ({ id: `clock-${id}`, title, group: 'drill', doing });

const themeWords = { system: 'as the system has it', light: 'light', dark: 'dark' } as const;

/** Menus beside the palette show some of them, too. */
export function themeEntries({ theme }: Pick<PaletteRoom, 'theme'>): Entry[] {
  return themes.map((each) => ({
    id: `theme-${each}`,
    title: `Theme: ${themeWords[each]}`,
    group: 'page',
    ...(each === theme ? { note: 'now' } : {}),
    doing: { kind: 'theme', theme: each },
  }));
}

export function linkEntries({ drill }: { drill: Pick<PaletteRoom['drill'], 'drillId' | 'phase' | 'shiftId'> }): Entry[] {
  const { drillId, phase, shiftId } = drill;
  const link = (id: string, title: string, path: string): Entry => ({
    id: `page-${id}`,
    title,
    group: 'page',
    doing: { kind: 'page', path, isNew: id === 'status' },
  });
  return [
    link('wall', 'Wall view, for a big screen', `/drill/${drillId}/wall`),
    link('status', 'Public status page, as the public sees it', `/status/${drillId}`),
    ...(isOver(phase) ? [link('debrief', 'Debrief', `/drill/${drillId}/debrief`)] : []),
    ...(shiftId === undefined ? [] : [link('shift', `Shift ${shiftId}`, `/shift/${shiftId}`)]),
    link('home', 'Start page', '/'),
  ];
}

export function settingEntries({ singleKeys }: Pick<PaletteRoom, 'singleKeys'>): Entry[] {
  const title = singleKeys ? 'Switch off keys without a modifier' : 'Switch on keys without a modifier';
  return [{ id: 'single-keys', title, group: 'page', alias: 'single keys', doing: { kind: 'singleKeys', isOn: !singleKeys } }];
}
