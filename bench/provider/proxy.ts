import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** One API call that went through. */
export interface SeenCall {
  /** `DescribeService`. */
  operation: string;
  /** Milliseconds since the epoch, when it came. */
  at: number;
}

/** Stands between the provider and the API and writes down what is asked; passes everything on as it is. */
export interface CountingProxy {
  readonly endpoint: string;
  /** What was asked, in order, since it was last forgotten. */
  calls(): readonly SeenCall[];
  forget(): void;
  close(): Promise<void>;
}

export async function startProxy(api: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(api);
  const agent = new Agent({ keepAlive: true });
  let calls: SeenCall[] = [];
  const server = createServer((asked, answer) => {
    const operation = String(asked.headers["x-amz-target"] ?? asked.url)
      .split(".")
      .at(-1)!;
    calls.push({ operation, at: Date.now() });
    const { method, url: path, headers } = asked;
    // With the Host that the signature is of.
    const onward = request({ agent, hostname, port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode!, answered.headers);
      answered.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    forget: () => {
      calls = [];
    },
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Calls that change nothing: their names say so. */
export function isRead({ operation }: SeenCall): boolean {
  return /^(Describe|List|Get|Filter)/.test(operation);
}
