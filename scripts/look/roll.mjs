// What a run has taken and what it missed: the one is told beside the other at the end, and a missed page stops nothing.

import { stripVTControlCharacters } from 'node:util';
import { together } from './felt.mjs';
import { pictures } from './pictures.mjs';

/** What failed, and for what it had waited. */
function reasonOf(error) {
  const lines = stripVTControlCharacters(String(error?.message ?? error)).split('\n');
  const waited = lines.find((line) => line.includes('waiting for'));
  return waited ? `${lines[0]} ${waited.replace(/^[ -]+/, '')}` : lines[0];
}

/** @param take takes the picture of a page, and resolves with what was felt there @param spoil keeps what stood there instead */
export function createRoll({ take, spoil }) {
  const readings = new Map();
  const missed = new Map();
  let breaks = [];

  /** Reaches a page and takes its picture. @param reach gets there */
  async function picture(name, page, reach = async () => {}) {
    const wanted = pictures.find((each) => each.name === name);
    if (!wanted) throw new Error(`${name} is not in pictures.mjs`);
    try {
      await reach();
      readings.set(name, await take(wanted, page));
      console.log(`  ${name}`);
    } catch (error) {
      missed.set(name, reasonOf(error));
      console.log(`  ${name}: MISSED, ${reasonOf(error)}`);
      await spoil(name, page).catch(() => {});
    }
  }

  /** A part of an act: where it breaks, what it has not taken is missed, and the act goes on. */
  async function part(play) {
    await play().catch((error) => {
      breaks.push(reasonOf(error));
      console.log(`  broke: ${reasonOf(error)}`);
    });
  }

  /** Everything of an act; the next one begins, however this one ends. */
  async function act(name, play) {
    console.log(`${name}:`);
    breaks = [];
    await part(play);
    const why = breaks.length === 0 ? 'its act does not take it' : `not come to: ${breaks.join('; ')}`;
    for (const each of pictures) if (each.act === name && !readings.has(each.name) && !missed.has(each.name)) missed.set(each.name, why);
  }

  const of = (page) => pictures.flatMap((each) => (each.page === page && readings.has(each.name) ? [readings.get(each.name)] : []));
  const told = () => ({
    taken: readings.size,
    missed: [...missed].map(([name, why]) => ({ name, why })),
    pages: Object.fromEntries([...new Set(pictures.map(({ page }) => page))].map((page) => [page, together(of(page))])),
    /** Wider than its window: something is cut off, or the page scrolls sideways. */
    overflow: [...readings].flatMap(([name, { overflowPx }]) => (overflowPx > 0 ? [{ name, overflowPx }] : [])),
  });
  return { picture, part, act, told };
}
