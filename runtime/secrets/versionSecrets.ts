import type { State } from "../state/state";
import type { VersionRow } from "../state/versions";
import { SealBroken } from "./failures";
import type { ReadSecrets } from "./readSecrets";
import type { Seal } from "./seal";

/**
 * The secrets that versions run with: read when a version is deployed and kept, sealed, for as long as the version, since its
 * instances start again with what was deployed. A secret that changes reaches a service with its next deployment, as on AWS.
 */
export interface VersionSecrets {
  /**
   * Reads what variables refer to (`references`: variable to ARN or name) and keeps it; once per version. Answers how many were read
   * now. Rejects with SecretUnavailable.
   */
  keep(
    version: VersionRow,
    region: string,
    references: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<number>;
  /** The kept values by variable. Throws SealBroken. */
  valuesOf(version: Pick<VersionRow, "id">): Readonly<Record<string, string>>;
  /** Gives a version the values of another one. Throws SealBroken. */
  copy(fromVersionId: string, toVersionId: string): void;
}

export function createVersionSecrets(state: State, seal: Seal, read: ReadSecrets): VersionSecrets {
  const { versionSecrets } = state;
  const put = (id: string, values: Readonly<Record<string, string>>): void =>
    versionSecrets.put(id, seal.close(JSON.stringify(values), purposeOf(id)));

  const valuesOf: VersionSecrets["valuesOf"] = ({ id }) => {
    const sealed = versionSecrets.find(id);
    if (!sealed) return {};
    try {
      return JSON.parse(seal.open(sealed, purposeOf(id), "what its secrets were")) as Record<string, string>;
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      throw new SealBroken(
        `Version ${id} cannot be started: ${error.message}. Start a new deployment to read its secrets again.`,
      );
    }
  };

  return {
    async keep(version, region, references, signal) {
      const count = Object.keys(references).length;
      if (count === 0 || versionSecrets.find(version.id)) return 0;
      put(version.id, await read(references, region, signal));
      return count;
    },
    valuesOf,
    copy(fromVersionId, toVersionId) {
      if (versionSecrets.find(fromVersionId)) put(toVersionId, valuesOf({ id: fromVersionId }));
    },
  };
}

function purposeOf(versionId: string): string {
  return `version ${versionId}`;
}
