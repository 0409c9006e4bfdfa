import { readFileSync } from "node:fs";
import { writeAtomically } from "../files/writeAtomically";
import type { RoutingTable } from "../model/route";
import { readRoutingTable } from "./readRoutingTable";

/** What an ingress keeps over its own restarts. */
export interface SavedIngress {
  /** Ports it listened on: URLs that people have copied go on working when any free port was asked for. */
  httpPort: number;
  httpsPort: number;
  table: RoutingTable;
}

/** The saved table of a file; undefined when there is none. A file that cannot be read counts as none, and `log` is told. */
export function loadSavedIngress(file: string, log: (line: string) => void): SavedIngress | undefined {
  try {
    const saved = JSON.parse(readFileSync(file, "utf8")) as Partial<SavedIngress>;
    return { httpPort: saved.httpPort ?? 0, httpsPort: saved.httpsPort ?? 0, table: readRoutingTable(saved.table) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      log(`the routing table in ${file} is not used: ${(error as Error).message}; the control plane sends it again`);
    }
    return undefined;
  }
}

/** Throws when it cannot be written (a full disk). */
export function saveIngress(file: string, saved: SavedIngress): void {
  writeAtomically(file, JSON.stringify(saved), 0o600);
}
