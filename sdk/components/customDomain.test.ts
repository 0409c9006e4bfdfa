import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { mockPulumi, type Registered, settled } from "../../test/support/mocks";
import { enterPeers, whyNoPeers } from "../../test/support/peers";
import { skip } from "../../test/support/skip";
import { CustomDomain, type CustomDomainArgs, type DomainRecord } from "..";

const ARN = "arn:aws:apprunner:eu-west-1:000000000000:service/shop/1";
const TARGET = "abc.eu-west-1.awsapprunner.com";
const RECORDS = ["a", "b", "c"].map((letter) => ({
  name: `_${letter}.example.com.`,
  type: "CNAME",
  value: `_${letter}.acm-validations.aws.`,
  status: "SUCCESS",
}));

/** What the resources of the tests answer. */
function answer(type: string, _name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const live = { certificateValidationRecords: RECORDS.slice(0, inputs.enableWWWSubdomain === false ? 2 : 3) };
  if (type.endsWith(":CustomDomainAssociation")) {
    return { ...live, dnsTarget: TARGET, status: "PENDING_CERTIFICATE_DNS_VALIDATION" };
  }
  if (type.endsWith(":CustomDomainValidation")) return { ...live, status: "ACTIVE" };
  return { fqdn: inputs.name };
}

/** A record at some DNS provider. */
class OtherRecord extends pulumi.CustomResource {
  constructor(
    name: string,
    args: { name: pulumi.Input<string>; value: pulumi.Input<string> },
    opts?: pulumi.ResourceOptions,
  ) {
    super("other:index:Record", name, args, opts);
  }
}

const other = (record: DomainRecord, opts: pulumi.ResourceOptions): pulumi.Resource =>
  new OtherRecord(record.key, { name: record.name, value: record.value }, opts);

describe("a CustomDomain", () => {
  let made: Registered[];
  // Settings and a preview would outlive these tests in the process that all share.
  after(() => mockPulumi(answer));
  const names = (): string[] => made.map(({ name }) => name);
  const inputsOf = (name: string) => made.find((one) => one.name === name)?.inputs;
  const aDomain = (args: Partial<CustomDomainArgs> = {}): CustomDomain =>
    new CustomDomain("shop", { domainName: "example.com", serviceArn: ARN, ...args });
  const registered = async (domain: CustomDomain): Promise<void> => {
    await settled(domain.urn);
    await pulumi.runtime.disconnect();
  };

  for (const preview of [true, false]) {
    describe(preview ? "in a preview" : "in an update", () => {
      beforeEach(async () => {
        made = await mockPulumi(answer, { preview });
      });

      it("has the keys, types and names of its records, whose values App Runner says later", async () => {
        const { records, recordKeys, recordStatuses, status } = aDomain();
        assert.deepEqual(recordKeys, ["validation-1", "validation-2", "validation-3", "domain", "www"]);
        assert.deepEqual(
          records.map(({ type }) => type),
          ["CNAME", "CNAME", "CNAME", "ALIAS", "CNAME"],
        );
        const later = (value: unknown) => (preview ? "unknown" : value);
        assert.equal(await settled(records[0]!.name), later("_a.example.com"));
        assert.equal(await settled(records[0]!.value), later("_a.acm-validations.aws"));
        assert.equal(await settled(records[4]!.name), "www.example.com");
        assert.equal(await settled(records[4]!.value), later(TARGET));
        assert.equal(await settled(status), later("ACTIVE"));
        const statuses = { "validation-1": "SUCCESS", "validation-2": "SUCCESS", "validation-3": "SUCCESS" };
        assert.deepEqual(await settled(recordStatuses), later(statuses));
      });

      it("has a resource made for each record: validation, the wait, then what leads there", async () => {
        await registered(aDomain({ makeRecord: other }));
        const order = [
          "shop",
          "shop-association",
          "validation-1",
          "validation-2",
          "validation-3",
          "shop-validation",
          "domain",
          "www",
        ];
        assert.deepEqual(
          [...names().slice(0, 2), ...names().slice(2, 5).sort(), names()[5], ...names().slice(6).sort()],
          order,
        );
      });
    });
  }

  describe("of another kind", () => {
    beforeEach(async () => {
      made = await mockPulumi(answer);
    });

    for (const [what, args, keys] of [
      [
        "a subdomain without www",
        { domainName: "shop.example.com", enableWWWSubdomain: false },
        ["CNAME", "CNAME", "domain CNAME"],
      ],
      ["a wildcard", { domainName: "*.example.com" }, ["CNAME", "CNAME", "domain CNAME"]],
      [
        "a zone's top of three labels",
        { domainName: "example.co.uk", enableWWWSubdomain: false, apex: true },
        ["CNAME", "CNAME", "domain ALIAS"],
      ],
    ] as const) {
      it(`has the records of ${what}`, () => {
        const shown = aDomain(args).records.map(({ key, purpose, type }) =>
          purpose === "target" ? `${key} ${type}` : type,
        );
        assert.deepEqual(shown, keys);
      });
    }

    it("does not wait when it is told not to, and still makes validation records first", async () => {
      const domain = aDomain({ wait: false, makeRecord: other });
      await registered(domain);
      assert.equal(domain.validation, undefined);
      assert.equal(await settled(domain.status), "PENDING_CERTIFICATE_DNS_VALIDATION");
      assert.deepEqual(names().slice(5).sort(), ["domain", "www"]);
    });

    it("says how many records there are when App Runner wants another number", async () => {
      const domain = aDomain({ validationRecords: 1 });
      await assert.rejects(
        settled(domain.records[0]!.name),
        /wants 3 validation records for example\.com, and 1 were planned: give the CustomDomain validationRecords: 3/,
      );
    });

    it("names its records when one is asked for that it does not have", () => {
      const domain = aDomain({ enableWWWSubdomain: false });
      assert.equal(domain.record("domain").purpose, "target");
      assert.throws(
        () => domain.record("www"),
        /www is no record of this domain; there are validation-1, validation-2, domain/,
      );
    });

    it("takes one place for its records only", () => {
      assert.throws(() => aDomain({ zoneId: "Z1", makeRecord: other }), /both zoneId and makeRecord/);
    });
  });

  describe("with a zone of Route 53", () => {
    let leave: (() => void) | undefined;
    const start = async (config: Record<string, string> = {}): Promise<void> => {
      made = await mockPulumi(answer, { config });
    };
    before(function () {
      const reason = whyNoPeers();
      if (reason) skip(this, reason);
      leave = enterPeers();
    });
    after(() => leave?.());

    it("makes CNAMEs for the certificate, waits for those names, and makes aliases of the region's zone", async () => {
      await start();
      await registered(aDomain({ zoneId: "Z1", ipv6: true }));
      assert.deepEqual(inputsOf("shop-validation-1"), {
        zoneId: "Z1",
        name: "_a.example.com",
        type: "CNAME",
        ttl: 300,
        records: ["_a.acm-validations.aws"],
        allowOverwrite: true,
      });
      assert.deepEqual(inputsOf("shop-validation")!.validationRecordNames, [
        "_a.example.com",
        "_b.example.com",
        "_c.example.com",
      ]);
      const alias = { name: TARGET, zoneId: "Z087551914Z2PCAU0QHMW", evaluateTargetHealth: false };
      assert.deepEqual(inputsOf("shop-www"), { zoneId: "Z1", name: "www.example.com", type: "A", aliases: [alias] });
      assert.deepEqual(
        made
          .filter(({ type }) => type === "aws:route53/record:Record")
          .map(({ name }) => name)
          .sort(),
        [
          "shop-domain",
          "shop-domain-ipv6",
          "shop-validation-1",
          "shop-validation-2",
          "shop-validation-3",
          "shop-www",
          "shop-www-ipv6",
        ],
      );
      assert.ok(names().indexOf("shop-domain") > names().indexOf("shop-validation"));
    });

    it("makes no record for a local App Runner", async () => {
      await start({ "apprunner:target": "local" });
      await registered(aDomain({ zoneId: "Z1" }));
      assert.deepEqual(names(), ["shop", "shop-association", "shop-validation"]);
    });
  });

  it("with a zone says which package it needs when that is not installed", async () => {
    made = await mockPulumi(answer);
    assert.throws(
      () => aDomain({ zoneId: "Z1" }),
      /A CustomDomain with a zoneId needs the package @pulumi\/aws, which is not installed: npm install "@pulumi\/aws@>=6\.0\.0 <8\.0\.0"/,
    );
  });
});
