import type { SecretKeyInput } from "../../api/localOperations";
import { readSecretReference } from "../../api/secretReference";
import { invalidRequest } from "../model/apiError";
import type { LocalSecret, SecretKey } from "../secrets/localSecrets";

/** What Secrets Manager takes as a name; Parameter Store takes less. */
const NAME = /^\/?[\w/+=.@-]{1,511}$/;

/** The secret that an input names, in the request's region. Throws InvalidRequestException. */
export function keyOf({ Name: name, Arn: arn }: SecretKeyInput, region: string): SecretKey {
  if ((name === undefined) === (arn === undefined)) throw invalidRequest("Give one of Name and Arn.");
  if (name !== undefined) {
    if (!NAME.test(name) || name.replace(/^\//, "") === "") {
      throw invalidRequest("The Name isn't valid: it must be 1 to 512 letters, digits and characters of /_+=.@-");
    }
    return { region, name };
  }
  const reference = arn!.startsWith("arn:") ? readSecretReference(arn!, region) : undefined;
  if (!reference) {
    throw invalidRequest(
      `The Arn isn't valid: it must be arn:aws:secretsmanager:<region>:<account>:secret:<name> or arn:aws:ssm:<region>:<account>:parameter/<name>. ARN: '${arn}'`,
    );
  }
  if (reference.service === "secretsmanager" && (reference.jsonKey || reference.versionStage || reference.versionId)) {
    throw invalidRequest(`The Arn isn't valid: leave out what follows the secret's name. ARN: '${reference.arn}'`);
  }
  if (reference.region !== region) {
    throw invalidRequest(
      `The Arn is of region ${reference.region}, and the request is signed for ${region}. ARN: '${arn}'`,
    );
  }
  return reference;
}

/** A secret as it is described: never its value. */
export function describeSecret(secret: LocalSecret) {
  const { name, arn, parameterArn, versionId, versions, createdAt, updatedAt } = secret;
  return {
    Name: name,
    Arn: arn,
    ParameterArn: parameterArn,
    VersionId: versionId,
    Versions: versions,
    CreatedAt: new Date(createdAt),
    UpdatedAt: new Date(updatedAt),
  };
}
