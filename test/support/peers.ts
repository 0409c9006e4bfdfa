/** Why the packages that only some programs need (@pulumi/aws, @pulumi/docker) are not here for tests, or undefined. */
export function whyNoPeers(): string | undefined {
  return process.env.APPRUNNER_TEST_PEERS
    ? undefined
    : "no @pulumi/aws and @pulumi/docker for tests: npm test fetches them";
}

/** Goes where those packages are found, as a program's folder would be. Answers the way back. */
export function enterPeers(): () => void {
  const before = process.cwd();
  process.chdir(process.env.APPRUNNER_TEST_PEERS!);
  return () => process.chdir(before);
}
