// A small web service: it greets, and says which version of itself does.
import { createServer } from "node:http";
import escapeHtml from "escape-html";
import { readVersion } from "./version.js";

const { GREETING = "Hello", PORT = "8080", HOST } = process.env;
const version = readVersion();

const page = `<!doctype html>
<html lang="en">
<title>${escapeHtml(GREETING)}</title>
<h1>${escapeHtml(GREETING)}</h1>
<p>node-hello, version ${escapeHtml(version)}</p>
</html>
`;

const answers = {
  "/": { type: "text/html; charset=utf-8", body: page },
  "/health": { type: "application/json", body: JSON.stringify({ status: "ok", version }) },
};

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://service").pathname;
  const answer = answers[path];
  response.writeHead(answer ? 200 : 404, { "content-type": answer?.type ?? "text/plain" });
  response.end(answer?.body ?? "not found\n");
  console.log(`${request.method} ${path} ${response.statusCode}`);
});

// HOST is only given by the local process engine, whose instances have no container to themselves.
server.listen({ port: Number(PORT), host: HOST }, () => console.log(`listening on port ${server.address().port}`));

// App Runner stops an instance with SIGTERM: requests under way are answered, new ones refused.
process.once("SIGTERM", () => {
  console.log("stopping");
  server.close();
  server.closeIdleConnections();
});
