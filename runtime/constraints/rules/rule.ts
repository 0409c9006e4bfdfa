import type { Acceptance } from "../localExtension";

/** A rule between the members of an operation's input; throws an InvalidRequestException. Pure. */
export type Rule<Input> = (input: Input, acceptance: Acceptance) => void;
