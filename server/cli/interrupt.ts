/** Aborts when whoever reads has had enough: at Ctrl-C, or when the other end of a pipe is closed (`| head`). */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort);
  process.stdout.on('error', abort);
  return controller.signal;
}
