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
export function operate({ definition, lifecycle, foresee = { looks: [] } }: Resource): Operated {
  const names = Object.keys(definition.inputs.shape);
  return {
    definition,
    foresee,
    check: (news, target) => checkInputs(definition, news, target),
    diff: (olds, news) => repairing(definition, olds, diffInputs(definition, pick(olds, names), pick(news, names))),
    create: async (inputs, call) => {
      const made = () => lifecycle.create(inputs, begun(call));
      const { id, outputs } = await keeping(inputs, naming(definition, inputs, undefined, call, made));
      return { id, outputs: { ...internal(inputs), ...outputs } };
    },
    read: async (id, outputs, call) => {
      const live = await naming(definition, outputs, id, call, () => lifecycle.read(id, outputs, begun(call)));
      if (!live) return undefined;
      const all = { ...internal(outputs), ...live.outputs };
      const inputs = { ...pick(all, [...names, AUTO_NAME]) };
      if (definition.nameProperty && isMadeUp(outputs)) delete inputs[definition.nameProperty];
      return { id: live.id, outputs: all, inputs };
    },
    update: async (id, olds, news, call) => {
      refuse(definition, diffInputs(definition, pick(olds, names), pick(news, names)), olds);
      const updated = () => lifecycle.update(id, olds, withoutUndefined(news), begun(call));
      const outputs = await keeping(news, naming(definition, olds, id, call, updated));
      return { ...internal(news), ...outputs };
    },
    delete: (id, outputs, call) =>
      naming(definition, outputs, id, call, () => lifecycle.delete(id, outputs, begun(call))),
  };
}

/** The output that shows a repair in a preview, where the inputs are as they were: a refresh makes the engine forget the failure. */
export const REPAIRED = "status";

function repairing({ needsRepair }: Definition, olds: Properties, difference: Difference): Difference {
  if (difference.changes.length > 0 || !needsRepair?.(olds)) return difference;
  return { ...difference, changes: [{ path: REPAIRED, kind: "update", effect: "update", certain: true }] };
}

/** Nothing is sent when a part of it cannot be done: the preview has said so too. */
function refuse({ kind, nameProperty }: Definition, { changes }: Difference, olds: Properties): void {
  const refused = changes.filter((change) => change.refused && change.certain);
  if (refused.length === 0) return;
  const name = nameProperty ? ` ${olds[nameProperty]}` : "";
  throw new Error(`${kind}${name} is not updated: ${refused.map((one) => `${one.path}: ${one.refused}`).join("; ")}`);
}

/** Everything that a call waits for ends together. */
function begun(call: Call): Call {
  return { ...call, until: call.until ?? call.clock.now() + call.timeoutMs };
}

/** Whatever goes wrong says with which thing: an error of the API itself often does not. */
async function naming<Value>(
  { kind, nameProperty, identity }: Definition,
  properties: Properties,
  id: string | undefined,
  { signal }: Call,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    // The reason of a cancellation is one for all things.
    if (signal.aborted || !(error instanceof Error)) throw error;
    const known = [nameProperty, AUTO_NAME, ...identity].map((name) => name && properties[name]);
    const name = known.find((value) => typeof value === "string") ?? id;
    if (name && !error.message.includes(String(name))) error.message = `${kind} ${name}: ${error.message}`;
    throw error;
  }
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
