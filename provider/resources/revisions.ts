import type { z } from "zod";
import type { Account, Finding } from "../core/account";
import { fromApi, toApi } from "../core/caseMapping";
import { messageOf, PartialFailure } from "../core/failure";
import { foldLive } from "../core/fold";
import { nameFor } from "../core/name";
import { type Attempt, once } from "../core/once";
import type { Call, Created, Lifecycle, Properties } from "../core/resource";
import { knownAt } from "../core/unknown";
import { adoption } from "./adoption";
import { isAsked } from "./asked";
import { deleteUnused } from "./release";
import { withoutRevision } from "./revisionArn";
import { readTags, syncTags, type TagMap, tagList } from "./tags";

/** A kind of configuration whose values are fixed once made: other values are another revision of the same name. */
export interface RevisionedKind<Live extends { CreatedAt?: Date }> {
  inputs: z.ZodObject;
  nameProperty: string;
  /** The API's shape of the name. */
  nameShape: string;
  /** The output that says which revision is in force. */
  arnProperty: string;
  /** Makes revision 1 of a name, or the next one. `request` is in the API's words, tags included. */
  create(request: object, call: Call): Promise<Live>;
  /** ARNs of all live revisions of a name. */
  revisionsOf(name: string, call: Call): AsyncIterable<string>;
  /** A live revision by its ARN (without a revision: the newest), or by its name (an import). */
  find(arnOrName: string, call: Call): Promise<Live | undefined>;
  arnOf(live: Live): string;
  /** What App Runner tells besides the inputs. */
  facts(live: Live): Properties;
  /** Gives everything that uses the old revision the current one. */
  takeAlong(old: string, current: string, call: Call): Promise<void>;
  delete(arn: string, call: Call): Promise<unknown>;
}

/** Output of our own: revisions that a newer one took the place of and that could not be deleted yet. */
const SUPERSEDED = "__superseded";

/**
 * The life of such a kind. Other values make a new revision; then what uses the old one is pointed to the new one, and only then is the
 * old one deleted. What of that failed is remembered and done by the next update.
 */
export function revisionedLifecycle<Live extends { CreatedAt?: Date }>(kind: RevisionedKind<Live>): Lifecycle {
  const { inputs: properties, nameProperty } = kind;

  const outputsOf = (live: Live, tags: TagMap, said: Properties): Properties => ({
    ...foldLive(properties, { ...(fromApi(properties, live) as Properties), tags }, said),
    ...kind.facts(live),
    [kind.arnProperty]: kind.arnOf(live),
  });

  const hasOtherValues = (live: Live, said: Properties): boolean =>
    !isAsked(properties, fromApi(properties, live) as Properties, said);

  const createRevision = (said: Properties, call: Call): Promise<Live> => {
    const { tags, ...rest } = said;
    const request = { ...(toApi(properties, rest) as Properties), Tags: tagList(tags as TagMap | undefined) };
    return once<Live>(`creating a revision of ${said[nameProperty]}`, call, {
      send: () => kind.create(request, call),
      idOf: kind.arnOf,
      find: (attempt) => findRevision(attempt, said, call),
    });
  };

  const findRevision = async (attempt: Attempt, said: Properties, call: Call): Promise<Live | undefined> => {
    for await (const arn of kind.revisionsOf(said[nameProperty] as string, call)) {
      const live = await kind.find(arn, call);
      if (live && attempt.mayHaveMade(kind.arnOf(live), live.CreatedAt) && !hasOtherValues(live, said)) return live;
    }
    return undefined;
  };

  const revisionOf = (outputs: Properties) => outputs[kind.arnProperty] as string | undefined;

  const deleteRevision = (arn: string, call: Call) => deleteUnused(arn, call, () => kind.delete(arn, call));

  return {
    async create(inputs, call): Promise<Created> {
      const said = { ...inputs, [nameProperty]: nameFor(inputs, nameProperty, kind.nameShape) };
      const made = await createRevision(said, call);
      return { id: withoutRevision(kind.arnOf(made)), outputs: outputsOf(made, tagsOf(said), said) };
    },

    async read(id, outputs, call): Promise<Created | undefined> {
      const live = await kind.find(revisionOf(outputs) ?? id, call);
      if (!live) return undefined;
      const arn = kind.arnOf(live);
      return { id: withoutRevision(arn), outputs: outputsOf(live, await readTags(arn, call), outputs) };
    },

    async update(id, olds, news, call): Promise<Properties> {
      const live = await kind.find(revisionOf(olds) ?? id, call);
      if (!live) throw new Error(`${id} is gone. Run pulumi refresh: the next update creates it anew`);
      const said = { ...news, [nameProperty]: (fromApi(properties, live) as Properties)[nameProperty] };
      const superseded = [...supersededOf(olds)];
      let current = live;
      if (hasOtherValues(live, said)) {
        current = await createRevision(said, call);
        superseded.push(kind.arnOf(live));
      } else {
        await syncTags(kind.arnOf(live), tagsOf(said), call);
      }
      const outputs = outputsOf(current, tagsOf(said), said);
      try {
        while (superseded.length > 0) {
          await kind.takeAlong(superseded[0]!, kind.arnOf(current), call);
          await deleteRevision(superseded[0]!, call);
          superseded.shift();
        }
        return outputs;
      } catch (error) {
        throw new PartialFailure(messageOf(error), id, { ...outputs, [SUPERSEDED]: superseded }, { cause: error });
      }
    },

    async delete(id, outputs, call): Promise<void> {
      for (const arn of [...supersededOf(outputs), revisionOf(outputs) ?? id]) await deleteRevision(arn, call);
    },
  };
}

/** A name that is there is no mistake: the new thing would be its next revision, beside one that this program does not know. */
export async function foreseeRevision(
  kind: string,
  property: string,
  inputs: Properties,
  account: Account,
  find: (name: string, call: Call) => Promise<string | undefined>,
): Promise<Finding[]> {
  const name = knownAt<string>(inputs, property);
  if (name === undefined) return [];
  const arn = await account.once(`${kind} ${name}`, (call) => find(name, call));
  if (!arn) return [];
  const message = `"${name}" exists already (${arn}): this makes another revision of it. To manage the one there is, adopt it ${adoption(kind, withoutRevision(arn), account)}`;
  return [{ path: property, severity: "warning", message }];
}

function supersededOf(outputs: Properties): readonly string[] {
  return (outputs[SUPERSEDED] as string[] | undefined) ?? [];
}

function tagsOf(said: Properties): TagMap {
  return (said.tags ?? {}) as TagMap;
}
