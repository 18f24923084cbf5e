// Plays a game day in Chromium against a running Brownout, takes a picture of every page in one theme, and writes what a browser feels
// into figures.txt beside the pictures (docs/measured.md says what each figure means).
//   node scripts/look.mjs <url> <facilitator key> <folder for pictures> [dark|light] [scenario]
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [url, key, folder, theme = 'dark', scenarioId = 'payday-evening'] = process.argv.slice(2);
if (!url || !key || !folder) {
  console.error('Usage: node scripts/look.mjs <url> <facilitator key> <folder> [dark|light] [scenario]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

async function open(viewport = { width: 1440, height: 900 }) {
  const page = await (await browser.newContext({ viewport, colorScheme: theme })).newPage();
  await page.addInitScript(() => {
    globalThis.felt = { interactions: [], shift: 0 };
    new PerformanceObserver((list) => {
      for (const { interactionId, duration, name } of list.getEntries())
        if (interactionId) globalThis.felt.interactions.push([duration, name]);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.felt.shift += value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return page;
}
const shot = (page, name) => page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
const figures = [];
function note(line) {
  console.log(line);
  figures.push(line);
}
const settled = (page) => page.waitForTimeout(1200);
async function facilitate(path, body) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(
    `${url}/api/v1/facilitator/${path}`,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  );
  return answer.json();
}
/** Interactions: the slowest is what INP reports for so short a visit. */
async function feltOn(page, name) {
  const { interactions, shift } = await page.evaluate(() => globalThis.felt);
  const slowest = interactions.toSorted((a, b) => b[0] - a[0])[0];
  note(
    `${name}: ${interactions.length} interactions of 16 ms and more, INP ${slowest ? `${slowest[0]} ms (${slowest[1]})` : 'under 16 ms'}, layout shift ${shift.toFixed(3)}`,
  );
}

const player = await open();
await player.goto(url);
await settled(player);
const scripts = await player.evaluate(() => {
  const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
  const sum = (read) => loaded.reduce((total, each) => total + read(each), 0);
  return { sent: sum(({ encodedBodySize }) => encodedBodySize), decoded: sum(({ decodedBodySize }) => decodedBodySize) };
});
const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
note(`JavaScript of the home page: ${kib(scripts.sent)} over the wire, ${kib(scripts.decoded)} unpacked`);
await shot(player, 'home');
await player.goto(`${url}/join`);
await settled(player);
await shot(player, 'join');

const desk = await open();
await desk.goto(`${url}/desk`);
await settled(desk);
await shot(desk, 'desk-gate');
await desk.getByLabel('Facilitator key').fill(key);
await desk.getByRole('button', { name: 'Open the desk' }).click();
await settled(desk);
await desk
  .getByRole('button', { name: 'Another incident' })
  .click({ timeout: 1500 })
  .catch(() => {});
await settled(desk);
await shot(desk, 'desk-before');
const { drillId, code } = await facilitate('drills', { scenarioId, seed: 1 });
await desk.locator('.lobby-code').waitFor();
for (const [page, name, seat] of [
  [player, 'Ana', 'commander'],
  [await open({ width: 390, height: 844 }), 'Bo', 'operations'],
]) {
  await page.goto(`${url}/join/${code}`);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`^Take the seat: ${seat === 'commander' ? 'Incident' : 'Operations'}`) }).click();
  await page.getByRole('button', { name: 'I am ready' }).click();
  if (name === 'Bo') globalThis.phone = page;
}
await settled(player);
await shot(player, 'lobby');
await shot(desk, 'desk-lobby');
await desk.getByRole('button', { name: 'Begin' }).click();
await player.locator('.war-steps').waitFor();
await settled(player);
await shot(player, 'war-room-before');
await player.locator('.war-alert-critical.war-alert-firing').first().waitFor({ timeout: 180_000 });
const pagedAtMs = Date.now();
const { events } = await facilitate(`drills/${drillId}/log`);
const at = (type, test = () => true) => events.find((event) => event.type === type && test(event.data))?.observedAtMs;
const badShare = Number(/(\d+) %/.exec(await player.locator('.war-alert-critical p').first().textContent())?.[1]) / 100;
// A checkout is bad at 2 s; 14.4 % of the last 60 s must be bad; the export and the evaluation take up to 1 s each.
const boundS = 2 + (0.144 * 60) / badShare + 2;
note(
  `fault applied to page on the screen: ${((pagedAtMs - at('faultApplied')) / 1000).toFixed(1)} s; bound at ${badShare * 100} % bad: ${boundS.toFixed(1)} s`,
);
await player.keyboard.press('a');
await player.keyboard.press('d');
await player.getByLabel('What users feel').fill('Checkout hangs for most customers');
await player.getByRole('button', { name: 'Declare', exact: true }).click();
await player.locator('.war-step-current', { hasText: 'Declared' }).waitFor();
await player.keyboard.press('y');
await player.getByLabel('We suspect that …').fill('The payment provider answers late');
await player.getByRole('button', { name: 'Add it' }).click();
for (const [menu, item, name] of [
  ['Cache', 'Flush the cache', 'flush'],
  ['Database', 'Terminate a session', 'session'],
  ['Jobs & alerts', 'Silence an alert', 'silence'],
]) {
  await player.getByRole('button', { name: new RegExp(`^${menu}`) }).click();
  await player.getByRole('menuitem', { name: new RegExp(`^${item}`) }).click();
  await settled(player);
  await shot(player, `war-room-action-${name}`);
  await player.getByRole('button', { name: 'Cancel' }).click();
}
await player.getByRole('button', { name: /^Traffic/ }).click();
await settled(player);
await shot(player, 'war-room-menu');
await player.getByRole('menuitem', { name: /^Defer payments/ }).click();
await settled(player);
await shot(player, 'war-room-action');
await player.getByRole('button', { name: /^Defer payments:/ }).click();
await player.waitForTimeout(4000);
await shot(player, 'war-room');
await shot(desk, 'desk');
await shot(globalThis.phone, 'phone');
await player.getByRole('tab', { name: /Traces/ }).click();
await settled(player);
await player.locator('.ev-trace-list button').first().click();
await player.locator('.ev-row-open-button').last().click();
await settled(player);
await shot(player, 'war-room-trace');
for (const tab of ['Logs', 'Changes', 'Tickets', 'SLOs', 'Kafka', 'Cache']) {
  await player.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  await settled(player);
  await shot(player, `war-room-${tab.toLowerCase()}`);
}
await player.getByRole('tab', { name: 'Map' }).click();
await player.keyboard.press('Control+k');
await settled(player);
await shot(player, 'war-room-palette');
await player.keyboard.press('Escape');
await player.getByRole('tab', { name: /^Board/ }).click();
await settled(player);
await feltOn(player, 'war room');
for (const width of [1280, 1000]) {
  await player.setViewportSize({ width, height: 800 });
  await settled(player);
  await shot(player, `war-room-${width}`);
}
await player.setViewportSize({ width: 1440, height: 900 });
const wall = await open({ width: 1920, height: 1080 });
await wall.goto(`${url}/drill/${drillId}/wall`);
await settled(wall);
await shot(wall, 'wall');
await feltOn(desk, 'desk');
await player.waitForTimeout(25_000);
await player.keyboard.press('r');
await player.getByLabel(/^Summary/).fill('The provider answers late; payments are deferred.');
await player.getByRole('button', { name: 'Resolve', exact: true }).click();
await player.locator('b', { hasText: 'The drill has ended.' }).waitFor({ timeout: 200_000 });
await shot(player, 'war-room-after');
await shot(desk, 'desk-after');
await player.getByRole('link', { name: 'Go to the debrief' }).click();
await settled(player);
await shot(player, 'debrief-first');
await player.getByRole('button', { name: /Component/ }).click();
await player.getByRole('option', { name: 'payments', exact: true }).click();
await player.getByLabel(/^Mechanism/).fill('waits for the provider');
await player.getByRole('button', { name: 'Lock it and see the truth' }).click();
await player.waitForTimeout(2500);
await shot(player, 'debrief');
for (const tab of ['Story', 'Actions', 'Review']) {
  await player.getByRole('tab', { name: tab }).click();
  await settled(player);
  await shot(player, `debrief-${tab.toLowerCase()}`);
}
await player.getByRole('link', { name: 'Write the post-mortem' }).click();
await settled(player);
await shot(player, 'postmortem');
await feltOn(player, 'debrief and post-mortem');
writeFileSync(join(folder, `figures-${theme}.txt`), `${figures.join('\n')}\n`);
await browser.close();
