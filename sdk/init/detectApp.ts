import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** An app that App Runner can build from its source, or that a Dockerfile builds. */
export interface FoundApp {
  /** For the service: letters, digits and dashes. */
  name: string;
  /** What it was recognised by: "package.json". */
  evidence: string;
  port: number;
  /** Left out for a Dockerfile. */
  source?: SourceApp;
}

export interface SourceApp {
  /** As apprunner.yaml has it. */
  runtime: "nodejs22" | "python311";
  build: string[];
  run: string;
  /** Environment of build and run. */
  environment?: Record<string, string>;
}

/** A folder holds no app that could be recognised. */
export class NoAppFound extends Error {
  constructor(folder: string) {
    super(
      `${folder} has no package.json, requirements.txt, pyproject.toml or Dockerfile, so what kind of app it is cannot be told. Run this in the app's folder, or add a Dockerfile; for other runtimes write apprunner.yaml by hand (developer guide, "App Runner configuration file").`,
    );
    this.name = "NoAppFound";
  }
}

const DEFAULT_PORT = 8080;

/** Looks what kind of app a folder holds. A Dockerfile counts only when no source is known. Throws NoAppFound. */
export function detectApp(folder: string): FoundApp {
  const has = (file: string): boolean => existsSync(join(folder, file));
  const name = serviceName(basename(resolve(folder)));
  if (has("package.json")) return { name, evidence: "package.json", ...nodeApp(folder) };
  const python = ["requirements.txt", "pyproject.toml"].find(has);
  if (python) return { name, evidence: python, ...pythonApp(folder, python) };
  if (has("Dockerfile"))
    return { name, evidence: "Dockerfile", port: exposedPort(read(folder, "Dockerfile")) ?? DEFAULT_PORT };
  throw new NoAppFound(resolve(folder));
}

/** A name that App Runner takes, out of any. */
export function serviceName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 32)
    .replace(/-+$/, "");
  return name.length >= 2 ? name : "web";
}

interface PackageJson {
  main?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
}

function nodeApp(folder: string): Pick<FoundApp, "port" | "source"> {
  const { main, scripts = {} } = parse(read(folder, "package.json"));
  const lock = ["package-lock.json", "npm-shrinkwrap.json"].some((file) => existsSync(join(folder, file)));
  const yarn = existsSync(join(folder, "yarn.lock"));
  const install = yarn
    ? "yarn install --frozen-lockfile"
    : lock
      ? "npm ci --no-audit --no-fund"
      : "npm install --no-audit --no-fund";
  const entry =
    main ?? ["server.js", "index.js", "app.js"].find((file) => existsSync(join(folder, file))) ?? "server.js";
  return {
    port: listenPort(folder, /\.(c|m)?[jt]s$/) ?? DEFAULT_PORT,
    source: {
      runtime: "nodejs22",
      build: [install, ...(scripts.build ? ["npm run build"] : [])],
      run: scripts.start ? "npm start" : `node ${entry}`,
    },
  };
}

function pythonApp(folder: string, evidence: string): Pick<FoundApp, "port" | "source"> {
  const wanted = read(folder, evidence).toLowerCase();
  const port = listenPort(folder, /\.py$/) ?? DEFAULT_PORT;
  // With python311, App Runner takes nothing but the app's own folder from the build to the running service.
  const install = `python3 -m pip install --target packages ${evidence === "requirements.txt" ? "--requirement requirements.txt" : "."}`;
  return {
    port,
    source: {
      runtime: "python311",
      build: [install],
      run: pythonCommand(folder, wanted, port),
      environment: { PYTHONPATH: "packages" },
    },
  };
}

/** The server that is among the dependencies, with the module that makes the app. */
function pythonCommand(folder: string, wanted: string, port: number): string {
  const sources = sourcesIn(folder, /\.py$/);
  const made = (pattern: RegExp): string | undefined => {
    for (const { file, text } of sources) {
      const variable = pattern.exec(text)?.[1];
      if (variable && !file.includes("/")) return `${file.replace(/\.py$/, "")}:${variable}`;
    }
    return undefined;
  };
  const asgi = made(/^(\w+)\s*=\s*(?:FastAPI|Starlette|Quart)\(/m);
  if (asgi && /uvicorn|fastapi\[standard\]/.test(wanted))
    return `python3 -m uvicorn ${asgi} --host 0.0.0.0 --port ${port}`;
  const wsgi = made(/^(\w+)\s*=\s*(?:Flask|Bottle|falcon\.App|get_wsgi_application)\(/m);
  if (wsgi && /gunicorn/.test(wanted)) return `python3 -m gunicorn --bind 0.0.0.0:${port} ${wsgi}`;
  if (wsgi && /waitress/.test(wanted)) return `python3 -m waitress --listen=0.0.0.0:${port} ${wsgi}`;
  const entry =
    ["main.py", "app.py", "server.py"].find((file) => existsSync(join(folder, file))) ??
    sources.find(({ file }) => !file.includes("/"))?.file ??
    "main.py";
  return `python3 ${entry}`;
}

/** The port that the source listens to: `listen(3000`, `PORT || 3000`, `port=5000`. */
function listenPort(folder: string, files: RegExp): number | undefined {
  for (const { text } of sourcesIn(folder, files)) {
    const found = /PORT["'\])]*\s*(?:\|\||\?\?|,)\s*["']?(\d{2,5})|\.listen\(\s*(\d{2,5})|\bport\s*=\s*(\d{2,5})/i.exec(
      text,
    );
    const port = Number(found?.slice(1).find(Boolean));
    if (port > 0 && port < 65_536) return port;
  }
  return undefined;
}

function exposedPort(dockerfile: string): number | undefined {
  const found = /^\s*EXPOSE\s+(\d{1,5})/im.exec(dockerfile)?.[1];
  return found ? Number(found) : undefined;
}

/** Enough to find an app's entry in; a generated file may have megabytes. */
const MOST_FILES = 50;
const LARGEST = 200_000;

function sourcesIn(folder: string, files: RegExp): { file: string; text: string }[] {
  const names = (at: string): string[] =>
    readdirSync(join(folder, at), { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith("."))
      .map((entry) => (entry.isFile() && files.test(entry.name) && !/test/i.test(entry.name) ? entry.name : ""))
      .filter(Boolean);
  const below = ["src", "app"].filter((name) => existsSync(join(folder, name)) && !files.test(name));
  const all = [
    ...names("."),
    ...below.flatMap((at) => (isFolder(folder, at) ? names(at).map((name) => `${at}/${name}`) : [])),
  ];
  return all.slice(0, MOST_FILES).map((file) => ({ file, text: read(folder, file).slice(0, LARGEST) }));
}

function isFolder(folder: string, name: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => entry.name === name && entry.isDirectory());
}

function parse(text: string): PackageJson {
  try {
    return JSON.parse(text) as PackageJson;
  } catch (error) {
    throw new Error(`package.json is no JSON: ${(error as Error).message}`);
  }
}

function read(folder: string, file: string): string {
  return readFileSync(join(folder, file), "utf8");
}
