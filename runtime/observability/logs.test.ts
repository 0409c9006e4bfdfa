import { deepEqual, equal, match, ok, throws } from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import { eventually } from "../../test/support/eventually";
import { LARGEST_MESSAGE_BYTES } from "./logEvent";
import { createLogs, type LogStore, type Logs } from "./logs";
import { LogWriter } from "./logWriter";

const GROUP = "/aws/apprunner/web/1/application";

describe("log store", () => {
  let directory: string;
  let logs: Logs;
  let store: LogStore;
  let now = 1_000;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "logs-"));
    open();
  });
  afterEach(() => {
    logs.close();
    rmSync(directory, { recursive: true, force: true });
  });
  const open = (): void => {
    logs = createLogs({ directory, now: () => new Date(now) });
    store = logs.region("us-east-1");
  };
  const write = (message: string, stream = "instance/1", at = now): void =>
    store.append(GROUP, stream, message, new Date(at));
  const messages = (stream = "instance/1", count = Number.MAX_SAFE_INTEGER): string[] =>
    store.tail(GROUP, stream, count).map(({ message }) => message);
  const filesOf = (stream = "instance%2F1"): string[] =>
    readdirSync(join(directory, "us-east-1", encodeURIComponent(GROUP), stream)).map((name) =>
      join(directory, "us-east-1", encodeURIComponent(GROUP), stream, name),
    );

  it("gives back what was appended, at once and after a restart", () => {
    now = 5;
    write("one");
    now = 9;
    store.append(GROUP, "instance/1", "two", new Date(7));
    const both = [
      { timestamp: 5, ingestionTime: 5, message: "one" },
      { timestamp: 7, ingestionTime: 9, message: "two" },
    ];
    deepEqual(store.tail(GROUP, "instance/1", 10), both);
    logs.close();
    open();
    deepEqual(store.tail(GROUP, "instance/1", 10), both);
    deepEqual(messages("instance/1", 1), ["two"]);
    deepEqual(messages("instance/1", 0), []);
  });

  it("writes by itself within moments, unread and unclosed", async () => {
    write("one");
    await eventually(
      "it is on disk",
      () => existsSync(directory) && readdirSync(directory).length > 0 && readFileSync(filesOf()[0]!, "utf8"),
      2_000,
    );
  });

  it("has nothing, and does not fail, for what is not there", () => {
    deepEqual(
      [store.groups(), store.streamNames(GROUP), store.tail(GROUP, "a", 5), store.hasGroup(GROUP)],
      [[], [], [], false],
    );
    deepEqual([...store.eventsAfter(GROUP, "a"), ...store.eventsBefore(GROUP, "a")], []);
    equal(store.describeStream(GROUP, "a"), undefined);
    store.deleteGroup(GROUP);
  });

  it("keeps regions, groups and streams apart", () => {
    write("here");
    logs.region("eu-west-1").append(GROUP, "instance/1", "there", new Date(0));
    store.append("/aws/apprunner/web/2/application", "instance/1", "beside", new Date(0));
    deepEqual(messages(), ["here"]);
    deepEqual(
      logs
        .region("eu-west-1")
        .tail(GROUP, "instance/1", 5)
        .map(({ message }) => message),
      ["there"],
    );
    deepEqual(
      store.groups().map(({ name }) => name),
      [GROUP, "/aws/apprunner/web/2/application"],
    );
    store.deleteGroup(GROUP);
    deepEqual(
      store.groups().map(({ name }) => name),
      ["/aws/apprunner/web/2/application"],
    );
    deepEqual(messages(), []);
    write("again");
    deepEqual(messages(), ["again"]);
  });

  it("never leaves its folder, whatever a name is", () => {
    const hostile = [
      "..",
      ".",
      "../../x",
      "/",
      "//",
      "a/../../b",
      "%2e%2e",
      "..%2f",
      "a\0b",
      "~",
      "C:\\x",
      ".jsonl",
      "-rf",
      " ",
    ];
    for (const name of hostile) {
      store.append(name, name, `in ${name}`, new Date(0));
      logs.region(name).append(name, name, `in ${name}`, new Date(0));
    }
    logs.flush();
    for (const name of hostile) {
      deepEqual(
        store.tail(name, name, 5).map(({ message }) => message),
        [`in ${name}`],
      );
      deepEqual(logs.region(name).streamNames(name), [name]);
    }
    deepEqual(
      store
        .groups()
        .map(({ name }) => name)
        .sort(),
      [...hostile].sort(),
    );
    for (const name of ["", "x".repeat(300), "é".repeat(50), "\ud800"]) throws(() => write("x", name), RangeError);
    equal(existsSync(join(directory, "..", "x")), false);
  });

  it("keeps any text as it is", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "\n", "\r\n", "\0", '{"t":1}', "\u2028", "😀")),
        ),
        (lines) => {
          store.deleteGroup(GROUP);
          for (const line of lines) write(line);
          deepEqual(messages(), lines);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("reads the same forwards and backwards, in pieces of any size", () => {
    const size = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(fc.array(size, { maxLength: 30 }), fc.nat(), (sizes, seed) => {
        store.deleteGroup(GROUP);
        const lines = sizes.map((length, index) => `${index}:${"é€😀x".repeat(length / 10)}`);
        for (const line of lines) write(line);
        const forwards = [...store.eventsAfter(GROUP, "instance/1")];
        const backwards = [...store.eventsBefore(GROUP, "instance/1")].reverse();
        deepEqual(forwards, backwards);
        deepEqual(
          forwards.map(({ message }) => message),
          lines,
        );
        const middle = forwards[seed % Math.max(1, forwards.length)];
        if (!middle) return;
        const rest = [...store.eventsAfter(GROUP, "instance/1", middle.end)];
        const before = [...store.eventsBefore(GROUP, "instance/1", middle.start)].reverse();
        deepEqual([...before, middle, ...rest], forwards);
      }),
      { numRuns: 100 },
    );
  });

  it("loses at most the last line to a crash at any byte, and goes on after it", () => {
    for (const line of ["first", 'sec"ond\n', "third é€😀"]) write(line);
    logs.flush();
    const [file] = filesOf();
    const whole = readFileSync(file!);
    const ends = [...whole.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1);
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(file!, whole.subarray(0, length));
      logs.close();
      open();
      // A line whose text is whole counts, also without its line feed.
      const complete = ends.filter((end) => end - 1 <= length).length;
      const kept = ["first", 'sec"ond\n', "third é€😀"].slice(0, complete);
      deepEqual(messages(), kept, `cut at byte ${length}`);
      write("after");
      deepEqual(messages(), [...kept, "after"], `cut at byte ${length}`);
    }
  });

  it("passes over damage in the middle of a file", () => {
    write("one");
    logs.flush();
    appendFileSync(filesOf()[0]!, '{"t":1,"i":1,"m":\n\0\0\0\n{"t":"x","i":1,"m":"no"}\n[]\n\n');
    write("two");
    deepEqual(messages(), ["one", "two"]);
    deepEqual([...store.eventsAfter(GROUP, "instance/1")].filter(({ message }) => message !== undefined).length, 2);
  });

  it("cuts a message at CloudWatch Logs' size, between characters", () => {
    write("€".repeat(100_000));
    const { message } = store.tail(GROUP, "instance/1", 1)[0]!;
    ok(Buffer.byteLength(message) <= LARGEST_MESSAGE_BYTES && Buffer.byteLength(message) > LARGEST_MESSAGE_BYTES - 4);
    match(message, /^€+$/);
  });

  it("keeps the newest of a stream that grows without end, in files of bounded size", () => {
    const line = "x".repeat(100_000);
    for (let i = 0; i < 400; i++) write(`${i} ${line}`);
    logs.flush();
    const sizes = filesOf().map((file) => statSync(file).size);
    ok(sizes.length <= 8 && Math.max(...sizes) < 2.5 * 1024 * 1024, `${sizes}`);
    const kept = messages().map((message) => Number(message.split(" ")[0]));
    equal(kept.at(-1), 399);
    ok(kept.length > 130, `${kept.length} lines`);
    deepEqual(
      kept,
      kept.map((_, index) => kept[0]! + index),
    );
  });

  it("goes on from a place whose file has been removed since", () => {
    write("old");
    const start = store.endOf(GROUP, "instance/1");
    const line = "x".repeat(200_000);
    for (let i = 0; i < 200; i++) write(line);
    write("last");
    const rest = [...store.eventsAfter(GROUP, "instance/1", start)];
    equal(rest.at(-1)!.message, "last");
    ok(rest.length > 60);
    deepEqual([...store.eventsBefore(GROUP, "instance/1", start)], []);
  });

  it("reads the last lines of a large stream without reading it all", () => {
    for (let i = 0; i < 20_000; i++) write(`${i} ${"x".repeat(500)}`);
    logs.flush();
    const begun = process.hrtime.bigint();
    const rounds = 20;
    for (let i = 0; i < rounds; i++) deepEqual(messages("instance/1", 1)[0]!.slice(0, 6), "19999 ");
    const each = Number(process.hrtime.bigint() - begun) / rounds;
    const beginAll = process.hrtime.bigint();
    equal(messages().length, 20_000);
    const all = Number(process.hrtime.bigint() - beginAll);
    ok(each < all / 10, `one line took ${each} ns, all ${all} ns`);
  });

  it("keeps a hundred streams of a group, the last written, and always the events", async () => {
    store.append(GROUP, "events", "kept", new Date(0));
    for (let i = 0; i < 130; i++) {
      write(`in ${i}`, `instance/${i}`);
      logs.flush();
    }
    const names = store.streamNames(GROUP);
    ok(names.length <= 101, `${names.length}`);
    ok(names.includes("events") && names.includes("instance/129"));
    deepEqual(messages("instance/129"), ["in 129"]);
  });

  it("describes groups and streams", () => {
    write("one", "instance/1", 100);
    write("two", "instance/1", 200);
    write("three", "events", 300);
    const [group] = store.groups();
    equal(group!.name, GROUP);
    ok(group!.storedBytes > 30 && group!.createdAt > 1_600_000_000_000);
    deepEqual(store.streamNames(GROUP), ["events", "instance/1"]);
    const { createdAt, ...stream } = store.describeStream(GROUP, "instance/1")!;
    ok(createdAt > 1_600_000_000_000);
    deepEqual(stream, { name: "instance/1", firstEventAt: 100, lastEventAt: 200, lastIngestionAt: now });
  });
});

describe("log writer", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "writer-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const event = (message: string) => ({ timestamp: 1, ingestionTime: 1, message });
  const stored = (folder: string): string[] =>
    readdirSync(folder)
      .sort()
      .flatMap((name) => readFileSync(join(folder, name), "utf8").trim().split("\n"))
      .map((line) => (JSON.parse(line) as { m: string }).m);

  it("holds little: a batch is written when it is large, without being asked", () => {
    const writer = new LogWriter(directory);
    writer.add(event("x".repeat(1000)));
    deepEqual(readdirSync(directory), []);
    for (let i = 0; i < 70; i++) writer.add(event("x".repeat(1000)));
    ok(stored(directory).length >= 60);
  });

  it("counts what cannot be written, goes on when it can again, and says how much was lost", () => {
    const folder = join(directory, "stream");
    const writer = new LogWriter(folder);
    writer.add(event("one"));
    writer.flush(1);
    // A folder in the place of the file: cannot be written to, by root neither.
    rmSync(join(folder, "00000001.jsonl"));
    mkdirSync(join(folder, "00000001.jsonl"));
    for (const lost of ["two", "three"]) writer.add(event(lost));
    writer.flush(1);
    equal(writer.isEmpty, true);
    rmSync(join(folder, "00000001.jsonl"), { recursive: true });
    writer.add(event("four"));
    writer.flush(1);
    deepEqual(stored(folder), ["[AppRunner] 2 log lines could not be stored.", "four"]);
  });

  it("begins a new file when one is full and keeps the newest", () => {
    const writer = new LogWriter(directory, { fileBytes: 100, files: 3 });
    for (let i = 0; i < 10; i++) {
      writer.add(event(`${i} ${"x".repeat(100)}`));
      writer.flush(1);
    }
    deepEqual(readdirSync(directory).sort(), ["00000008.jsonl", "00000009.jsonl", "00000010.jsonl"]);
    truncateSync(join(directory, "00000010.jsonl"), 20);
    const next = new LogWriter(directory, { fileBytes: 100, files: 3 });
    next.add(event("next"));
    next.flush(1);
    match(readFileSync(join(directory, "00000010.jsonl"), "utf8"), /^.{20}\n\{.*"next"\}\n$/s);
  });
});
