// Plays a game day in Chromium against a running Brownout, takes a picture of every page in one theme, and tells what a browser felt: INP, layout
// shift and JavaScript by page (docs/measured.md says what each figure means). What it cannot reach it names at the end; then it exits 1.
//   node scripts/look.mjs <url> <facilitator key> <folder> [dark|light] [--only act,act] [--docs folder] [--axe]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playGoal, playPractice } from './look/acts/alone.mjs';
import { playPod } from './look/acts/pod.mjs';
import { playQuiet } from './look/acts/quiet.mjs';
import { playRecord } from './look/acts/record.mjs';
import { playShift } from './look/acts/shift.mjs';
import { playSplit } from './look/acts/split.mjs';
import { openCamera } from './look/camera.mjs';
import { houseAt } from './look/house.mjs';
import { actNames } from './look/pictures.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, docs: { type: 'string' }, axe: { type: 'boolean', default: false } },
});
const [url, key, folder, theme = 'dark'] = positionals;
const only = values.only?.split(',') ?? actNames;
const unknown = only.filter((name) => !actNames.includes(name));
if (!url || !key || !folder || !['dark', 'light'].includes(theme) || unknown.length > 0) {
  console.error('Usage: node scripts/look.mjs <url> <facilitator key> <folder> [dark|light] [--only act,act] [--docs folder] [--axe]');
  console.error(`Acts, in their order: ${actNames.join(', ')}.${unknown.length > 0 ? ` There is no ${unknown.join(', ')}.` : ''}`);
  process.exit(2);
}

const house = houseAt(url.replace(/\/$/, ''), key);
const camera = await openCamera({ folder, theme, docs: values.docs ?? null, hasAxe: values.axe });
const notes = {};
const note = (name, value) => {
  notes[name] = value;
};
/** Who played in the pod, and what: its record is looked at afterwards. */
let day = null;
const plays = {
  quiet: () => playQuiet({ camera, house }),
  pod: async () => {
    day = await playPod({ camera, house, note });
  },
  record: () => playRecord({ camera, house, day }),
  split: () => playSplit({ camera, house }),
  shift: () => playShift({ camera, house }),
  practice: () => playPractice({ camera, house }),
  goal: () => playGoal({ camera, house }),
};
for (const name of actNames) if (only.includes(name)) await camera.act(name, plays[name]);
await camera.close();

const summary = { ...camera.summary(), ...notes };
const text = JSON.stringify(summary, null, 2);
writeFileSync(join(folder, `figures-${theme}.json`), `${text}\n`);
console.log(text);
process.exit(summary.missed.length === 0 ? 0 : 1);
