// The service web: answers at PORT, and leaves when App Runner asks it to.
const { createServer } = require("node:http");

const server = createServer((request, response) => {
  if (request.url === "/health") return response.end("ok\n");
  response.end(`web${process.env.STAGE ? `, ${process.env.STAGE}` : ""}\n`);
});
server.listen(process.env.PORT ?? 8080, process.env.HOST);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
