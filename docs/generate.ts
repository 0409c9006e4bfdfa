// Writes the reference pages that are made from code; `npm run generate` runs it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createProgram } from "../cli/main";
import { formatReference } from "../cli/reference";
import { processTerminal } from "../cli/terminal";

writeFileSync(join(__dirname, "reference", "cli.md"), formatReference(createProgram(processTerminal())));
