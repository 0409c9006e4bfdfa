// How a runtime's base image is made from a Debian root file system, when it cannot be pulled.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "../process/run.mjs";
import { Unavailable } from "./ladder.mjs";

// What Debian 12 has. Its only Java is 17, which no runtime of App Runner is.
const DEBIAN_PYTHON = "3.11";
const DEBIAN_GO = "1";
const DEBIAN_RUBY = "3.1";
const DEBIAN_JAVA = "17";
// The npm that each Node.js release line was shipped with.
const NPM_OF_NODE = { 16: "8", 18: "10", 20: "10", 22: "10", 24: "11" };
const NPM_ARCHITECTURE = { amd64: "x64", arm64: "arm64" };
const HOST_CERTIFICATES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
];

// The first layers of every image are the same, so the daemon makes and stores them once.
const COMMON = `RUN apt-get update -qq \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates git \\
 && apt-get clean && rm -rf /var/lib/apt/lists/* /var/log/*.log
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
`;

const RECIPES = {
  python: ({ version }) => pythonRecipe(version),
  nodejs: nodeRecipe,
  go: ({ version }) => goRecipe(version),
  ruby: ({ version }) => rubyRecipe(version),
  java: ({ version }) => javaRecipe(version),
};

/**
 * Writes the build context of a language's image ("python" 3.11, "nodejs" 18, "go" 1, "ruby" 3.1 ...) into a new folder and returns the folder.
 * Throws `Unavailable` for one that it has no recipe for.
 */
export async function writeContext({ language, version, base, architecture, say }) {
  const folder = mkdtempSync(join(tmpdir(), "apprunner-image-"));
  try {
    writeFileSync(join(folder, "ca-certificates.crt"), hostCertificates());
    const write = RECIPES[language];
    if (!write) throw new Unavailable(`there is no recipe for ${language} ${version}`);
    const recipe = await write({ folder, version, architecture, say });
    writeFileSync(join(folder, "Dockerfile"), `FROM ${base}\n${COMMON}${recipe}`);
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * The certificates that this machine trusts, as one PEM text: its bundle, and what Node.js is told to trust besides. Behind
 * a proxy that signs by itself, an image's own certificates would refuse every server.
 */
export function hostCertificates(env = process.env, usual = HOST_CERTIFICATES) {
  const bundle = [env.SSL_CERT_FILE, ...usual].find((file) => file && existsSync(file));
  if (!bundle) throw new Unavailable(`no bundle of trusted certificates is at ${usual.join(", ")}`);
  const files = [bundle, env.NODE_EXTRA_CA_CERTS].filter((file) => file && existsSync(file));
  return [...new Set(files)].map((file) => readFileSync(file, "utf8")).join("\n");
}

// An `apt-get install` that leaves nothing but the packages.
const install = (packages) => `RUN apt-get update -qq \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${packages} \\
 && apt-get clean && rm -rf /var/lib/apt/lists/* /var/log/*.log
`;

// Without a C compiler, unlike the official image, which would double its size: Go 1.20 and later do without one by themselves.
function goRecipe(version) {
  if (version !== DEBIAN_GO) throw new Unavailable(`there is no recipe for Go ${version}: Debian has ${DEBIAN_GO}`);
  return `${install("golang-go")}ENV GOPATH=/go PATH=/go/bin:/usr/local/bin:/usr/bin:/bin CGO_ENABLED=0 GOFLAGS=-buildvcs=false
CMD ["bash"]
`;
}

// With what gems in C are built with, as in the official image: puma, which most of Ruby's web services run on, is one.
function rubyRecipe(version) {
  if (version !== DEBIAN_RUBY)
    throw new Unavailable(`there is no recipe for Ruby ${version}: Debian has ${DEBIAN_RUBY}`);
  return `${install("ruby ruby-dev ruby-bundler gcc make libc6-dev")}ENV LANG=C.UTF-8
CMD ["irb"]
`;
}

// The package links its manual pages, whose folder our slim root file system does not have.
function javaRecipe(version) {
  if (version !== DEBIAN_JAVA)
    throw new Unavailable(`there is no recipe for Java ${version}: Debian has ${DEBIAN_JAVA}`);
  return `RUN mkdir -p /usr/share/man/man1\n${install("openjdk-17-jdk-headless")}CMD ["jshell"]\n`;
}

// Usable as the official image is: `python` and `pip` by their short names, and pip may install for the whole system.
function pythonRecipe(version) {
  if (version !== DEBIAN_PYTHON)
    throw new Unavailable(`there is no recipe for Python ${version}: Debian has ${DEBIAN_PYTHON}`);
  return `RUN apt-get update -qq \\
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-pip python3-venv \\
 && apt-get clean && rm -rf /var/lib/apt/lists/* /var/log/*.log /usr/lib/python3*/EXTERNALLY-MANAGED \\
 && ln -s /usr/bin/python3 /usr/local/bin/python
ENV LANG=C.UTF-8
CMD ["python3"]
`;
}

// npm's registry carries Node.js itself, and the npm client checks what it fetches against the registry's digests.
async function nodeRecipe({ folder, version, architecture, say }) {
  const npm = NPM_OF_NODE[version];
  if (!npm)
    throw new Unavailable(`there is no recipe for Node.js ${version}: it has no npm in tools/setup/imageRecipes.mjs`);
  say(`fetching Node.js ${version}`);
  await unpack(folder, `node-linux-${NPM_ARCHITECTURE[architecture] ?? architecture}@${version}`, "node");
  await unpack(folder, `npm@${npm}`, "npm");
  await unpack(folder, "yarn@1", "yarn");
  return `COPY node/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY yarn /usr/local/lib/node_modules/yarn
RUN cd /usr/local/bin && for name in npm npx; do ln -s ../lib/node_modules/npm/bin/$name-cli.js $name; done \\
 && ln -s ../lib/node_modules/yarn/bin/yarn.js yarn && ln -s ../lib/node_modules/yarn/bin/yarn.js yarnpkg \\
 && chmod +x ../lib/node_modules/npm/bin/*.js ../lib/node_modules/yarn/bin/yarn.js && ln -s node nodejs \\
 && mkdir -p /usr/local/etc && echo cafile=/etc/ssl/certs/ca-certificates.crt > /usr/local/etc/npmrc \\
 && useradd --create-home --uid 1000 --shell /bin/bash node
CMD ["node"]
`;
}

async function unpack(folder, spec, name) {
  try {
    const place = join(folder, `${name}-pack`);
    mkdirSync(place);
    const { stdout } = await mustRun("npm", ["pack", spec, "--json", "--loglevel=error", "--pack-destination", place], {
      cwd: folder,
    });
    await mustRun("tar", ["-xzf", join(place, fileOf(stdout)), "-C", place]);
    renameSync(join(place, "package"), join(folder, name));
    rmSync(place, { recursive: true });
  } catch (error) {
    throw new Unavailable(error.message);
  }
}

// `npm pack --json` lists what it packed; npm 11 and later key the list by name.
function fileOf(json) {
  const [packed] = Object.values(JSON.parse(json));
  return packed.filename;
}
