import type { EngineEvent, StepEventMetadata, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import type { DigestState, DigestStep, PreviewDigest } from "../preview/digest";
import { isForPeople } from "./diagnostics";

/** Gathers the events of a preview into what `pulumi preview --json` would have printed. Debug messages, which hold secrets, are dropped. */
export class EventDigest {
  private readonly steps: DigestStep[] = [];
  private readonly diagnostics: PreviewDigest["diagnostics"] = [];

  /** A preview says each step before it; a refresh knows only afterwards what is live. */
  constructor(private readonly takes: "resourcePreEvent" | "resOutputsEvent" = "resourcePreEvent") {}

  add(event: EngineEvent): void {
    const step = event[this.takes];
    if (step) this.steps.push(stepOf(step.metadata));
    const told = event.diagnosticEvent;
    if (told && isForPeople(told)) {
      const { urn, message, severity } = told;
      this.diagnostics.push({ ...(urn && { urn }), message, severity });
    }
  }

  digest(): PreviewDigest {
    return { steps: this.steps, diagnostics: this.diagnostics };
  }

  errors(): string[] {
    return this.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim());
  }
}

function stepOf({ op, urn, old, new: wanted, keys, diffs, detailedDiff }: StepEventMetadata): DigestStep {
  return {
    op,
    urn,
    ...(old && { oldState: stateOf(old) }),
    ...(wanted && { newState: stateOf(wanted) }),
    diffReasons: diffs ?? [],
    replaceReasons: keys ?? [],
    detailedDiff: Object.fromEntries(
      Object.entries(detailedDiff ?? {}).map(([path, { diffKind, inputDiff }]) => [
        path,
        { kind: diffKind, inputDiff },
      ]),
    ),
  };
}

function stateOf({ type, urn, id, inputs, outputs, initErrors }: StepEventStateMetadata): DigestState {
  return { type, urn, id, inputs, outputs, ...(initErrors && { initErrors }) };
}
