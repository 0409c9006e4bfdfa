import type { Run } from "../context";
import { asDeploymentFailure, causeOf, DeploymentFailed } from "../failures";
import type { Phase } from "../phases/phase";
import { ABANDON_PHASE, recordFailure, undo } from "./abandon";
import { type Ending, endingOfFailure, endingOfSuccess } from "./ending";
import { phasesOf } from "./phases";
import { beginningOf, endOf } from "./words";

/** Tries of a phase whose error may pass, before the operation is given up. */
const TRIES = 3;

/**
 * Carries one operation out to its end: its phases in order, or, once one has failed for good, the undoing. Throws only errors that
 * may pass; the queue then tries again.
 */
export async function carryOut(run: Run, tries: Map<string, number>): Promise<void> {
  const { context, operation, service } = run;
  const { state } = context;
  reach(run, "operation.begin");
  if (operation.status === "PENDING") {
    state.operations.move(operation.id, "IN_PROGRESS", context.now().getTime());
    context.log.event(service, beginningOf(operation.type));
  }
  if (operation.phase !== ABANDON_PHASE) {
    const failure = await runPhases(run, tries);
    if (!failure) return end(run, endingOfSuccess(operation));
    recordFailure(run, failure);
    reach(run, `${ABANDON_PHASE}.begin`);
  }
  await undo(refreshed(run));
  reach(run, `${ABANDON_PHASE}.end`);
  end(run, endingOfFailure(operation, service));
}

async function runPhases(run: Run, tries: Map<string, number>): Promise<DeploymentFailed | undefined> {
  const { context, operation } = run;
  for (const phase of phasesOf(operation)) {
    run.signal.throwIfAborted();
    context.state.operations.setPhase(operation.id, phase.name, context.now().getTime());
    reach(run, `${phase.name}.begin`);
    try {
      await phase.run(refreshed(run));
    } catch (error) {
      run.signal.throwIfAborted();
      const failure = asDeploymentFailure(error) ?? givenUp(operation.id, phase, error, tries);
      if (!failure) throw error;
      if (!phase.cleansUp) return failure;
      run.note(`Cleaning up was left for later. ${failure.message}`);
    }
    reach(run, `${phase.name}.end`);
  }
  return undefined;
}

/** An error without a known meaning: after a few tries it is the operation's failure, rather than a service stuck for ever. */
function givenUp(id: string, phase: Phase, error: unknown, tries: Map<string, number>): DeploymentFailed | undefined {
  if (phase.patient) return undefined;
  const count = (tries.get(id) ?? 0) + 1;
  tries.set(id, count);
  if (count < TRIES) return undefined;
  tries.delete(id);
  return new DeploymentFailed(`The ${phase.name} step failed ${TRIES} times. ${causeOf(error)}`);
}

function reach({ context, operation }: Run, step: string): void {
  context.reach(`${operation.type}.${step}`);
}

/** The same run over the rows as they are stored now. */
function refreshed(run: Run): Run {
  const { state } = run.context;
  return {
    ...run,
    service: state.services.find(run.service.arn) ?? run.service,
    operation: state.operations.find(run.operation.id) ?? run.operation,
  };
}

function end(run: Run, ending: Ending): void {
  const { context, operation, service } = run;
  const { state } = context;
  const at = context.now().getTime();
  state.transaction(() => {
    state.operations.move(operation.id, ending.operation, at);
    if (ending.service === "DELETED") state.services.markDeleted(service.arn, at);
    else state.services.setStatus(service.arn, ending.service, at);
  });
  reach(run, "operation.end");
  const line = endOf(operation.type, ending, state.operations.find(operation.id)?.reason);
  context.log.event(service, line);
  run.note(line);
}
