import type { LocalOperationName, LocalOperations } from "../../api/localOperations";
import { openClient } from "../../provider/client";
import { CommandFailure } from "../failure";
import { needRunning } from "../runtimeProcess/running";

/** Every operation of the local App Runner's own is one look at its state. */
const TIMEOUT_MS = 30_000;

/**
 * Calls an operation of the local App Runner's own (api/localOperations.ts), signed with the home's key.
 * @throws CommandFailure when none runs, or with what it answered; the message never holds the input.
 */
export async function callLocal<Name extends LocalOperationName>(
  { home, region }: { home: string; region: string },
  operation: Name,
  input: LocalOperations[Name]["input"],
): Promise<LocalOperations[Name]["output"]> {
  const { endpoint } = await needRunning(home);
  const client = await openClient({ target: "local", home, endpoint, region });
  try {
    return await client.local(operation, input, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    throw new CommandFailure(error instanceof Error ? error.message : String(error));
  } finally {
    client.close();
  }
}
