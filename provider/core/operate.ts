import type { Foresee } from "./account";
import { checkInputs } from "./check";
import { diffInputs } from "./diff";
import { PartialFailure } from "./failure";
import { AUTO_NAME, isMadeUp } from "./name";
import type { Call, Created, Definition, Difference, Live, Problem, Properties, Resource, Target } from "./resource";

/** A kind of resource as an adapter runs it: plain data in, plain data out. */
export interface Operated {
  readonly definition: Definition;
  readonly foresee: Foresee;
  check(news: Properties, target: Target): Problem[];
  /** `olds` are the last outputs. */
  diff(olds: Properties, news: Properties): Difference;
  create(inputs: Properties, call: Call): Promise<Created>;
  read(id: string, outputs: Properties, call: Call): Promise<Live | undefined>;
  update(id: string, olds: Properties, news: Properties, call: Call): Promise<Properties>;
  delete(id: string, outputs: Properties, call: Call): Promise<void>;
}

/**
 * Puts a definition and its lifecycle together. Outputs say every input in the program's own form, so that the last outputs are all a
 * diff needs; keys that start with `__` go from the inputs into the outputs unseen.
 */
export function operate({ definition, lifecycle, foresee = {} }: Resource): Operated {
  const names = Object.keys(definition.inputs.shape);
  return {
    definition,
    foresee,
    check: (news, target) => checkInputs(definition, news, target),
    diff: (olds, news) => diffInputs(definition, pick(olds, names), pick(news, names)),
    create: async (inputs, call) => {
      const { id, outputs } = await keeping(inputs, lifecycle.create(inputs, call));
      return { id, outputs: { ...internal(inputs), ...outputs } };
    },
    read: async (id, outputs, call) => {
      const live = await lifecycle.read(id, outputs, call);
      if (!live) return undefined;
      const all = { ...internal(outputs), ...live.outputs };
      const inputs = { ...pick(all, [...names, AUTO_NAME]) };
      if (definition.nameProperty && isMadeUp(outputs)) delete inputs[definition.nameProperty];
      return { id: live.id, outputs: all, inputs };
    },
    update: async (id, olds, news, call) => {
      const outputs = await keeping(news, lifecycle.update(id, olds, withoutUndefined(news), call));
      return { ...internal(news), ...outputs };
    },
    delete: (id, outputs, call) => lifecycle.delete(id, outputs, call),
  };
}

/** Lets a partial failure keep the adapters' own keys too. */
async function keeping<Value>(inputs: Properties, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    const outputs = { ...internal(inputs), ...error.outputs };
    throw new PartialFailure(error.message, error.thingId, outputs, { cause: error });
  }
}

function internal(properties: Properties): Properties {
  return pick(
    properties,
    Object.keys(properties).filter((key) => key.startsWith("__") && key !== "__provider"),
  );
}

function pick(properties: Properties, names: readonly string[]): Properties {
  const there = names.filter((name) => properties[name] !== undefined && properties[name] !== null);
  return Object.fromEntries(there.map((name) => [name, properties[name]]));
}

function withoutUndefined(properties: Properties): Properties {
  return pick(properties, Object.keys(properties));
}
