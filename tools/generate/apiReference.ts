import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type OperationName, operationFact, operationNames } from "../../api/shapes";
import { DEFAULT_QUOTAS } from "../../runtime/operations/quotas";
import { DIFFERENCES, type Difference } from "./apiDifferences";

const CONTRACT = join(__dirname, "..", "..", "test", "contract");

/**
 * Text of docs/reference/api.md: for each operation whether it works as AWS documents it or how it differs, and what its contract
 * test shows. Throws when a difference names a test that is not there, so that the page cannot promise what nothing proves.
 */
export function apiReference(): string {
  return [
    "<!-- Generated from tools/generate/apiDifferences.ts and test/contract by `npm run generate`. Do not edit. -->",
    "",
    "# The App Runner API of the local runtime",
    "",
    ...INTRODUCTION,
    "",
    "| operation | |",
    "| --- | --- |",
    ...operationNames.map(
      (name) => `| [${name}](#${name.toLowerCase()}) | ${DIFFERENCES[name] ? "works, differently" : "works"} |`,
    ),
    "",
    "## Everywhere",
    "",
    ...EVERYWHERE.map((line) => `- ${line}`),
    "",
    ...operationNames.flatMap(section),
  ].join("\n");
}

const INTRODUCTION = [
  "All operations of App Runner (2020-05-15) are built. Each is tested through the AWS SDK for JavaScript; the AWS CLI and boto3 drive the",
  "same runtime in test/clients, and test/model compares it with a small model of the rules over random sequences of calls. What stands under",
  "an operation is what its tests show.",
];

const EVERYWHERE = [
  "The account is 000000000000. Every region is a name space of its own, and any region name will do unless the runtime is started with `--strict`.",
  "Constraints of shapes are answered in AWS's words. Messages of rules are AWS's where they are on record, else our own: the class of the error is the contract.",
  `Quotas of each region: ${quotas()}.`,
  "A page token is good for the same operation with the same parameters only. Without MaxResults a page holds as many as MaxResults may ask for.",
  "A write is on the disk before it is answered.",
];

function quotas(): string {
  return Object.entries(DEFAULT_QUOTAS)
    .map(([name, limit]) => `${limit} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`)
    .join(", ");
}

function section(name: OperationName): string[] {
  const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.test.ts`;
  const facts = factsOf(file);
  const differences = DIFFERENCES[name] ?? [];
  for (const { shownBy } of differences) {
    if (!facts.includes(shownBy)) throw new Error(`test/contract/${file} has no test "${shownBy}", which api.md names`);
  }
  return [
    `## ${name}`,
    "",
    `Errors: ${operationFact(name).errors.join(", ")}. Shown by [${file}](../../test/contract/${file}).`,
    "",
    ...differences.flatMap(({ how, shownBy }: Difference) => [`**Differs:** ${how} (${shownBy})`, ""]),
    ...facts.map((fact) => `- ${fact}`),
    "",
  ];
}

/** The titles of a contract test, which read as facts. */
function factsOf(file: string): string[] {
  const text = readFileSync(join(CONTRACT, file), "utf8");
  return [...text.matchAll(/^ {2}it\("([^"]+)"/gm)].map(([, title]) => title!);
}
