/** What `postmaster.pid` says. Its lines: pid, data directory, start time, port, socket folder, listen address, shared memory, state. */
export interface PidFile {
  pid: number;
  /** The server accepts connections. */
  ready: boolean;
}

/** Reads the text of `postmaster.pid`; null when it is not (yet) whole. */
export function parsePidFile(text: string): PidFile | null {
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, ready: lines[7]?.trim() === 'ready' };
}
