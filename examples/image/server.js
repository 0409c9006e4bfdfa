// The smallest service there is: answers every request, and ends when App Runner says so.
const { createServer } = require("node:http");

const { GREETING = "Hello", PORT = "8080" } = process.env;

const server = createServer((request, response) => {
  console.log(`${request.method} ${request.url}`);
  response.end(`${GREETING}\n`);
});

server.listen(Number(PORT), () => console.log(`listening on port ${PORT}`));
process.once("SIGTERM", () => {
  server.close();
  server.closeIdleConnections();
});
