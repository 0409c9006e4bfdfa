import { nearest } from "../../provider/core/nearest";
import type { Problem, Properties, Target } from "../../provider/core/resource";
import { SECTION_NAMES } from "./sections";

/** What a file says of itself, besides its sections. */
export interface FileSettings {
  project?: string;
  target?: Target;
  region?: string;
}

interface SettingFacts {
  doc: string;
  values?: readonly string[];
  pattern?: RegExp;
  /** What a value must be, in words. */
  allowed: string;
}

/** The settings, each a string at the top of the file; an environment may say its own. */
export const SETTINGS: Readonly<Record<keyof FileSettings, SettingFacts>> = {
  project: {
    doc: "Name of the project; with the environment it names the Pulumi stack. Default: the folder's name. Do not change it later: another project knows nothing of the resources of this one.",
    pattern: /^[A-Za-z0-9][\w.-]{0,99}$/,
    allowed: "1 to 100 letters, digits, dashes, dots and underscores, the first a letter or digit",
  },
  target: {
    doc: "`local` (default): the App Runner of this machine. `aws`: the real one.",
    values: ["local", "aws"],
    allowed: "one of local, aws",
  },
  region: {
    doc: "The AWS region. Default: what the AWS tools use; for `local` us-east-1.",
    pattern: /^[a-z]{2,}(-[a-z]+)*-\d+$/,
    allowed: "a region such as eu-west-1",
  },
};

export const ENVIRONMENTS = "environments";

/** Tags under those of every entry that can have tags. */
export const DEFAULT_TAGS = "defaultTags";

/** Every key that may stand at the top of a file. */
export const TOP_KEYS = [...Object.keys(SETTINGS), DEFAULT_TAGS, ...SECTION_NAMES, ENVIRONMENTS];

/** Reads the settings and says what is wrong with them and with other keys at the top. */
export function readFileSettings(value: Properties, problems: Problem[]): FileSettings {
  for (const key of Object.keys(value).filter((name) => !TOP_KEYS.includes(name))) {
    problems.push({ path: key, message: unknownKey(key) });
  }
  const settings: Record<string, string> = {};
  for (const [name, { values, pattern, allowed }] of Object.entries(SETTINGS)) {
    const given = value[name];
    if (given === undefined || given === null) continue;
    const right = typeof given === "string" && (values?.includes(given) ?? pattern!.test(given));
    if (right) settings[name] = given;
    else problems.push({ path: name, message: `${JSON.stringify(given)} is not allowed: must be ${allowed}` });
  }
  return settings;
}

function unknownKey(key: string): string {
  const right = nearest(key, TOP_KEYS);
  return `there is no such section${right ? `; did you mean ${right}?` : ""} (there are ${TOP_KEYS.join(", ")})`;
}
