import type { SandboxErrorCode } from '../../core/sandbox/messages.ts';

/** Something the supervisor could not do; travels to the server as code, message and the process's last lines. */
export class SandboxFailure extends Error {
  constructor(
    readonly code: SandboxErrorCode,
    message: string,
    readonly about: { component?: string; lastLines?: string[] } = {},
  ) {
    super(message);
  }
}
