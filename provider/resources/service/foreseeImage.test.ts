import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Account } from "../../core/account";
import { Patience } from "../../core/patience";
import type { Call } from "../../core/resource";
import { UNKNOWN } from "../../core/unknown";
import { systemClock } from "../../core/wait";
import { foreseeImage } from "./foreseeImage";

const DIGEST = `sha256:${"ab".repeat(32)}`;

describe("what is foreseen of an image", () => {
  let server: Server;
  let registry: string;
  let asked: string[];

  /** Speaks the two requests of the registry's protocol that are used. */
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url!.startsWith("/token/")) response.end(JSON.stringify({ token: "t0ken" }));
      else if (request.headers.authorization !== "Bearer t0ken") response.writeHead(401).end();
      else if (/^\/v2\/me\/app\/manifests\/(1|latest)$/.test(request.url!)) {
        response.writeHead(200, { "docker-content-digest": DIGEST }).end();
      } else if (request.url!.includes("/broken/")) response.writeHead(500).end();
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
  });

  const foreseen = (imageIdentifier: string, imageRepositoryType = "ECR_PUBLIC", target: Call["target"] = "aws") => {
    const call = { target, signal: new AbortController().signal } as Call;
    const imageRepository = { imageIdentifier, imageRepositoryType };
    const account = new Account(call, new Patience(systemClock, () => {}));
    return foreseeImage({ sourceConfiguration: { imageRepository } }, account, registry);
  };

  it("is the digest that a tag stands for, with `latest` where none is given", async () => {
    for (const image of ["public.ecr.aws/me/app:1", "public.ecr.aws/me/app"]) {
      const [finding] = await foreseen(image);
      assert.deepEqual([finding!.severity, finding!.message], ["note", `${image} is ${DIGEST} now`]);
    }
    assert.match(asked[0]!, /^GET \/token\/\?service=public.ecr.aws&scope=repository%3Ame%2Fapp%3Apull$/);
  });

  it("is a warning when there is no such image", async () => {
    const [finding] = await foreseen("public.ecr.aws/me/app:2");
    assert.equal(finding!.severity, "warning");
    assert.match(finding!.message, /there is no image public.ecr.aws\/me\/app:2/);
  });

  it("is nothing when the registry does not say", async () => {
    assert.deepEqual(await foreseen("public.ecr.aws/me/broken:1"), []);
    assert.equal(asked.length, 2);
  });

  it("asks the registry nothing about private images, a local target's, and what is not known yet", async () => {
    assert.deepEqual(await foreseen("000000000000.dkr.ecr.us-east-1.amazonaws.com/a:1", "ECR"), []);
    assert.deepEqual(await foreseen("public.ecr.aws/me/app:1", "ECR_PUBLIC", "local"), []);
    assert.deepEqual(await foreseen(UNKNOWN), []);
    assert.deepEqual(asked, []);
  });
});
