import assert from "node:assert/strict";
import { UNKNOWN } from "../../provider/core/unknown";
import { type PreviewContext, reportOf } from "../../sdk/preview/assess";
import { parseDigest } from "../../sdk/preview/digest";
import { parseReport } from "../../sdk/preview/report";
import { verdictOf } from "../../sdk/preview/verdict";
import { aCodeService, aDigest, anImageService, aStep } from "./digests";

const CONTEXT: PreviewContext = {
  project: "shop",
  stack: "dev",
  target: "aws",
  region: "us-east-1",
  now: new Date("2026-11-22T10:00:00Z"),
};
const ECR = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web";

describe("a preview report", () => {
  it("says that nothing changes when every step is the same", () => {
    const service = anImageService(`${ECR}:1`);
    const report = reportOf(aDigest(aStep("same", "Service", "web", { old: service, new: service })), CONTEXT);
    assert.deepEqual(report.rows, []);
    assert.equal(report.counts.same, 1);
    assert.deepEqual(verdictOf(report), { level: "unchanged", text: "No changes." });
    assert.deepEqual(report.rollback, []);
  });

  it("puts replacements first and says what they cost, in the provider's own words", () => {
    const old = anImageService(`${ECR}:1`);
    const digest = aDigest(
      aStep("create", "Connection", "a", { new: { providerType: "GITHUB" } }),
      aStep("delete-replaced", "Service", "web", { old }),
      aStep("replace", "Service", "web", {
        old,
        new: { ...old, serviceName: "shop" },
        replaceReasons: ["serviceName"],
      }),
      aStep("create-replacement", "Service", "web", { old, new: { ...old, serviceName: "shop" } }),
    );
    const report = reportOf(digest, CONTEXT);
    assert.deepEqual(
      report.rows.map(({ action, name }) => `${action} ${name}`),
      ["replace web", "create a"],
    );
    assert.match(
      report.rows[0]!.why[0]!,
      /^serviceName: the name of a service cannot be changed: .*another default URL/,
    );
    assert.equal(report.rows[0]!.effect, "deploys");
    assert.equal(verdictOf(report).level, "careful");
    assert.match(report.rollback.join("\n"), /replacement of web cannot be undone/);
  });

  it("warns that the custom domain of a replaced service stops answering", () => {
    const old = { ...anImageService(`${ECR}:1`), serviceArn: "arn:web" };
    const domain = { domainName: "shop.example.com", serviceArn: "arn:web", status: "active" };
    const report = reportOf(
      aDigest(
        aStep("replace", "Service", "web", { old, new: { ...old, serviceName: "shop" } }),
        aStep("same", "CustomDomainAssociation", "shop", { old: domain, new: domain }),
      ),
      CONTEXT,
    );
    assert.match(report.problems[0]!.message, /^shop\.example\.com leads to this service and does not answer/);
  });

  it("takes two ways of saying one size for no change", () => {
    const old = anImageService(`${ECR}:1`, { instanceConfiguration: { cpu: "1024", memory: "2048" } });
    const wanted = anImageService(`${ECR}:1`, { instanceConfiguration: { cpu: "1 vCPU", memory: "4 GB" } });
    const [row] = reportOf(aDigest(aStep("update", "Service", "web", { old, new: wanted })), CONTEXT).rows;
    assert.deepEqual(
      row!.changes.map(({ path, before, after }) => [path, before, after]),
      [["instanceConfiguration.memory", '"2048"', '"4 GB"']],
    );
  });

  it("tells what deploys from what only changes settings", () => {
    const old = anImageService(`${ECR}:1`, { tags: { a: "1" }, autoScalingConfigurationArn: "arn:x" });
    const settings = { ...old, tags: { a: "2" }, autoScalingConfigurationArn: UNKNOWN };
    const deploys = { ...old, healthCheckConfiguration: { protocol: "HTTP" } };
    const effect = (wanted: typeof old): string =>
      reportOf(aDigest(aStep("update", "Service", "web", { old, new: wanted })), CONTEXT).rows[0]!.effect;
    assert.equal(effect(settings), "settings");
    assert.equal(effect(deploys), "deploys");
  });

  it("shows secrets by their names only, masked by Pulumi or sensitive by the API", () => {
    const variables = (values: Record<string, string>) =>
      anImageService(`${ECR}:1`, {
        sourceConfiguration: {
          imageRepository: {
            imageIdentifier: `${ECR}:1`,
            imageRepositoryType: "ECR",
            imageConfiguration: { runtimeEnvironmentVariables: values },
          },
        },
      });
    const old = variables({ GREETING: "canary-old", KEY: "[secret]" });
    const wanted = variables({ GREETING: "canary-new", KEY: "canary-key" });
    const report = reportOf(aDigest(aStep("update", "Service", "web", { old, new: wanted })), CONTEXT);
    assert.deepEqual(
      report.rows[0]!.changes.map(({ path, secret }) => [path.split(".").pop(), secret]),
      [
        ["GREETING", true],
        ["KEY", true],
      ],
    );
    assert.doesNotMatch(JSON.stringify(report), /canary/);
  });

  it("finds the changed properties behind a block that is secret as a whole", () => {
    const old = { ...anImageService("x"), sourceConfiguration: "[secret]" };
    const step = aStep("update", "Service", "web", {
      old,
      new: old,
      detailedDiff: {
        "sourceConfiguration.imageRepository.imageIdentifier": { kind: "update", inputDiff: true },
        __provider: { kind: "update" },
      },
    });
    const [row] = reportOf(aDigest(step), CONTEXT).rows;
    assert.deepEqual(
      row!.changes.map(({ path, secret }) => [path, secret]),
      [["sourceConfiguration.imageRepository.imageIdentifier", true]],
    );
  });

  it("names both images and the commits between them", () => {
    const asked: string[][] = [];
    const history = {
      commitsBetween: (from: string, to: string) => {
        asked.push([from, to]);
        return [{ id: "bbbbbbb2", title: "Say hello" }];
      },
    };
    const step = aStep("update", "Service", "web", {
      old: anImageService(`${ECR}:main-aaaaaaa1`),
      new: anImageService(`${ECR}:main-bbbbbbb2`),
    });
    const report = reportOf(aDigest(step), { ...CONTEXT, history });
    assert.deepEqual(asked, [["aaaaaaa1", "bbbbbbb2"]]);
    assert.deepEqual(report.sources, [
      {
        service: "web",
        before: `${ECR}:main-aaaaaaa1`,
        after: `${ECR}:main-bbbbbbb2`,
        commits: [{ id: "bbbbbbb2", title: "Say hello" }],
      },
    ]);
  });

  it("names the digest that the provider found behind a tag, with either adapter", () => {
    const images = [`${ECR}:1`, `${ECR}:2`];
    const steps = images.map((image, index) =>
      aStep("create", "Service", `web${index}`, { new: anImageService(image) }),
    );
    const at = "sourceConfiguration.imageRepository.imageIdentifier";
    const digest = `sha256:${"ab".repeat(32)}`;
    const diagnostics = [
      { severity: "info", message: `<{%reset%}>${at}: ${images[0]} is ${digest} now<{%reset%}>` },
      { severity: "info", message: `Service web1: ${at}: ${images[1]} is ${digest} now\n` },
    ];
    assert.deepEqual(
      reportOf({ steps, diagnostics }, CONTEXT).sources.map(({ after }) => after),
      images.map((image) => `${image} (sha256:abababababab)`),
    );
  });

  it("names the commits of a branch that has moved", () => {
    const service = aCodeService("file:///work/shop", { deployOn: { source: "1" } });
    const moved = { ...service, deployOn: { source: "2" } };
    const history = {
      commit: "b".repeat(40),
      deployed: "a".repeat(40),
      repositoryUrls: ["file:///work/shop"],
      commitsBetween: () => [{ id: "b".repeat(40), title: "Fix" }],
    };
    const report = reportOf(aDigest(aStep("update", "Service", "web", { old: service, new: moved })), {
      ...CONTEXT,
      target: "local",
      history,
    });
    assert.deepEqual(
      report.sources.map(({ before, after }) => [before, after]),
      [["main at aaaaaaaaaaaa", "main at bbbbbbbbbbbb"]],
    );
    assert.match(verdictOf(report).text, /^This deploys 1 service;/);
    assert.match(report.rollback[1]!, /git checkout a{40} && npx apprunner up/);
  });

  it("prices a service before and after, at MinSize, MaxSize and paused", () => {
    const scaling = {
      minSize: 2,
      maxSize: 4,
      autoScalingConfigurationArn: "arn:aws:apprunner:us-east-1:1:autoscalingconfiguration/web/1/x",
    };
    const old = anImageService(`${ECR}:1`, { autoScalingConfigurationArn: scaling.autoScalingConfigurationArn });
    const wanted = {
      ...old,
      autoScalingConfigurationArn: UNKNOWN,
      instanceConfiguration: { cpu: "2 vCPU", memory: "4 GB" },
    };
    const report = reportOf(
      aDigest(
        aStep("update", "AutoScalingConfiguration", "web", { old: scaling, new: { minSize: 1, maxSize: 10 } }),
        aStep("update", "Service", "web", { old, new: wanted }),
      ),
      CONTEXT,
    );
    const [cost] = report.costs.services;
    // 2 instances of 2 GB at $0.007; 4 of them with a vCPU at $0.064 each; then 1 of 4 GB, and 10 with 2 vCPUs.
    assert.deepEqual(cost!.before, { idle: 20.44, busiest: 227.76, paused: 0 });
    assert.deepEqual(cost!.after, { idle: 20.44, busiest: 1138.8, paused: 0 });
    assert.equal(cost!.size, "2 vCPU, 4 GB, 1 to 10 instances");
  });

  it("says whose prices it took for a region that the table lacks", () => {
    const report = reportOf(aDigest(aStep("create", "Service", "web", { new: anImageService(`${ECR}:1`) })), {
      ...CONTEXT,
      region: "eu-west-3",
    });
    assert.match(report.costs.basis, /prices of eu-west-3: \(taken from us-east-1/);
  });

  it("lists the DNS records that are still to be made", () => {
    const pending = {
      domainName: "shop.example.com",
      serviceArn: "arn:web",
      status: "pending_certificate_dns_validation",
      dnsTarget: "web.awsapprunner.com",
      certificateValidationRecords: [
        { name: "_a.shop.example.com", type: "CNAME", value: "_x.acm.aws", status: "PENDING_VALIDATION" },
        { name: "_b.shop.example.com", type: "CNAME", value: "_y.acm.aws", status: "SUCCESS" },
      ],
    };
    const report = reportOf(
      aDigest(aStep("same", "CustomDomainAssociation", "shop", { old: pending, new: pending })),
      CONTEXT,
    );
    assert.deepEqual(
      report.dns.map(({ name, value }) => [name, value]),
      [
        ["_a.shop.example.com", "_x.acm.aws"],
        ["shop.example.com", "web.awsapprunner.com"],
      ],
    );
  });

  it("predicts what will fail", () => {
    const connection = { providerType: "GITHUB", connectionArn: "arn:connection", status: "PENDING_HANDSHAKE" };
    const code = aCodeService("https://github.com/shop/web");
    const source = {
      ...(code.sourceConfiguration as object),
      authenticationConfiguration: { connectionArn: "arn:connection" },
    };
    const report = reportOf(
      {
        steps: [
          aStep("same", "Connection", "github", { old: connection, new: connection }),
          aStep("create", "Service", "web", { new: { ...code, sourceConfiguration: source } }),
        ],
        diagnostics: [
          {
            severity: "error",
            urn: "urn:pulumi:dev::shop::pulumi-nodejs:dynamic/apprunner:Service::web",
            message: "<{%fg 1%}>cpu: must be<{%reset%}> 1 vCPU",
          },
          { severity: "info", message: "hello" },
          { severity: "info#err", message: "warning: serviceName: an operation is running\n" },
        ],
      },
      CONTEXT,
    );
    assert.deepEqual(
      report.problems.map(({ name, message }) => `${name}: ${message.slice(0, 40)}`),
      [
        "web: cpu: must be 1 vCPU",
        "web: connection github is PENDING_HANDSHAKE: ",
        "undefined: serviceName: an operation is running",
      ].map((text) => text.slice(0, text.indexOf(":") + 42)),
    );
    assert.equal(verdictOf(report).level, "failing");
  });

  it("keeps drift apart from what is declared", () => {
    const deployed = anImageService(`${ECR}:1`, { tags: { owner: "a" } });
    const live = { ...deployed, tags: { owner: "b" } };
    const refresh = aDigest(
      {
        ...aStep("refresh", "Service", "web", { old: deployed, new: live }),
        newState: { type: "", urn: "", inputs: live, outputs: live },
      },
      aStep("delete", "Connection", "gone", { old: { providerType: "GITHUB" } }),
    );
    const report = reportOf(aDigest(aStep("same", "Service", "web", { old: deployed, new: deployed })), {
      ...CONTEXT,
      refresh,
    });
    assert.deepEqual(
      report.drift.map(({ name, gone, changes }) => [
        name,
        gone,
        changes.map(({ path, before, after }) => [path, before, after]),
      ]),
      [
        ["web", false, [["tags.owner", '"a"', '"b"']]],
        ["gone", true, []],
      ],
    );
    assert.equal(verdictOf(report).text, "No changes are declared, but 2 resources drifted.");
  });

  it("shows resources of other providers with Pulumi's own diff", () => {
    const urn = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::files";
    const step = {
      op: "update",
      urn,
      oldState: { type: "aws:s3/bucket:Bucket", urn, inputs: { acl: "private" } },
      newState: { type: "aws:s3/bucket:Bucket", urn, inputs: { acl: "public-read" } },
      detailedDiff: { acl: { kind: "update", inputDiff: true } },
    };
    const [row] = reportOf(aDigest(step), CONTEXT).rows;
    assert.equal(row!.kind, "Bucket");
    assert.deepEqual(
      row!.changes.map(({ before, after }) => [before, after]),
      [['"private"', '"public-read"']],
    );
  });

  it("comes back from its JSON as it went", () => {
    const report = reportOf(aDigest(aStep("create", "Service", "web", { new: anImageService(`${ECR}:1`) })), CONTEXT);
    assert.deepEqual(parseReport(JSON.stringify(report)), report);
  });
});

describe("what is no preview", () => {
  it("is refused with what it is instead", () => {
    assert.throws(
      () => parseDigest("Previewing update (dev)"),
      /not the output of pulumi preview --json: it begins with "Previewing/,
    );
    assert.throws(() => parseDigest(""), /it is empty/);
    assert.throws(() => parseDigest("[]"), /not a JSON object/);
    assert.throws(() => parseDigest('{"steps":[{"op":1}]}'), /"steps" is not a list of steps/);
    assert.throws(() => parseReport("{}"), /not a preview report: version/);
    assert.throws(() => parseReport("x"), /it is not JSON/);
  });

  it("drops debug messages, which hold secrets in plain text", () => {
    const digest = parseDigest(JSON.stringify({ steps: [], diagnostics: [{ severity: "debug", message: "canary" }] }));
    assert.deepEqual(digest.diagnostics, []);
  });
});
