// Answers at PORT, and leaves when App Runner asks it to.
const { createServer } = require("node:http");

const server = createServer((_request, response) => response.end(`${process.env.GREETING}\n`));
server.listen(process.env.PORT ?? 8080);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
