import type { Run } from "../context";

/**
 * A step of an operation. Its name is stored before it runs; after a crash the operation's phases run again from the first, so each
 * one must find what it did before and do only what is missing.
 */
export interface Phase {
  name: string;
  run(run: Run): Promise<void>;
  /** A phase after the switch: the operation has done what it was asked, so a failure here is noted and left to the next sweep. */
  cleansUp?: boolean;
  /**
   * Tried until it succeeds: there is no way back once it has begun, and what it needs (the ingress) is being brought back by its
   * supervisor.
   */
  patient?: boolean;
}
