import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { findRuntimeByConfigName } from "../../runtime/build/runtimeTable";
import { whyNoDocker } from "../support/docker";
import { get } from "../support/get";
import type { TestRepository } from "../support/gitRepository";
import { startRuntime, type TestRuntime } from "../support/runtime";
import { skip } from "../support/skip";
import { type Attempts, attemptsOn } from "./attempts";
import { attemptOf, makeRepository } from "./brokenRepository";
import { configuration } from "./brokenSource";

const GO = `package main

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "hello from ", runtime.Version()) })
	panic(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
`;

const RUBY = `require "socket"
server = TCPServer.new("0.0.0.0", ENV.fetch("PORT"))
loop do
  client = server.accept
  while (line = client.gets) && line != "\\r\\n"; end
  body = "hello from ruby #{RUBY_VERSION}"
  client.write("HTTP/1.1 200 OK\\r\\nContent-Length: #{body.bytesize}\\r\\nConnection: close\\r\\n\\r\\n#{body}")
  client.close
rescue Errno::EPIPE, Errno::ECONNRESET
  next
end
`;

interface App {
  runtime: string;
  files: Record<string, string>;
  answers: RegExp;
  /** Changes that break the build, and what is told then. */
  broken: Record<string, string>;
  says: RegExp;
}

// Python and Node.js are proved by the lifecycle suite, PHP and .NET by their build plans only. Java is: no Debian has a JDK of Corretto's
// versions, so that it needs a registry (see java.test.ts for its commands on another JDK).
const APPS: readonly App[] = [
  {
    runtime: "go1",
    files: {
      "apprunner.yaml": configuration({ runtime: "go1", build: ["go build -o app ."], command: "./app" }),
      "go.mod": "module example.com/app\n\ngo 1.19\n",
      "main.go": GO,
    },
    answers: /^200 hello from go1\./,
    broken: { "main.go": GO.replace("fmt.Fprint", "fmt.Fprnt") },
    says: /`go build -o app \.` ended with exit code [12][\s\S]*main\.go:11:\d+: undefined: fmt\.Fprnt|main\.go:11:\d+[\s\S]*exit code/,
  },
  {
    runtime: "ruby31",
    files: {
      "apprunner.yaml": configuration({
        runtime: "ruby31",
        build: ["bundle config set --local path vendor", "bundle install"],
        command: "bundle exec ruby server.rb",
      }),
      Gemfile: "# no gems\n",
      "server.rb": RUBY,
    },
    answers: /^200 hello from ruby 3\.1\./,
    broken: { Gemfile: "gem 'no-such-gem-at-all'\n" },
    says: /no-such-gem-at-all[\s\S]*`bundle install` ended with exit code \d+/,
  },
];

describe("a managed runtime", function () {
  this.timeout(300_000);
  let runtime: TestRuntime | undefined;
  let attempts: Attempts;
  const repositories: TestRepository[] = [];

  before(async function () {
    const why = await whyNoDocker();
    if (why) skip(this, why);
    runtime = await startRuntime({ engine: "docker", arguments: ["--start-timeout", "20"] });
    attempts = attemptsOn(runtime);
  });

  after(async () => {
    await runtime?.close();
    for (const repository of repositories) repository.remove();
  });

  for (const app of APPS) {
    it(`${app.runtime} is built from source, serves, and says why a build fails`, async function () {
      const { image } = findRuntimeByConfigName(app.runtime)!;
      if (!hasImage(image))
        skip(this, `base image ${image} is not here: no registry answers, and set-up did not make it`);
      const attempt = (files: Record<string, string>) => {
        const repository = makeRepository({ files });
        repositories.push(repository);
        return attemptOf({}, repository);
      };
      const service = await attempts.create(`on-${app.runtime}`, attempt(app.files));
      assert.equal(service.Status, "RUNNING");
      const { status, body } = await get(service.ServiceUrl!);
      assert.match(`${status} ${body}`, app.answers);
      const broken = await attempts.update(service, attempt({ ...app.files, ...app.broken }));
      assert.equal(broken.operation, "ROLLBACK_SUCCEEDED");
      assert.match(broken.events, app.says);
      assert.deepEqual([...broken.answers], [`${status} ${body}`]);
      await attempts.remove(service);
    });
  }
});

function hasImage(image: string): boolean {
  try {
    execFileSync("docker", ["image", "inspect", image], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
