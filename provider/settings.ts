import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { REGION_PATTERN } from "../api/regions";
import type { ClientOptions } from "./client";
import { checkShape } from "./core/check";
import type { Target } from "./core/resource";
import { tags as tagsSchema } from "./resources/tags";

/** One setting of the provider: a key of the stack's configuration. */
export interface Setting {
  doc: string;
  values?: readonly string[];
  /** A map of names to texts; every other setting is a text. */
  isMap?: boolean;
  /** Left out, pulumi-aws's setting of the same name is taken. The plugin does not see that: Pulumi gives it its own name's only. */
  ofAws?: boolean;
}

/** Everything that a stack's configuration says. */
export interface Settings extends ClientOptions {
  /** Whether a preview looks at the account. */
  checks: boolean;
  /** Under the tags of every resource that has tags. */
  defaultTags: Readonly<Record<string, string>>;
}

const CHECKS = ["on", "off"] as const;
const TARGETS: readonly Target[] = ["aws", "local"];

/** All settings, `apprunner:<name>` each. */
export const SETTINGS = {
  target: { doc: "`aws` (default), or `local` for the App Runner of this machine.", values: TARGETS },
  region: {
    doc: "The AWS region. Default: `aws:region` in a Node.js program, then what the AWS tools use; for `local` us-east-1.",
    ofAws: true,
  },
  profile: {
    doc: "Profile of the AWS configuration files. Default: `aws:profile` in a Node.js program, then what the AWS tools use.",
    ofAws: true,
  },
  endpoint: { doc: "URL of the API, instead of the usual one. With `local` it must be an address of this machine." },
  home: { doc: "Home of the local App Runner, an absolute path. Default: APPRUNNER_HOME, then ~/.apprunner." },
  checks: {
    doc: "Whether a preview looks at the account for what would fail: names that are taken, images, roles and secrets that are not there. `on` (default) or `off`.",
    values: CHECKS,
  },
  defaultTags: {
    doc: "Tags of every resource that can have tags, by key; what a resource's own `tags` say of a key wins.",
    isMap: true,
  },
} as const satisfies Record<string, Setting>;

/** Reads the settings with `get("apprunner:target")`. Throws an error that names the key and what is allowed. */
export function readSettings(get: (key: string) => string | undefined): Settings {
  const own = (name: keyof typeof SETTINGS): string | undefined => get(`apprunner:${name}`) || undefined;
  const target = own("target") ?? "aws";
  if (!TARGETS.includes(target as Target)) {
    throw new Error(`apprunner:target is "${target}": must be one of ${TARGETS.join(", ")}`);
  }
  const endpoint = own("endpoint");
  if (endpoint !== undefined && !/^https?:/.test(URL.parse(endpoint)?.protocol ?? "")) {
    throw new Error(`apprunner:endpoint is "${endpoint}": must be an http:// or https:// URL`);
  }
  const region = own("region");
  if (region !== undefined && !REGION_PATTERN.test(region)) {
    throw new Error(`apprunner:region is "${region}": must be the name of a region, as eu-west-1`);
  }
  const checks = own("checks") ?? "on";
  if (!CHECKS.includes(checks as (typeof CHECKS)[number])) {
    throw new Error(`apprunner:checks is "${checks}": must be one of ${CHECKS.join(", ")}`);
  }
  const onAws = target === "aws";
  return {
    target: target as Target,
    region: region ?? (onAws ? get("aws:region") || undefined : undefined),
    profile: own("profile") ?? (onAws ? get("aws:profile") || undefined : undefined),
    endpoint,
    checks: checks === "on",
    home: own("home") === undefined ? undefined : absoluteHome(own("home")!),
    defaultTags: readTags(own("defaultTags")),
  };
}

/** A map comes as JSON out of a stack's configuration, where a value that looks like a number is one. */
function readTags(text: string | undefined): Record<string, string> {
  const given = text === undefined ? {} : parseJson(text);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new Error(
      'apprunner:defaultTags must be a map of keys to values: pulumi config set --path "apprunner:defaultTags.<key>" <value>',
    );
  }
  const isPlain = (value: unknown) => typeof value === "number" || typeof value === "boolean";
  const tags = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, isPlain(value) ? `${value}` : value]),
  );
  const [problem] = checkShape(tagsSchema, tags, "aws");
  if (problem) throw new Error(`apprunner:defaultTags${problem.path && `.${problem.path}`}: ${problem.message}`);
  return tags as Record<string, string>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function absoluteHome(home: string): string {
  const path = home === "~" || home.startsWith("~/") ? join(homedir(), home.slice(1)) : home;
  if (!isAbsolute(path)) throw new Error(`apprunner:home is "${home}": must be an absolute path, or start with ~/`);
  return path;
}
