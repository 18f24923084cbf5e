/** npm start: the whole, with a readable start-up list; ends everything on Ctrl-C, SIGTERM, or when npm is gone. */
import type { EngineChoice } from '../core/sandbox/messages.ts';
import { endWhenAsked } from './ending.ts';
import { chooseEngines, engineOption } from './engine-choice.ts';
import { openHouse } from './house.ts';
import { findRunning } from './runtime-file.ts';
import { readSettings, type Settings } from './settings.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = performance.now();

function wishesOrExit(): { settings: Settings; engines: EngineChoice } {
  try {
    return { settings: readSettings(), engines: chooseEngines(engineOption(process.argv.slice(2))) };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

const { settings, engines } = wishesOrExit();
const running = await findRunning(settings.dataDir);
if (running) {
  console.error(`Brownout runs already at ${running.url} (process ${running.pid}): open it there, or stop it first.`);
  process.exit(1);
}

say(engines.kind === 'embedded' ? 'Brownout is starting.' : `Brownout is starting on ${engines.kind} engines.`);
const opening = openHouse({
  settings,
  engines,
  withSandbox: true,
  log: (line) => console.error(line),
  onProgress({ component, state, tookMs, detail }) {
    if (state === 'ready') say(`  ${component.padEnd(16)} ready in ${tookMs} ms`);
    if (state === 'failed') say(`  ${component.padEnd(16)} FAILED${detail ? `: ${detail}` : ''}`);
  },
  onListening({ url, lanUrls, facilitatorKey }) {
    say(`  war room         ${url}`);
    for (const lanUrl of lanUrls) say(`  in your network  ${lanUrl}`);
    say(`  facilitator key  ${facilitatorKey}`);
  },
});
endWhenAsked(async () => (await opening).stop());

try {
  const house = await opening;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (house.ready) say(`Ready in ${seconds} s: ${house.url} (Ctrl-C stops everything)`);
  else
    say(
      `The sandbox did not start at the first try; the reason is above. It is tried again, and the page at ${house.url} says how that goes.`,
    );
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
