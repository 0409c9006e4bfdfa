import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Context } from "mocha";
import { LOCAL_ACCOUNT } from "../../api/local";
import { findClient } from "./awsClients";
import { waitFor } from "./waitFor";

/** Another AWS: moto (getmoto.org) stands in for IAM, ECR, Secrets Manager and Parameter Store. */
export interface Moto {
  /** What was asked, in order: `GetRole`, `DescribeImages`. */
  readonly asked: string[];
  /** What policies do not allow, as "action resource": moto has no SimulatePrincipalPolicy, so that one is answered here. */
  readonly denied: Set<string>;
  /** Until it is let go, requests of these operations are not answered. */
  readonly held: Set<string>;
  /** From now on each request needs the permission of a policy, as on AWS. */
  enforcePolicies(): Promise<void>;
  close(): Promise<void>;
}

/** Keys that anything may be done with while policies are not enforced. */
const KEYS = { AWS_ACCESS_KEY_ID: "LOCALTESTKEY00000000", AWS_SECRET_ACCESS_KEY: "a secret of the tests" };

const ENDPOINTS = ["IAM", "ECR", "SECRETS_MANAGER", "SSM"].map((service) => `AWS_ENDPOINT_URL_${service}`);

/**
 * Starts moto's server, which set-up installs (tools/clients), for the account of the tests' App Runner, and makes the SDK in this
 * process use it until it is closed. Skips the suite where there is none.
 */
export async function startMoto(context: Context): Promise<Moto> {
  const python = findClient(context, "python3", ["-c", "import moto.server, flask_cors"]);
  const child = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PYTHONUNBUFFERED: "1", MOTO_ACCOUNT_ID: LOCAL_ACCOUNT },
  });
  const behind = await whereItListens(child);
  const front = { asked: [] as string[], denied: new Set<string>(), held: new Set<string>() };
  const server = createServer((request, response) => {
    serve(request, response, behind, front).catch((error) => response.destroy(error));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const restore = setVariables({ ...KEYS, ...Object.fromEntries(ENDPOINTS.map((name) => [name, endpoint])) });
  return {
    ...front,
    enforcePolicies: async () => {
      await fetch(`${behind}/moto-api/reset-auth`, { method: "POST", body: "0" });
    },
    close: async () => {
      restore();
      server.closeAllConnections();
      server.close();
      child.kill("SIGKILL");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** It says so itself, since the port is any free one. */
async function whereItListens(child: ChildProcess): Promise<string> {
  let said = "";
  child.stderr!.on("data", (chunk) => {
    said += chunk;
  });
  return waitFor("moto's address", () => {
    if (child.exitCode !== null) throw new Error(`moto did not start:\n${said}`);
    return /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  behind: string,
  { asked, denied, held }: Pick<Moto, "asked" | "denied" | "held">,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const form = new URLSearchParams(body.toString());
  const operation = request.headers["x-amz-target"]?.toString().split(".").at(-1) ?? form.get("Action") ?? "";
  asked.push(operation);
  if (held.has(operation)) return;
  if (operation === "SimulatePrincipalPolicy") {
    response.writeHead(200, { "content-type": "text/xml" }).end(simulated(form, denied));
    return;
  }
  const { connection: _, "content-length": __, ...headers } = request.headers;
  const answer = await fetch(behind + request.url, {
    method: "POST",
    headers: headers as Record<string, string>,
    body,
  });
  const type = answer.headers.get("content-type") ?? "text/xml";
  response.writeHead(answer.status, { "content-type": type }).end(Buffer.from(await answer.arrayBuffer()));
}

/** The answer's form is of IAM's API reference. */
function simulated(form: URLSearchParams, denied: ReadonlySet<string>): string {
  const list = (name: string) =>
    [...form].flatMap(([key, value]) => (key.startsWith(`${name}.member.`) ? [value] : []));
  const results = list("ActionNames").flatMap((action) =>
    list("ResourceArns").map((resource) => {
      const decision = denied.has(`${action} ${resource}`) ? "implicitDeny" : "allowed";
      return `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${resource}</EvalResourceName><EvalDecision>${decision}</EvalDecision></member>`;
    }),
  );
  return `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>${results.join("")}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
}

function setVariables(values: Record<string, string>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
