import assert from "node:assert/strict";
import { checkInput } from "./check";
import { isRegionAccepted } from "./localExtension";

const SERVICE = "arn:aws:apprunner:us-east-1:000000000000:service/demo/0123456789abcdef0123456789abcdef";

describe("the local extension", () => {
  it("takes any image reference, and strict only those in Amazon ECR", () => {
    const local = [
      "hello",
      "hello:latest",
      `ghcr.io/a/b@sha256:${"0".repeat(64)}`,
      "localhost:5000/x_y/z--w:1.2",
      `sha256:${"a".repeat(64)}`,
    ];
    for (const identifier of local) {
      checkInput("CreateService", imageService(identifier), { strict: false });
      assert.throws(
        () => checkInput("CreateService", imageService(identifier), { strict: true }),
        /regular expression pattern/,
      );
    }
    for (const identifier of ["", "Hello", "a//b", "a:", "../x", "-x", "a b", "a@sha256:1", "a".repeat(1025)]) {
      assert.throws(() => checkInput("CreateService", imageService(identifier), { strict: false }), /imageIdentifier/);
    }
  });

  it("takes repositories of this machine without a connection, and strict only those of GitHub and Bitbucket", () => {
    const check = (url: string, strict: boolean, connection?: string) => () =>
      checkInput("CreateService", codeService(url, connection), { strict });
    const connection = "arn:aws:apprunner:us-east-1:000000000000:connection/hub/0123456789abcdef0123456789abcdef";
    check("file:///srv/demo", false)();
    check("https://git.example.com/demo", false, connection)();
    check("https://github.com/a/demo", true, connection)();
    assert.throws(check("file:///srv/demo", true), /RepositoryUrl isn't valid: it must start with https:\/\//);
    assert.throws(
      check("https://git.example.com/demo", true, connection),
      /host must be one of github\.com, bitbucket\.org/,
    );
    assert.throws(check("https://github.com/a/demo", false), /must have a ConnectionArn/);
    for (const url of [
      "",
      "demo",
      "/srv/demo",
      "git@github.com:a/b",
      "ssh://github.com/a",
      "http://github.com/a",
      "file://host/x",
    ]) {
      assert.throws(check(url, false, connection), /The RepositoryUrl isn't valid/, url);
    }
    assert.throws(check("https://me:token@github.com/a", false, connection), (error: Error) => {
      assert.match(error.message, /must not contain credentials/);
      assert.ok(!error.message.includes("token@"));
      return true;
    });
  });

  it("takes anything in the form of a region, and strict only App Runner's regions", () => {
    assert.ok(isRegionAccepted("local-1", { strict: false }));
    assert.ok(!isRegionAccepted("local-1", { strict: true }));
    assert.ok(isRegionAccepted("eu-west-1", { strict: true }));
    for (const region of ["", "US", "a.b", "-a", "a/b", "é"]) assert.ok(!isRegionAccepted(region, { strict: false }));
  });

  it("changes nothing else", () => {
    const input = { ServiceArn: SERVICE, SourceConfiguration: { ImageRepository: { ImageIdentifier: "x" } } };
    assert.throws(() => checkInput("UpdateService", input, { strict: false }), /imageRepositoryType.*must not be null/);
  });
});

function imageService(identifier: string) {
  const image = { ImageIdentifier: identifier, ImageRepositoryType: "ECR" };
  return { ServiceName: "demo", SourceConfiguration: { ImageRepository: image } };
}

function codeService(url: string, connection: string | undefined) {
  const code = {
    RepositoryUrl: url,
    SourceCodeVersion: { Type: "BRANCH", Value: "main" },
    CodeConfiguration: { ConfigurationSource: "REPOSITORY" },
  };
  const authentication = connection ? { ConnectionArn: connection } : undefined;
  return {
    ServiceName: "demo",
    SourceConfiguration: { CodeRepository: code, AuthenticationConfiguration: authentication },
  };
}
