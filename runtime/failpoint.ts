/**
 * Ends the process the hard way when the step named in APPRUNNER_FAIL_AT is reached: how the tests prove that an operation survives a
 * kill at every step (test/lifecycle/kill*.test.ts).
 */
export function failpoint(environment: NodeJS.ProcessEnv): (step: string) => void {
  const failAt = environment.APPRUNNER_FAIL_AT;
  if (!failAt) return () => undefined;
  return (step) => {
    if (step === failAt) process.kill(process.pid, "SIGKILL");
  };
}
