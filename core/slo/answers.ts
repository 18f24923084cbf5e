/** 410: what the caller used was taken away by us; every other 4xx is the caller's own business. */
const gone = 410;

/** Whether an answer with this status is a failure of ours in the eyes of whoever asked. */
export function isFailedAnswer(status: number): boolean {
  return status >= 500 || status === gone;
}
