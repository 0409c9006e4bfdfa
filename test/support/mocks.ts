import * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../../provider/core/resource";

/** A resource that a program registered, in the order of registration: after all that it depends on. */
export interface Registered {
  type: string;
  name: string;
  inputs: Properties;
}

/**
 * Pulumi's mocks. `answer` says what a resource has besides its inputs once it is made, and what a function answers; in a preview only
 * the inputs are known. Answers the list that registrations go to.
 */
export async function mockPulumi(
  answer: (type: string, name: string, inputs: Properties) => Properties,
  { preview = false, config = {} as Record<string, string> } = {},
): Promise<Registered[]> {
  const made: Registered[] = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs }) => {
      made.push({ type, name, inputs });
      return {
        id: preview ? undefined : `${name}-id`,
        state: preview ? inputs : { ...inputs, ...answer(type, name, inputs) },
      };
    },
    call: ({ token, inputs }) => answer(token, token, inputs),
  };
  pulumi.runtime.setAllConfig(config);
  await pulumi.runtime.setMocks(mocks, "project", "stack", preview);
  return made;
}

/** The value of an output, or "unknown" in a preview that does not know it. */
export async function settled<Value>(output: pulumi.Output<Value>): Promise<Value | "unknown"> {
  const known = await (output as unknown as { isKnown: Promise<boolean> }).isKnown;
  return known ? (output as unknown as { promise(): Promise<Value> }).promise() : "unknown";
}
