import { isDeepStrictEqual } from "node:util";
import {
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
  PropertyDiff,
  type ProviderHandshakeRequest,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { defaultHome } from "../../../api/home";
import { DEFAULT_LOCAL_REGION } from "../../../api/local";
import { conceal } from "../../core/conceal";
import { messageOf } from "../../core/failure";
import { nearest } from "../../core/nearest";
import type { Problem, Properties } from "../../core/resource";
import { isUnknown } from "../../core/unknown";
import { readSettings, SETTINGS, type Setting, type Settings } from "../../settings";
import { secretValues } from "../secrets";
import { failuresOf } from "./check";
import { nameOf, PACKAGE } from "./kinds";
import type { Session } from "./session";
import { close, open } from "./values";

/** Inputs of every provider resource, which are the engine's business. */
const OF_THE_ENGINE = ["version", "pluginDownloadURL", "pluginChecksums"];

export function handshake(request: ProviderHandshakeRequest, session: Session): ProviderHandshakeResponse {
  if (request.getEngineAddress()) session.attach(request.getEngineAddress());
  const response = new ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}

/** The provider's own settings, of the stack's configuration or of an explicit provider. */
export function checkConfig(request: CheckRequest): CheckResponse {
  const news = open(request.getNews());
  const response = new CheckResponse();
  response.setInputs(close(news.properties, news.secrets));
  response.setFailuresList(failuresOf(problemsOf(news.properties, !isDefault(request)), secretValues(news)));
  return response;
}

/**
 * Another target, region or home is another place: what was made in the old one cannot be reached from the new one. The engine also asks
 * this when a stack moves from the dynamic provider, with that one's settings for the old ones: the whole configuration of the stack.
 */
export function diffConfig(request: DiffRequest, session: Session): DiffResponse {
  const [old, wanted] = [open(request.getOlds()), open(request.getNews())];
  const { properties: olds } = old;
  const { properties: news } = wanted;
  const response = new DiffResponse();
  const [before, after] = [placeOf(olds), placeOf(news)];
  const moves = (["target", "region", "home"] as const).filter(
    (name) => !isUnknown(news[name]) && before?.[name] !== after?.[name],
  );
  const ways = moves.map((name) => `${name} from ${before?.[name] ?? "nothing"} to ${after?.[name] ?? "nothing"}`);
  const why = conceal(`settings lead elsewhere, so all is replaced: ${ways.join(", ")}`, secretValues(old, wanted));
  if (ways.length > 0) session.log(why, request.getUrn());
  const changed = Object.keys(SETTINGS).filter((name) => !isDeepStrictEqual(olds[name], news[name]));
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  response.setReplacesList(moves);
  response.setHasdetaileddiff(true);
  for (const name of changed) {
    const diff = new PropertyDiff();
    const replaces = (moves as string[]).includes(name);
    diff.setKind(replaces ? PropertyDiff.Kind.UPDATE_REPLACE : PropertyDiff.Kind.UPDATE);
    diff.setInputdiff(true);
    response.getDetaileddiffMap().set(name, diff);
  }
  return response;
}

export function configure(request: ConfigureRequest, session: Session): ConfigureResponse {
  session.configure(settingsOf(open(request.getArgs()).properties));
  const response = new ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setSupportspreview(true);
  response.setSupportsAutonamingConfiguration(true);
  return response;
}

/**
 * What is wrong with settings. A program's own settings (`apprunner:file`) reach a default provider too, which takes the whole
 * namespace; only what a program gives an explicit provider is meant for it.
 */
function problemsOf(config: Properties, explicit: boolean): Problem[] {
  const names = Object.keys(SETTINGS);
  const wrong = explicit ? Object.keys(config).filter((key) => !names.includes(key) && !isOfTheEngine(key)) : [];
  const unknown = wrong.map((key) => {
    const right = nearest(key, names);
    const hint = right ? `; did you mean ${right}?` : "";
    return { path: `${PACKAGE}:${key}`, message: `there is no such setting${hint} (there are ${names.join(", ")})` };
  });
  const mistyped = names.filter((name) => isMistyped(name, config[name]));
  const types = mistyped.map((name) => {
    const found = Array.isArray(config[name]) ? "a list" : "an object";
    return { path: "", message: `${PACKAGE}:${name} is ${found}: must be ${mapped(name) ? "a map" : "a string"}` };
  });
  try {
    settingsOf(Object.fromEntries(Object.entries(config).filter(([name]) => !mistyped.includes(name))));
    return [...unknown, ...types];
  } catch (error) {
    return [...unknown, ...types, { path: "", message: messageOf(error) }];
  }
}

function isMistyped(name: string, value: unknown): boolean {
  return typeof value === "object" && value !== null && (Array.isArray(value) || !mapped(name));
}

function mapped(name: string): boolean {
  const setting: Setting = SETTINGS[name as keyof typeof SETTINGS];
  return setting.isMap === true;
}

function isOfTheEngine(key: string): boolean {
  return OF_THE_ENGINE.includes(key) || key.startsWith("__");
}

/** The engine names the providers that it makes itself `default` or `default_<version>`. */
function isDefault(request: CheckRequest): boolean {
  return /^default(_|$)/.test(nameOf(request.getUrn()));
}

/**
 * Settings by their names, or by the full keys of a stack's configuration. A value that is not known yet counts as left out: the engine
 * configures nothing before it is.
 */
function settingsOf(config: Properties): Settings {
  return readSettings((key) => {
    const [namespace, name] = key.split(":", 2) as [string, string];
    const value = (namespace === PACKAGE ? config[name] : undefined) ?? config[key] ?? undefined;
    if (value === undefined || isUnknown(value)) return undefined;
    return typeof value === "object" ? JSON.stringify(withoutUnknowns(value)) : String(value);
  });
}

function withoutUnknowns(map: object): object {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !isUnknown(value)));
}

interface Place {
  target: string;
  region: string | undefined;
  home: string | undefined;
}

/** Where settings lead; undefined for settings that are wrong. */
function placeOf(config: Properties): Place | undefined {
  try {
    const { target, region, home } = settingsOf(config);
    if (target === "aws") return { target, region, home: undefined };
    return { target, region: region ?? DEFAULT_LOCAL_REGION, home: home ?? defaultHome() };
  } catch {
    return undefined;
  }
}
