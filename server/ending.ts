/** How our top process ends: on a signal, or when npm, which started it, is gone. */

import { readFileSync } from 'node:fs';

const parentCheckMs = 1000;
/** After this a stop that hangs is cut; children end by themselves when their channel closes. */
const patienceMs = 15_000;

/** As shells tell of a program that Ctrl-C has ended. */
export const interrupted = 130;

/** @param interruptedIs exit code when it ends so: 0 of a server, which is meant to be stopped; `interrupted` of work that is not done then */
export function endWhenAsked(stop: () => Promise<void>, interruptedIs = 0): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(interruptedIs),
      (error: Error) => {
        console.error(error.message);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  // A killed npm sends no signal. Only under npm: a server started by hand may outlive its shell.
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const before = ancestors();
  setInterval(() => {
    if (ancestors() !== before) end();
  }, parentCheckMs).unref();
}

/** Our parent and, where /proc tells, its parent: npm may have a shell between itself and us, which outlives it. */
function ancestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

function parentOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '';
  } catch {
    return '';
  }
}
