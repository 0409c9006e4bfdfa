// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what a file says
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadOptions, loadConfigFile } from "./load";
import { ConfigFileInvalid } from "./problem";

interface Broken {
  what: string;
  text: string;
  /** Line and column of the (first) finding. */
  at: string;
  says: RegExp;
  options?: LoadOptions;
}

/** A service that is right, to be broken somewhere else. */
const IMAGE = `sourceConfiguration:
      imageRepository: { imageIdentifier: "app:1", imageRepositoryType: ECR }`;
const service = (more: string): string => `services:
  web:
    ${IMAGE}
    ${more}
`;
const scaling = (more: string): string => `autoScalingConfigurations:
  small: { ${more} }
`;

const BROKEN: Broken[] = [
  // YAML
  { what: "nothing at all", text: "", at: "1:1", says: /must be a map with autoScalingConfigurations/ },
  { what: "a list at the top", text: "- services\n", at: "1:1", says: /must be a map/ },
  { what: "a word at the top", text: "services\n", at: "1:1", says: /must be a map/ },
  { what: "a tab", text: "services:\n\tweb: {}\n", at: "2:1", says: /indent with spaces, never with tabs/ },
  { what: "an open bracket", text: "services: {web: {\n", at: "2:1", says: /./ },
  {
    what: "an open quote",
    text: 'services:\n  web: "x\n',
    at: "3:1",
    says: /is a quote not closed\?/,
  },
  { what: "a missing colon", text: "services:\n  web\n  api: {}\n", at: "3:6", says: /./ },
  { what: "crooked indentation", text: "services:\n    web: {}\n  api: {}\n", at: "3:3", says: /./ },
  {
    what: "a key given twice",
    text: "services:\n  web: {}\n  web: {}\n",
    at: "3:3",
    says: /duplicated mapping key: give each key once/,
  },
  { what: "an alias without an anchor", text: "services:\n  web: *shared\n", at: "2:9", says: /define the anchor/ },
  { what: "an alias within its anchor", text: "services: &all\n  web: *all\n", at: "1:1", says: /./ },
  {
    what: "anchors that explode",
    text: `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghijkl"
      .split("")
      .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghijk"[index]}`).join(",")}]`)
      .join("\n")}\n`,
    at: "1:1",
    says: /./,
  },
  {
    what: "nesting without end",
    text: `services: ${"{a: ".repeat(2000)}1${"}".repeat(2000)}\n`,
    at: "1:124",
    says: /./,
  },
  { what: "a tag", text: "services: !!js/function 'x'\n", at: "1:11", says: /leave the ! out/ },
  { what: "two documents", text: "services: {}\n---\nservices: {}\n", at: "1:1", says: /one document/ },
  { what: "a control character", text: "services:\n  web: \u0001\n", at: "2:8", says: /./ },
  {
    what: "a reference within braces",
    text: "services: { web: { serviceName: ${env:STAGE} } }\n",
    at: "1:34",
    says: /put text with \{ or \} in quotes/,
  },
  // Keys
  { what: "a misspelt section", text: "servces: {}\n", at: "1:1", says: /did you mean services\?/ },
  {
    what: "an unknown section",
    text: "lambdas: {}\n",
    at: "1:1",
    says: /no such section \(there are project, target, region, /,
  },
  { what: "a misspelt property", text: scaling("maxSise: 2"), at: "2:12", says: /did you mean maxSize\?/ },
  { what: "a property in the API's capitals", text: scaling("MaxSize: 2"), at: "2:12", says: /did you mean maxSize\?/ },
  { what: "a property at the wrong place", text: service("cpu: 1024"), at: "5:5", says: /no such property/ },
  {
    what: "a deep misspelling",
    text: service("healthCheckConfiguration: { pth: / }"),
    at: "5:33",
    says: /did you mean path\?/,
  },
  { what: "an output among the inputs", text: service("serviceUrl: x"), at: "5:5", says: /is an output/ },
  {
    what: "a name with a blank",
    text: "connections:\n  my hub: { providerType: GITHUB }\n",
    at: "2:3",
    says: /a name has 1 to 63 letters/,
  },
  {
    what: "a name of the language",
    text: "connections:\n  __proto__: { providerType: GITHUB }\n",
    at: "2:3",
    says: /rename it/,
  },
  // Types and bounds
  {
    what: "a number as a string",
    text: scaling('maxSize: "2"'),
    at: "2:12",
    says: /must be a whole number.*write it without quotes: 2/,
  },
  {
    what: "a string as a number",
    text: service("instanceConfiguration: { cpu: 1024, memory: 2048 }"),
    at: "5:30",
    says: /write it in quotes: "1024"/,
  },
  {
    what: "a word for a flag",
    text: service("observabilityConfiguration: { observabilityEnabled: yes }"),
    at: "5:35",
    says: /must be true or false/,
  },
  { what: "a value below its bounds", text: scaling("maxSize: 0"), at: "2:12", says: /at least 1/ },
  { what: "a value above its bounds", text: scaling("maxConcurrency: 999"), at: "2:12", says: /at most 200|1 to 200/ },
  { what: "a fraction", text: scaling("maxSize: 1.5"), at: "2:12", says: /whole number|not allowed/ },
  {
    what: "a CPU that there is not",
    text: service("instanceConfiguration: { cpu: 3 vCPU }"),
    at: "5:30",
    says: /"3 vCPU" is not allowed: .*one of 256, 512/,
  },
  {
    what: "memory that does not go with the CPU",
    text: service("instanceConfiguration: { cpu: 1 vCPU, memory: 12 GB }"),
    at: "5:43",
    says: /do not go with.*must be one of "2 GB"/,
  },
  {
    what: "MinSize above MaxSize",
    text: scaling("minSize: 5, maxSize: 2"),
    at: "2:24",
    says: /must be at least minSize/,
  },
  { what: "a list for a map", text: "services:\n  - web\n", at: "1:1", says: /must be a map of names/ },
  { what: "a word for an entry", text: "services:\n  web: please\n", at: "2:3", says: /must be a map of properties/ },
  { what: "a missing property", text: "connections:\n  hub: {}\n", at: "2:3", says: /providerType: is required/ },
  { what: "a wrong choice", text: "connections:\n  hub: { providerType: GITLAB }\n", at: "2:10", says: /GITHUB/ },
  {
    what: "no source",
    text: "services:\n  web: { sourceConfiguration: {} }\n",
    at: "2:10",
    says: /exactly one of codeRepository and imageRepository/,
  },
  {
    what: "a password in a URL",
    text: "services:\n  web: { sourceConfiguration: { codeRepository: { repositoryUrl: 'https://me:canary@github.com/a/b', sourceCodeVersion: {type: BRANCH, value: main} } } }\n",
    at: "2:51",
    says: /must not contain credentials/,
  },
  {
    what: "a reserved variable",
    text: service("x: 1").replace(
      "imageRepositoryType: ECR",
      "imageRepositoryType: ECR, imageConfiguration: { runtimeEnvironmentVariables: { AWSAPPRUNNER_X: a } }",
    ),
    at: "4:131",
    says: /reserved for App Runner/,
  },
  // References
  {
    what: "a dangling reference",
    text: service("autoScalingConfigurationArn: smal") + scaling("maxSize: 2"),
    at: "5:5",
    says: /"smal" is no entry.*did you mean small\?/,
  },
  {
    what: "a reference to nothing",
    text: "customDomainAssociations:\n  shop: { domainName: shop.example.com, serviceArn: web }\n",
    at: "2:41",
    says: /"web" is no entry of services: name one of them, or give an ARN/,
  },
  {
    what: "a domain that refers to itself",
    text: "customDomainAssociations:\n  shop: { domainName: shop.example.com, serviceArn: shop }\n",
    at: "2:41",
    says: /no entry of services/,
  },
  // Variables and environments
  {
    what: "a variable that is not set",
    text: service("serviceName: ${env:NAME_OF_WEB}"),
    at: "5:5",
    says: /NAME_OF_WEB is not set: set it, or give a default: \$\{env:NAME_OF_WEB:-default\}/,
  },
  { what: "a misspelt variable", text: service("serviceName: ${env:STAGEE}"), at: "5:5", says: /did you mean STAGE\?/ },
  { what: "a secret that is not set", text: service("serviceName: ${secret:KEY}"), at: "5:5", says: /KEY is not set/ },
  {
    what: "an unknown reference",
    text: service("serviceName: ${ssm:/a/b}"),
    at: "5:5",
    says: /is unknown.*there are \$\{env:NAME\}/,
  },
  {
    what: "an environment where none is given",
    text: service("serviceName: web-${environment}"),
    at: "5:5",
    says: /give --environment NAME/,
  },
  {
    what: "an environment that is not there",
    text: `${service("serviceName: web1")}environments: { prod: {} }\n`,
    at: "6:1",
    says: /no environment prd; did you mean prod\?/,
    options: { environment: "prd" },
  },
  {
    what: "a mistake in an environment",
    text: `${scaling("maxSize: 2")}environments:\n  prod:\n    autoScalingConfigurations:\n      small: { maxSize: 0 }\n`,
    at: "6:16",
    says: /maxSize: 0 is not allowed/,
    options: { environment: "prod" },
  },
  {
    what: "environments in an environment",
    text: "environments:\n  prod:\n    environments: {}\n",
    at: "3:5",
    says: /has no environments/,
  },
  { what: "a wrong target", text: "target: cloud\n", at: "1:1", says: /one of local, aws/ },
  { what: "a wrong region", text: "region: Frankfurt\n", at: "1:1", says: /a region such as eu-west-1/ },
  // Images
  {
    what: "a build beside an image",
    text: "services:\n  web: { sourceConfiguration: { imageRepository: { build: ., imageIdentifier: a, imageRepositoryType: ECR } } }\n",
    at: "2:52",
    says: /must not stand beside imageIdentifier/,
  },
  {
    what: "a build without a Dockerfile",
    text: "services:\n  web: { sourceConfiguration: { imageRepository: { build: . } } }\n",
    at: "2:52",
    says: /there is no Dockerfile in \./,
  },
  {
    what: "a build without its folder",
    text: "services:\n  web: { sourceConfiguration: { imageRepository: { build: { context: nowhere } } } }\n",
    at: "2:61",
    says: /there is no folder nowhere/,
  },
  {
    what: "a build on AWS",
    text: "target: aws\nservices:\n  web: { sourceConfiguration: { imageRepository: { build: . } } }\n",
    at: "3:52",
    says: /push the image to ECR/,
  },
];

describe("a broken config file", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "apprunner-broken-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { what, text, at, says, options } of BROKEN) {
    it(`with ${what} is answered with the place and what to do`, () => {
      const message = messageOf(text, options);
      const [first] = message.split("\n");
      const place = /^a\.yaml:(\d+:\d+): /.exec(first!)?.[1];
      assert.match(message, says);
      assert.equal(place, at, message);
      assert.doesNotMatch(message, /^\s+at |Error:|undefined|\[object/m);
    });
  }

  it("is answered in less than a second, however it explodes", () => {
    const startedAt = performance.now();
    for (const { text, options } of BROKEN) messageOf(text, options);
    assert.ok(performance.now() - startedAt < 1_000 * BROKEN.length);
  });

  it("never shows a secret, wherever it stands", () => {
    const text = service("instanceConfiguration: { cpu: '${secret:KEY}' }\n    nme: ${secret:KEY}");
    const message = messageOf(text, { variables: { KEY: "canary" } });
    assert.match(message, /no such property/);
    assert.doesNotMatch(message, /canary/);
    const { text: withPassword } = BROKEN.find(({ what }) => what === "a password in a URL")!;
    assert.doesNotMatch(messageOf(withPassword), /canary/);
  });

  it("points at the mistake with a caret", () => {
    assert.match(messageOf(scaling("maxSise: 2")), /\n {4} {2}small: \{ maxSise: 2 \}\n {4} {11}\^$/);
  });

  it("that is no file, a folder or too large says so", () => {
    assert.throws(
      () => loadConfigFile(join(folder, "none.yaml")),
      /there is no such file: make one with npx apprunner init/,
    );
    assert.throws(() => loadConfigFile(folder), /is a folder/);
    writeFileSync(join(folder, "large.yaml"), `# ${"x".repeat(2 ** 20)}`);
    assert.throws(() => loadConfigFile(join(folder, "large.yaml")), /is larger than 1024 KB/);
  });

  function messageOf(text: string, options: LoadOptions = {}): string {
    const file = join(folder, "a.yaml");
    writeFileSync(file, text);
    try {
      loadConfigFile(file, { variables: { STAGE: "dev" }, ...options });
    } catch (error) {
      assert.ok(error instanceof ConfigFileInvalid, String(error));
      return error.message.replaceAll(`${folder}/`, "");
    }
    return assert.fail("nothing was wrong with it");
  }
});
