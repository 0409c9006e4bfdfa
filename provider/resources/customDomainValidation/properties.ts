import { block, choice, flag, ownTexts, text } from "../../core/property";
import { validationRecords } from "../customDomainAssociation/properties";

const WAIT_ANEW = "its validation is waited for anew, and nothing else happens";

/**
 * The inputs of a CustomDomainValidation. The API has no such thing: it is the wait for what an association becomes. Its shape is that of
 * the request that names an association.
 */
export const inputs = block(
  "DisassociateCustomDomainRequest",
  {
    doc: "The wait for a custom domain to become active: it is there once App Runner has found the domain's validation records and holds its certificate, which takes minutes after the records are made, and at worst two days. While it waits it says which records are not found yet. A wait that takes longer than the resource's timeout (40 minutes) fails, and the next update waits on. Deleting it changes nothing.",
  },
  {
    domainName: text("DomainName", {
      doc: "The domain, as in its CustomDomainAssociation.",
      change: "replace",
      why: `it is another domain: ${WAIT_ANEW}`,
    }),
    serviceArn: text("AppRunnerResourceArn", {
      doc: "ARN of the service that the domain is associated with.",
      change: "replace",
      why: `it is another association: ${WAIT_ANEW}`,
    }),
    validationRecordNames: ownTexts({
      doc: "Names of the validation records that the program makes, so that the wait begins after them. When one that App Runner looks for is not among them, it fails at once instead of waiting in vain. A trailing dot says nothing.",
      default: [],
      change: "update",
    }).optional(),
  },
);

/** What App Runner tells of the association. Source: API shape CustomDomain. */
export const outputs = block(
  "CustomDomain",
  { doc: "An association as it is." },
  {
    enableWWWSubdomain: flag("NullableBoolean", {
      doc: "Whether `www.` of the domain leads to the service too.",
    }).optional(),
    status: choice("CustomDomainAssociationStatus", {
      doc: "`ACTIVE`; a refresh reads what it is by then.",
    }),
    certificateValidationRecords: validationRecords,
  },
);
