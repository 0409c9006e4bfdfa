// One server of the benchmark, in a process of its own: the runtime's API over a populated database, or a bare node:http server.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { LOCAL_ACCOUNT } from "../../api/local";
import { LOOPBACK } from "../../api/ports";
import type { OperationName } from "../../api/shapes";
import { checkInput } from "../../runtime/constraints/check";
import { OPERATIONS } from "../../runtime/operations/operations";
import { DEFAULT_QUOTAS } from "../../runtime/operations/quotas";
import { serviceHost } from "../../runtime/reconciler/routes";
import { openState } from "../../runtime/state/state";
import { appRunnerService } from "../../runtime/wire/appRunner";
import { createApiServer } from "../../runtime/wire/http";
import type { ApiHandler } from "../../runtime/wire/service";
import { TEST_KEY } from "../../test/wire/server";
import { type Population, populate } from "./population";

export type Role =
  | { serves: "runtime"; folder: string; population: Population }
  | { serves: "bytes"; body: string; contentType: string };

/** What a server tells its parent once it answers. */
export interface Ready {
  port: number;
  serviceArn?: string;
}

process.once("message", (role: Role) => {
  const starting = role.serves === "runtime" ? serveRuntime(role) : serveBytes(role);
  starting.then((ready) => process.send?.(ready));
});
process.once("disconnect", () => process.exit());

async function serveRuntime({ folder, population }: Role & { serves: "runtime" }): Promise<Ready> {
  const state = openState(join(folder, "state.sqlite"));
  const serviceArn = populate(state, population);
  const context = {
    state,
    account: LOCAL_ACCOUNT,
    quotas: DEFAULT_QUOTAS,
    strict: false,
    serviceUrl: (label: string, region: string) => `${serviceHost({ label, region })}:4780`,
    now: () => new Date(),
    enqueue: () => undefined,
  };
  const handlers: Partial<Record<OperationName, ApiHandler>> = {
    DescribeService: (input, { region }) => OPERATIONS.DescribeService(input as never, { ...context, region }),
    ListServices: (input, { region }) => OPERATIONS.ListServices(input as never, { ...context, region }),
  };
  const api = createApiServer({
    services: [appRunnerService({ handlers, check: (name, input) => checkInput(name, input, { strict: false }) })],
    lookUpSecret: (id) => (id === TEST_KEY.accessKeyId ? TEST_KEY.secretAccessKey : undefined),
    now: () => new Date(),
    // As runtime/main.ts does; the parent has put the output into a file.
    log: (line) => process.stdout.write(`${new Date().toISOString()} ${line}\n`),
  });
  return { port: await api.listen(0, LOOPBACK), serviceArn };
}

function serveBytes({ body, contentType }: Role & { serves: "bytes" }): Promise<Ready> {
  const bytes = Buffer.from(body);
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": contentType, "content-length": bytes.length });
      response.end(bytes);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, LOOPBACK, () => resolve({ port: (server.address() as AddressInfo).port }));
  });
}
