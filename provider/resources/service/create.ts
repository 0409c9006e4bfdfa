import type { Service } from "@aws-sdk/client-apprunner";
import { type AppRunnerInput, type AppRunnerOutput, isApiError } from "../../core/api";
import { toApi } from "../../core/caseMapping";
import { messageOf, PartialFailure } from "../../core/failure";
import { nameFor } from "../../core/name";
import { type Attempt, once } from "../../core/once";
import type { Call, Created, Properties } from "../../core/resource";
import { retryWhile } from "../../core/retry";
import { knownAt } from "../../core/unknown";
import { isAsked } from "../asked";
import { type TagMap, tagList } from "../tags";
import { findBegun } from "./begin";
import { describe, liveInputs } from "./describe";
import { findService, listServices } from "./find";
import { knowDefault } from "./knowDefault";
import { followOperation } from "./operation";
import { inputs as properties } from "./properties";
import { isRolePropagation, ROLE_PROPAGATION_MS } from "./rolePropagation";
import { pauseService } from "./runState";
import { sensitiveValues } from "./sensitiveValues";

/** Creates the service and follows the operation to its end. A service that was created but does not run is a partial failure. */
export async function createService(inputs: Properties, call: Call): Promise<Created> {
  const said: Properties = { ...inputs, serviceName: nameFor(inputs, "serviceName", "ServiceName") };
  const { Service: service, OperationId } = await request(said, call);
  const id = service!.ServiceArn!;
  const what = `the creation of service ${said.serviceName}`;
  try {
    await followOperation(what, service!, OperationId, call, sensitiveValues(inputs));
    if (said.desiredState === "paused") await pauseService(id, call);
    return { id, outputs: await outputsOf(service!, said, call) };
  } catch (error) {
    const outputs = await outputsOf(service!, said, call).catch(() => fallback(service!, said, call));
    throw new PartialFailure(messageOf(error), id, outputs, { cause: error });
  }
}

type Answer = Pick<AppRunnerOutput<"CreateService">, "Service" | "OperationId">;

/** Creates it, or finds that it was created though the answer was lost. */
function request(said: Properties, call: Call): Promise<Answer> {
  const complete = withCodeConfiguration(said);
  const { tags, ...rest } = complete;
  const body = toApi(properties, rest) as AppRunnerInput<"CreateService">;
  const Tags = tagList(tags as TagMap | undefined);
  const what = `creating service ${said.serviceName}`;
  return retryWhile(what, call, ROLE_PROPAGATION_MS, isRolePropagation, async () => {
    try {
      return await once<Answer>(what, call, {
        send: () => call.api.call("CreateService", { ...body, Tags }, call),
        idOf: ({ Service: made }) => made?.ServiceArn,
        find: (attempt) => findCreated(attempt, complete, call),
      });
    } catch (error) {
      throw isNameTaken(error) ? nameTaken(error, said.serviceName) : error;
    }
  });
}

/** The service that an attempt created: of that name, made since, and what was asked for. */
async function findCreated(attempt: Attempt, said: Properties, call: Call): Promise<Answer | undefined> {
  for await (const one of listServices(call)) {
    if (
      one.ServiceName !== said.serviceName ||
      one.Status === "DELETED" ||
      !attempt.mayHaveMade(one.ServiceArn, one.CreatedAt)
    )
      continue;
    const Service = await findService(one.ServiceArn!, call);
    if (!Service || !isAsked(properties, liveInputs(await knowDefault(Service, said, call), {}, said), said)) continue;
    const begun = await findBegun("CREATE_SERVICE", one.ServiceArn!, attempt, call);
    return { Service, OperationId: begun?.Id };
  }
  return undefined;
}

/** CreateService wants a code configuration, though its shape says it is optional. Source: API reference, CodeRepository. */
function withCodeConfiguration(said: Properties): Properties {
  const path = "sourceConfiguration.codeRepository";
  const code = knownAt<Properties>(said, path);
  if (!code || code.codeConfiguration) return said;
  const source = said.sourceConfiguration as Properties;
  const codeRepository = { ...code, codeConfiguration: { configurationSource: "REPOSITORY" } };
  return { ...said, sourceConfiguration: { ...source, codeRepository } };
}

function isNameTaken(error: unknown): error is Error {
  return isApiError(error, "InvalidRequestException") && /already exists/i.test(error.message);
}

function nameTaken(error: Error, name: unknown): Error {
  const advice = `choose another serviceName for ${name}, leave it out to get one made up, or adopt the service with its ARN`;
  return new Error(`${error.message}\nTo go on, ${advice}.`, { cause: error });
}

async function outputsOf(created: Service, said: Properties, call: Call): Promise<Properties> {
  const live = (await findService(created.ServiceArn!, call)) ?? created;
  return describe(await knowDefault(live, said, call), (said.tags ?? {}) as TagMap, said, call.target);
}

/** When not even the look at the service works: what CreateService answered. */
function fallback(created: Service, said: Properties, call: Call): Properties {
  return describe(created, (said.tags ?? {}) as TagMap, said, call.target);
}
