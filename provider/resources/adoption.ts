import { type Account, RESOURCE_NAME } from "../core/account";
import { typeToken } from "../core/schema";

/** How what exists already gets into a program, as commands. `service` is the name of the service that it is, or belongs to. */
export function adoption(kind: string, id: string, account: Account, service?: string): string {
  const [, , , region] = id.slice(id.indexOf("arn:")).split(":");
  const options = [
    `--target ${account.call.target}`,
    `--region ${region}`,
    ...(service ? [`--service ${service}`] : []),
  ];
  return (
    `with the plugin: pulumi import ${typeToken("apprunner", kind)} ${RESOURCE_NAME} ${id}` +
    ` (npx apprunner import ${options.join(" ")}${account.homeOption} writes the program for it)`
  );
}
