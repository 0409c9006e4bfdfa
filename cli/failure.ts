/** Exit codes of every command; 130 is a shell's own for Ctrl-C. */
export const EXIT = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const;

/**
 * A failure to show as it is, without a stack: what happened, why, and what to do. Anything else that is thrown is shown by its
 * name and message.
 */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT.failure,
  ) {
    super(message);
    this.name = "CommandFailure";
  }
}

/** The command line itself is wrong. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(message, EXIT.usage);
}
