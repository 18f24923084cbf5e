/** `npm run brownout -- <command>`: exit 0 when it succeeded, 1 when the check failed, 2 for bad usage. */
import { EnginesUnavailable } from '../engine-choice.ts';
import { drillCommand } from './drill.ts';
import { lintCommand } from './lint.ts';
import { newCommand } from './new-scenario.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { slosCommand } from './slos.ts';
import { UsageError } from './usage.ts';
import { verifyCommand } from './verify.ts';

const commands: Record<string, (args: string[]) => Promise<number>> = {
  drill: drillCommand,
  lint: lintCommand,
  new: newCommand,
  replay: replayCommand,
  report: reportCommand,
  slos: slosCommand,
  verify: verifyCommand,
};

const usage = `Usage: npm run brownout -- <command>
  drill --scenario ID [--responder expert|idle|NAME] [--seed N] [--timebox SECONDS] [--engines embedded|native|docker] [--json]
                                                                         play a drill without a browser
  verify ID…|--all|--changed REV|--share N [--seed N] [--parallel N] [--attempts N] [--minutes N] [--full] [--only NAME,…|--look] [--logs FOLDER] [--json] [--write]
                                                                         prove scenarios on live sandboxes
  new ID                                                                 write scenarios/ID.yaml, a scenario to begin from
  lint FILE…                                                             check files of scenarios and shifts
  report INC-NNNN                                                        print the post-mortem of an ended drill
  replay INC-NNNN [--from MM:SS] [--speed N] [--json]                    tell an ended drill as it came about, N times as fast (10; 0: all at once)
  slos FILE… [--json | --rules [--windows game|production]]              read OpenSLO files; print their objectives, or Prometheus rules
  bench [ROW…] [--runs N] [--quick] [--json]                             measure this machine and this version`;

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
try {
  if (!command) throw new UsageError(name === '' ? 'A command is missing.' : `There is no command ${name}.`);
  process.exit(await command(args));
} catch (error) {
  console.error((error as Error).message);
  if (error instanceof UsageError) console.error(usage);
  process.exit(error instanceof UsageError || error instanceof EnginesUnavailable ? 2 : 1);
}
