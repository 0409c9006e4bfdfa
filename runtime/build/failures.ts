/** The repository, branch, directory or commit cannot be had. `message` says which, why and what exists instead. */
export class SourceUnavailable extends Error {
  override readonly name = "SourceUnavailable";
}

/** The source is here, but says nothing that can be built: a missing or wrong apprunner.yaml, an unsupported version. */
export class PlanFailed extends Error {
  override readonly name = "PlanFailed";
}
