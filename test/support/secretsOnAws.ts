import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What was asked, as it came over the wire. */
export interface AskedSecret {
  target: string;
  /** Of the signature. */
  region: string;
  body: Record<string, unknown>;
}

/** Stands where AWS answers for Secrets Manager and Parameter Store: the SDK's own clients talk to it. */
export interface SecretsOnAws {
  readonly asked: AskedSecret[];
  /** What every request is answered; a text goes out as it is. */
  answer: { status: number; body: object | string };
  close(): void;
}

const VARIABLES = [
  "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  "AWS_ENDPOINT_URL_SSM",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
];

/** Starts one and makes the SDK in this process, and in those that it starts, use it until it is closed. */
export async function startSecretsOnAws(): Promise<SecretsOnAws> {
  const asked: AskedSecret[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, region = ""] = /Credential=[^/]+\/\d+\/([^/]+)/.exec(request.headers.authorization ?? "") ?? [];
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    asked.push({ target: String(request.headers["x-amz-target"]), region, body });
    response.writeHead(aws.answer.status, { "content-type": "application/x-amz-json-1.1" });
    response.end(typeof aws.answer.body === "string" ? aws.answer.body : JSON.stringify(aws.answer.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) process.env[name] = name.includes("URL") ? endpoint : "test";
  const aws: SecretsOnAws = {
    asked,
    answer: { status: 500, body: {} },
    close() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      server.closeAllConnections();
      server.close();
    },
  };
  return aws;
}
