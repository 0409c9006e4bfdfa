import type { CompleteHandshakeInput } from "../../api/localOperations";
import { invalidRequest, resourceNotFound } from "../model/apiError";
import { findConnection } from "../operations/connection/find";
import type { ConnectionRow } from "../state/connections";
import type { LocalContext, LocalOperation } from "./operation";

/** Longer than any provider's token. */
const MAX_TOKEN = 4096;

/**
 * Takes the place of the console's handshake with a provider: the connection is AVAILABLE, and repositories of `Host` are read with the
 * token from now on. Again for a connection that is AVAILABLE puts a new token in place of the former.
 */
export const completeHandshake: LocalOperation<"CompleteHandshake"> = {
  errors: ["InvalidRequestException", "ResourceNotFoundException", "InternalServiceErrorException"],
  run(input, context) {
    const connection = find(input, context);
    const { Token: token, Username: username, Host: host } = input;
    checkToken(token);
    if (username !== undefined) checkUsername(username);
    if (host !== undefined) checkHost(host);
    context.tokens.complete(connection, { token, username, host });
    const { arn, name, providerType, status } = context.state.connections.find(connection.arn)!;
    return { ConnectionArn: arn, ConnectionName: name, ProviderType: providerType, Status: status };
  },
};

function find(
  { ConnectionName: name, ConnectionArn: arn }: CompleteHandshakeInput,
  context: LocalContext,
): ConnectionRow {
  if ((name === undefined) === (arn === undefined)) {
    throw invalidRequest("Give one of ConnectionName and ConnectionArn.");
  }
  if (arn !== undefined) return findConnection(context, arn);
  const found = context.state.connections.findByName(context.region, name!);
  if (!found) throw resourceNotFound(`Connection doesn't exist in ${context.region}: ${name}`);
  return found;
}

/** What an HTTP header can carry; the token itself is in no message. */
function checkToken(token: string | undefined): void {
  if (token === undefined) return;
  if (token === "" || token.length > MAX_TOKEN || /[^\x21-\x7e]/.test(token)) {
    throw invalidRequest(
      `The Token isn't valid: it must be 1 to ${MAX_TOKEN} printable ASCII characters without spaces.`,
    );
  }
}

/** A colon ends the name in basic authentication. */
function checkUsername(username: string): void {
  if (!/^[^\s:\p{Cc}]{1,255}$/u.test(username)) {
    throw invalidRequest("The Username isn't valid: it must be 1 to 255 characters without spaces and colons.");
  }
}

function checkHost(host: string): void {
  const url = `https://${host}/`;
  if (!URL.canParse(url) || new URL(url).host !== host.toLowerCase() || host.length > 255) {
    throw invalidRequest(
      "The Host isn't valid: it must be a host name, as in git.example.com or git.example.com:8443.",
    );
  }
}
