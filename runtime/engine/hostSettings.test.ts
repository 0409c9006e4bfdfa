import assert from "node:assert/strict";
import { certificateVariables, hostSettings } from "./hostSettings";

describe("settings of the host for builds", () => {
  it("are the authorities that an existing file holds", () => {
    assert.equal(hostSettings({ SSL_CERT_FILE: "/no/such/file", PIP_CERT: __filename }).certificates, __filename);
    assert.equal(hostSettings({}).certificates, undefined);
    assert.equal(certificateVariables("/ca.pem").npm_config_cafile, "/ca.pem");
  });

  it("are the proxies, in both spellings", () => {
    assert.deepEqual(hostSettings({ https_proxy: "http://proxy:1", NO_PROXY: "a" }).proxies, {
      HTTPS_PROXY: "http://proxy:1",
      https_proxy: "http://proxy:1",
      NO_PROXY: "a",
      no_proxy: "a",
    });
  });

  it("are the registries, but for those with a password", () => {
    const settings = hostSettings({
      PIP_INDEX_URL: "https://me:secret@pypi.example.org/simple",
      npm_config_registry: "https://npm.example.org",
      AWS_SECRET_ACCESS_KEY: "x",
    });
    assert.deepEqual(settings.registries, { npm_config_registry: "https://npm.example.org" });
    assert.deepEqual(settings.withheld, ["PIP_INDEX_URL"]);
  });
});
