import assert from "node:assert/strict";
import type { Properties } from "../../provider/core/resource";
import { WaitedTooLong } from "../../provider/core/wait";
import type { CustomDomainStatus } from "../../runtime/model/customDomain";
import { waitFor } from "../support/waitFor";
import { aService, type ProviderWorld, startProviderWorld } from "./world";

const DOMAIN = "shop.example.com";

describe("CustomDomainValidation", () => {
  let world: ProviderWorld;
  let inputs: Properties;
  beforeEach(async () => {
    world = await startProviderWorld();
    const { id } = await world.resource("service").create(aService(), world.call());
    inputs = { domainName: DOMAIN, serviceArn: id };
    await world.resource("customDomainAssociation").create(inputs, world.call());
  });
  afterEach(() => world.close());

  const validation = () => world.resource("customDomainValidation");
  const become = (status: CustomDomainStatus): void =>
    world.api.state.customDomains.setStatus(String(inputs.serviceArn), DOMAIN, status, Date.now());
  const said = (text: RegExp) =>
    waitFor(String(text), () => (world.said.some((line) => text.test(line)) ? true : undefined));

  it("waits until the domain is active, and says which records are not found", async () => {
    become("pending_certificate_dns_validation");
    const made = validation().create(inputs, world.call());
    await said(
      /^the validation of shop\.example\.com: pending_certificate_dns_validation\. not found yet: CNAME _\S+\.shop\.example\.com\. to _\S+\.acm-validations\.aws\.; CNAME .*; CNAME .* must lead to \S+\.awsapprunner\.localhost$/,
    );
    become("binding_certificate");
    await said(/binding_certificate/);
    become("active");
    const { id, outputs } = await made;
    assert.equal(id, `${DOMAIN},${inputs.serviceArn}`);
    assert.deepEqual([outputs.status, outputs.enableWWWSubdomain], ["ACTIVE", true]);
    const records = outputs.certificateValidationRecords as { name: string; status: string }[];
    assert.deepEqual(
      records.map(({ status }) => status),
      ["SUCCESS", "SUCCESS", "SUCCESS"],
    );
    assert.equal(world.said.filter((line) => /pending_certificate/.test(line)).length, 1, "each state is said once");
  });

  it("is there at once for a domain that is active, and imports without a difference", async () => {
    const { id, outputs } = await validation().create(inputs, world.call());
    assert.deepEqual(validation().diff(outputs, inputs).changes, []);
    assert.deepEqual(await validation().read(id, outputs, world.call()), { id, outputs, inputs });
    assert.deepEqual((await validation().read(id, {}, world.call()))!.inputs, inputs);
  });

  it("reads what has become of the domain, record by record, until the association is gone", async () => {
    const { id, outputs } = await validation().create(inputs, world.call());
    become("pending_certificate_dns_validation");
    const live = (await validation().read(id, outputs, world.call()))!.outputs;
    assert.equal(live.status, "PENDING_CERTIFICATE_DNS_VALIDATION");
    const [record] = live.certificateValidationRecords as { status: string }[];
    assert.equal(record!.status, "PENDING_VALIDATION");
    become("active");
    world.writes.length = 0;
    await validation().delete(id, outputs, world.call());
    assert.deepEqual(world.writes, [], "a deletion changes nothing");
    await world.resource("customDomainAssociation").delete(id, {}, world.call());
    assert.equal(await validation().read(id, outputs, world.call()), undefined);
  });

  it("fails with the reason when App Runner gives the domain up", async () => {
    become("create_failed");
    await assert.rejects(
      validation().create(inputs, world.call()),
      /the validation of shop\.example\.com failed: App Runner answers CREATE_FAILED\. Not found in the domain's DNS: CNAME _\S+ to \S+; .*CAA records.*pulumi up --replace/,
    );
  });

  it("fails at once when nobody makes a record that is looked for", async () => {
    const made = await validation().create(inputs, world.call());
    const names = (made.outputs.certificateValidationRecords as { name: string }[]).map(({ name }) => name);
    const wanted = { ...inputs, validationRecordNames: names.map((name) => name.toUpperCase().replace(/\.$/, "")) };
    const updated = await validation().update(made.id, made.outputs, wanted, world.call());
    assert.deepEqual(updated.validationRecordNames, wanted.validationRecordNames);
    become("pending_certificate_dns_validation");
    const [first, ...others] = names;
    await assert.rejects(
      validation().create({ ...inputs, validationRecordNames: others }, world.call()),
      ({ message }: Error) => {
        assert.ok(message.includes(`Make CNAME ${first} to `), message);
        assert.ok(!others.some((name) => message.includes(name)), "only what is missing is named");
        return true;
      },
    );
  });

  it("ends with the time it has, and with the user's cancellation", async () => {
    become("pending_certificate_dns_validation");
    await assert.rejects(validation().create(inputs, world.call({ timeoutMs: 20 })), (error: Error) => {
      assert.ok(error instanceof WaitedTooLong);
      assert.match(error.message, /still pending_certificate_dns_validation\. not found yet: CNAME/);
      return true;
    });
    const cancel = new AbortController();
    const waiting = validation().create(inputs, world.call({ signal: cancel.signal }));
    cancel.abort(new Error("cancelled by the user"));
    await assert.rejects(waiting, /abort|cancelled/i);
  });

  it("says that there is nothing to wait for without an association", async () => {
    await assert.rejects(
      validation().create({ ...inputs, domainName: "other.example.com" }, world.call()),
      /other\.example\.com is not associated with service .*\. Make a CustomDomainAssociation of them first/,
    );
  });
});
