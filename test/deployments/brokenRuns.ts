import { type BrokenSource, configuration } from "./brokenSource";

const start = (command: string): Pick<BrokenSource, "files"> => ({
  files: { "apprunner.yaml": configuration({ command }) },
});
const server = (text: string): Pick<BrokenSource, "files"> => ({ files: { "server.js": text } });
const listen = (handler: string): string =>
  `require("node:http").createServer((request, response) => { ${handler} }).listen(process.env.PORT);`;

const NEVER_HEALTHY = [/Health check failed/, /must listen on 0\.0\.0\.0 and the port in PORT/] as const;

/** Sources that build, and then do not serve. */
export const BROKEN_RUNS: readonly BrokenSource[] = [
  {
    what: "an app that crashes at its start",
    ...server('console.error("cannot find the database"); process.exit(7);'),
    says: [/exited with code 7 before it was healthy/, /\| cannot find the database/, /Check the start command/],
  },
  { what: "an app that ends well at once", ...start("true"), says: [/exited with code 0 before it was healthy/] },
  {
    what: "an app that is killed",
    ...start("sh -c 'kill -9 $$'"),
    says: [/exited with code 137 before it was healthy/],
  },
  {
    what: "a start command that is not there",
    ...start("gunicorn app:app"),
    says: [/exited with code 127/, /gunicorn: .*not found/],
  },
  {
    what: "a start command without its file",
    ...start("node missing.js"),
    says: [/exited with code 1 /, /Cannot find module.*missing\.js/],
  },
  { what: "an app that does not parse", ...server("const = 1;"), says: [/exited with code 1 /, /SyntaxError/] },
  {
    what: "a start command through the API that is not there",
    values: { Runtime: "NODEJS_22", StartCommand: "./start.sh" },
    says: [/exited with code 12[67]/, /start\.sh/],
  },
  {
    what: "an app that writes a megabyte in a line before it ends",
    ...server('process.stdout.write("x".repeat(1_000_000) + "\\nthe end\\n", () => process.exit(3));'),
    says: [/exited with code 3/, /\| the end/],
  },
  {
    what: "an app that writes bytes that are no text before it ends",
    ...server(
      'process.stdout.write(Buffer.concat([Buffer.alloc(9000, 0xff), Buffer.from("\\u0000\\u001b[2J\\nthe end\\n")]), () => process.exit(3));',
    ),
    says: [/exited with code 3/, /\| the end/],
  },
  { what: "an app that never listens", ...start("sleep 1000"), says: [...NEVER_HEALTHY, /ECONNREFUSED|refused/] },
  {
    what: "an app that listens on a port of its own",
    ...server(
      'require("node:net").createServer().listen(0, "127.0.0.1", () => console.log("listening on my own port"));',
    ),
    says: [...NEVER_HEALTHY, /\| listening on my own port/],
  },
  {
    what: "an app that is unhealthy by its own word",
    ...server(listen("response.statusCode = 503; response.end();")),
    health: { Protocol: "HTTP", Path: "/healthz" },
    says: [...NEVER_HEALTHY, /HTTP GET \/healthz/, /503/],
  },
  {
    what: "an app without the path of its health check",
    ...server(listen('response.statusCode = request.url === "/" ? 200 : 404; response.end();')),
    health: { Protocol: "HTTP", Path: "/healthz" },
    says: [...NEVER_HEALTHY, /404/],
  },
  {
    what: "an app that takes requests and never answers",
    ...server(listen("")),
    health: { Protocol: "HTTP", Path: "/", Timeout: 1 },
    says: [...NEVER_HEALTHY, /1 s|timeout|time/i],
  },
  {
    what: "an app that is healthy once and then ends",
    ...server(listen("response.end(); setTimeout(() => process.exit(9), 10);")),
    health: { Protocol: "HTTP", Path: "/", HealthyThreshold: 20 },
    says: [/exited with code 9 before it was healthy/],
  },
];
