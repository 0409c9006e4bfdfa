import * as pulumi from "@pulumi/pulumi";

/** The settings of pulumi-aws that are taken where ours of the same name are left out (provider/settings.ts). */
const TAKEN = ["region", "profile"] as const;

/**
 * Throws where the stack's own plugin would look elsewhere than the dynamic provider: Pulumi gives a plugin the settings of its own
 * name only, so `aws:region` would be passed over and a whole stack be made again in another region.
 */
export function refusePassedOver(): void {
  const own = new pulumi.Config("apprunner");
  if ((own.get("target") ?? "aws") !== "aws") return;
  const aws = new pulumi.Config("aws");
  const passedOver = TAKEN.filter((name) => aws.get(name) && !own.get(name));
  if (passedOver.length === 0) return;
  const names = passedOver.map((name) => `aws:${name}`).join(" and ");
  const commands = passedOver.map((name) => `pulumi config set apprunner:${name} ${aws.get(name)}`).join(" && ");
  throw new pulumi.RunError(`The plugin does not see ${names}: ${commands}`);
}
