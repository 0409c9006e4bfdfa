import { request } from "node:http";

/** GET of a service's URL (`host:port`) through the ingress; not every resolver knows `*.localhost`. */
export function get(url: string): Promise<{ status: number; body: string }> {
  const [host, port] = url.split(":");
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: Number(port), headers: { host: `${host}:${port}` } },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          body += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}
