import { statSync } from "node:fs";

/** What a build on this machine needs to reach the package registries, as behind a corporate proxy with its own authority. */
export interface HostSettings {
  /** PEM file of the certificate authorities that this machine trusts, when its environment names one. */
  certificates: string | undefined;
  /** Proxy variables, in both spellings, since tools read one or the other. */
  proxies: Record<string, string>;
  /** Mirrors of package registries. */
  registries: Record<string, string>;
  /** Names of settings that carry a password and are therefore not passed on. */
  withheld: string[];
}

/** Reads them from an environment. */
export function hostSettings(environment: NodeJS.ProcessEnv): HostSettings {
  const registries = Object.entries(environment).filter(
    (entry): entry is [string, string] => REGISTRY_VARIABLES.has(entry[0].toUpperCase()) && Boolean(entry[1]),
  );
  return {
    certificates: CERTIFICATE_VARIABLES.map((name) => environment[name]).find((path) => path && isFile(path)),
    proxies: proxies(environment),
    registries: Object.fromEntries(registries.filter(([, value]) => !WITH_PASSWORD.test(value))),
    withheld: registries.filter(([, value]) => WITH_PASSWORD.test(value)).map(([name]) => name),
  };
}

/** Variables that make the usual tools trust the authorities of a PEM file: OpenSSL, Python, pip, curl, git, Node.js, npm, Ruby, cargo. */
export function certificateVariables(path: string): Record<string, string> {
  const names = [
    ...CERTIFICATE_VARIABLES,
    "GIT_SSL_CAINFO",
    "npm_config_cafile",
    "BUNDLE_SSL_CA_CERT",
    "CARGO_HTTP_CAINFO",
  ];
  return Object.fromEntries(names.map((name) => [name, path]));
}

const CERTIFICATE_VARIABLES = [
  "SSL_CERT_FILE",
  "REQUESTS_CA_BUNDLE",
  "PIP_CERT",
  "CURL_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
];

const REGISTRY_VARIABLES = new Set([
  "PIP_INDEX_URL",
  "PIP_EXTRA_INDEX_URL",
  "PIP_TRUSTED_HOST",
  "NPM_CONFIG_REGISTRY",
  "GOPROXY",
  "GONOSUMDB",
  "GOSUMDB",
]);

const WITH_PASSWORD = /\/\/[^/\s]*@/;

function proxies(environment: NodeJS.ProcessEnv): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"]) {
    const value = environment[name] ?? environment[name.toLowerCase()];
    if (value) Object.assign(found, { [name]: value, [name.toLowerCase()]: value });
  }
  return found;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
