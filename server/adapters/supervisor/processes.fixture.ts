import { readdirSync, readFileSync } from 'node:fs';

/** Processes that belong to a test: they inherit the mark in `BROWNOUT_TEST_MARK`, and Postgres has its directory on the command line. */
export function processesOf({ mark, root }: { mark: string; root: string }): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => readProc(pid, 'environ').includes(mark) || readProc(pid, 'cmdline').includes(root))
    .map((pid) => ({ pid: Number(pid), command: readProc(pid, 'cmdline').replaceAll('\0', ' ') }));
}

/** Empty when the process is gone. */
function readProc(pid: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
