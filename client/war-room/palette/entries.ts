/** Everything of the room by name. What has a key stands first, the channel last. */
import { clock } from '../../format.ts';
import type { ReadLine } from '../channel-lines.ts';
import type { Entry, PaletteRoom } from './entry.ts';
import { offerEntries } from './offer-entries.ts';
import { clockEntries, linkEntries, settingEntries, themeEntries } from './page-entries.ts';
import { boardEntries, commandEntries, incidentEntries, keyEntries, peopleEntries } from './room-entries.ts';
import { actionEntries, alertEntries, componentEntries, eventEntries, ticketEntries } from './shop-entries.ts';

export function entriesOf(room: PaletteRoom): Entry[] {
  return [
    ...offerEntries(room),
    ...keyEntries(room),
    ...incidentEntries(room),
    ...clockEntries(room),
    ...peopleEntries(room),
    ...(room.drill.sees.telemetry ? telemetryEntries(room) : []),
    ...ticketEntries(room),
    ...commandEntries(),
    ...boardEntries(room),
    ...themeEntries(room),
    ...linkEntries(room),
    ...settingEntries(room),
    ...lineEntries(room.lines),
  ];
}

/** Where it lies on another desk, the palette does not lead there. */
function telemetryEntries(room: PaletteRoom): Entry[] {
  return [...actionEntries(room.drill), ...alertEntries(room), ...componentEntries(room), ...eventEntries(room)];
}

const foundLines = 200;

function lineEntries(lines: readonly ReadLine[]): Entry[] {
  return lines
    .filter(({ masked }) => !masked)
    .slice(-foundLines)
    .toReversed()
    .map(({ index, from, text, atMs }) => ({
      id: `line-${index}`,
      title: `${from}: ${text.slice(0, 100)}`,
      group: `channel ${clock(Math.max(0, atMs))}`,
      doing: { kind: 'line', index },
    }));
}
