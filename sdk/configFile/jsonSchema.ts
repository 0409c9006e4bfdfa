import { z } from "zod";
import { bare, factsOf, isOptional, membersOf } from "../../provider/core/property";
import { propertyDoc } from "../../provider/core/schema";
import { RESOURCES } from "../../provider/resources";
import { tags } from "../../provider/resources/tags";
import { SECTION_NAMES, SECTIONS, type SectionName } from "./sections";
import { DEFAULT_TAGS, ENVIRONMENTS, SETTINGS } from "./settings";

type Schema = Record<string, unknown>;

/** Any text with `${...}` in it: what it stands for is known only when the file is read. */
const REFERENCE: Schema = { type: "string", pattern: "\\$\\{" };

/** What a file may leave out although the API may not, since it is filled in; by the path of the block. */
const FILLED_IN: Readonly<Record<string, readonly string[]>> = {
  "services.sourceConfiguration.codeRepository": ["sourceCodeVersion"],
  "services.sourceConfiguration.imageRepository": ["imageIdentifier", "imageRepositoryType"],
};

const BUILD: Schema = {
  description:
    "Builds the image from a Dockerfile on this machine, for the local target; in the place of imageIdentifier. A string is the folder.",
  anyOf: [
    { type: "string" },
    {
      type: "object",
      additionalProperties: false,
      properties: {
        context: { type: "string", description: "The folder that the Dockerfile sees. Default: the file's own." },
        dockerfile: { type: "string", description: "Path within the context. Default: Dockerfile." },
        target: { type: "string", description: "The stage to build. Default: the last." },
        arguments: {
          type: "object",
          description: "Values of the Dockerfile's ARGs.",
          additionalProperties: { type: "string" },
        },
      },
    },
  ],
};

/** The JSON schema of apprunner.config.yaml, for editors; made from the provider's own definitions. */
export function configFileSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "apprunner.config.yaml",
    description: "App Runner services and what belongs to them, in the App Runner API's words.",
    type: "object",
    additionalProperties: false,
    properties: {
      ...sectionsAndSettings("whole"),
      [ENVIRONMENTS]: {
        description:
          "What an environment has otherwise than the rest of the file, by its name. A name with * is a pattern; null takes something away.",
        type: ["object", "null"],
        additionalProperties: {
          type: ["object", "null"],
          additionalProperties: false,
          properties: sectionsAndSettings("part"),
        },
      },
    },
    definitions: Object.fromEntries(
      SECTION_NAMES.flatMap((section) => [
        [definitionName(section, "whole"), entry(section, "whole")],
        [definitionName(section, "part"), entry(section, "part")],
      ]),
    ),
  };
}

/** `part`: nothing is required, and null takes a value away. */
type Side = "whole" | "part";

function sectionsAndSettings(side: Side): Record<string, Schema> {
  const settings = Object.entries(SETTINGS).map(([name, { doc, values, pattern }]) => [
    name,
    {
      description: doc,
      anyOf: [
        { type: "string", ...(values && { enum: values }), ...(pattern && { pattern: pattern.source }) },
        REFERENCE,
      ],
    },
  ]);
  const sections = SECTION_NAMES.map((section) => [
    section,
    {
      description: `${factsOf(RESOURCES[SECTIONS[section].kind].definition.inputs).doc} By a name of your own.`,
      type: ["object", "null"],
      additionalProperties: { anyOf: [{ $ref: `#/definitions/${definitionName(section, side)}` }, { type: "null" }] },
    },
  ]);
  return Object.fromEntries([...settings, [DEFAULT_TAGS, defaultTags(side)], ...sections]);
}

function defaultTags(side: Side): Schema {
  const description =
    "Tags of everything in the file that can have tags, by key; what an entry's own tags say of a key wins.";
  const schema = property(tags, DEFAULT_TAGS, { side, references: [] });
  return { ...schema, description, type: ["object", "null"] };
}

function definitionName(section: SectionName, side: Side): string {
  return side === "whole" ? section : `${section}Overlay`;
}

function entry(section: SectionName, side: Side): Schema {
  const { definition } = RESOURCES[SECTIONS[section].kind];
  return block(definition.inputs, section, { side, references: Object.keys(SECTIONS[section].references) });
}

interface Around {
  side: Side;
  /** Paths, without the section, that may name another entry. */
  references: readonly string[];
}

function block(schema: z.ZodType, path: string, around: Around): Schema {
  const members = membersOf(schema)!;
  const filledIn = FILLED_IN[path] ?? [];
  const required = members
    .filter(([name, member]) => !isOptional(member) && !filledIn.includes(name))
    .map(([name]) => name);
  const properties = members.map(([name, member]) => [
    name,
    described(member, property(member, `${path}.${name}`, around), around),
  ]);
  return {
    type: "object",
    additionalProperties: false,
    ...(around.side === "whole" && required.length > 0 && { required }),
    properties: {
      ...Object.fromEntries(properties),
      ...(path.endsWith(".imageRepository") && { build: BUILD }),
    },
  };
}

function described(member: z.ZodType, schema: Schema, { side }: Around): Schema {
  const description = propertyDoc(member);
  return side === "part" ? { description, anyOf: [schema, { type: "null" }] } : { description, ...schema };
}

function property(schema: z.ZodType, path: string, around: Around): Schema {
  if (membersOf(schema)) return block(schema, path, around);
  const inner = bare(schema);
  if (inner instanceof z.ZodRecord) {
    const value = inner.valueType as z.ZodType;
    return {
      type: "object",
      additionalProperties: { anyOf: [leaf(value), REFERENCE, ...(around.side === "part" ? [{ type: "null" }] : [])] },
    };
  }
  if (inner instanceof z.ZodArray) {
    return { type: "array", items: { anyOf: [leaf(bare(inner.element as z.ZodType)), REFERENCE] } };
  }
  const isName = around.references.includes(path.slice(path.indexOf(".") + 1));
  // A local App Runner takes more than the API's pattern, and the name of an entry is none of its concern.
  if (isName || factsOf(schema).freeOnLocal) return { type: "string" };
  return { anyOf: [leaf(inner), REFERENCE] };
}

function leaf(schema: z.ZodType): Schema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { target: "draft-7", unrepresentable: "any" }) as Schema;
  return made;
}
