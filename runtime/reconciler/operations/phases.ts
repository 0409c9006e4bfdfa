import type { OperationRow } from "../../state/operations";
import type { Phase } from "../phases/phase";
import { CONFIGURE_PHASES } from "./configure";
import { DELETE_PHASES } from "./delete";
import { DEPLOY_PHASES } from "./deploy";
import { PAUSE_PHASES } from "./pause";
import { RESUME_PHASES } from "./resume";

/** The phases of an operation, in order. */
export function phasesOf({ type, deploys }: Pick<OperationRow, "type" | "deploys">): readonly Phase[] {
  switch (type) {
    case "CREATE_SERVICE":
    case "START_DEPLOYMENT":
      return DEPLOY_PHASES;
    case "UPDATE_SERVICE":
      return deploys ? DEPLOY_PHASES : CONFIGURE_PHASES;
    case "PAUSE_SERVICE":
      return PAUSE_PHASES;
    case "RESUME_SERVICE":
      return RESUME_PHASES;
    case "DELETE_SERVICE":
      return DELETE_PHASES;
  }
}
