import { type OperationName, operationFact, shape } from "../../../api/shapes";
import { invalidRequest } from "../../model/apiError";
import type { OperationContext } from "../context";
import { readPageToken, writePageToken } from "./pageToken";

interface PageRequest {
  MaxResults?: number;
  NextToken?: string;
}

/** One page of a listing that goes by a row's `sequence`. */
export interface Page {
  /** The sequence of the last row before this page; undefined on the first. */
  readonly after: number | undefined;
  /** How many rows to read: one more than the page holds, which tells whether there is a next one. */
  readonly limit: number;
  /** The rows of this page, and the token of the next if there is one. */
  cut<Row extends { sequence: number }>(rows: readonly Row[]): { rows: readonly Row[]; NextToken: string | undefined };
}

/**
 * Opens the page that a List or Describe request asks for. `filter` is everything of the request that the listing depends on: a
 * token goes on only where all of it is the same. Without MaxResults a page holds as many as MaxResults may ask for, as the real
 * service pages too. Throws InvalidRequestException for a token of another listing, or of nobody.
 */
export function openPage(
  { state, region }: OperationContext,
  operation: OperationName,
  request: PageRequest,
  filter: Readonly<Record<string, unknown>> = {},
): Page {
  const key = state.settings.pageTokenKey();
  const scope = JSON.stringify([operation, region, filter]);
  const size = request.MaxResults ?? largestPage(operation);
  const after = request.NextToken === undefined ? undefined : readPageToken(key, scope, request.NextToken);
  if (request.NextToken !== undefined && after === undefined) {
    throw invalidRequest(
      "The NextToken you specified isn't valid. Use the one that the previous page returned, with the same parameters.",
    );
  }
  return {
    after,
    limit: size + 1,
    cut(rows) {
      const shown = rows.slice(0, size);
      const last = shown.at(-1);
      return {
        rows: shown,
        NextToken: rows.length > size && last ? writePageToken(key, scope, last.sequence) : undefined,
      };
    },
  };
}

/** The bound of the operation's MaxResults. */
function largestPage(operation: OperationName): number {
  const member = shape(operationFact(operation).input).members?.MaxResults;
  const bound = member === undefined ? undefined : shape(member).max;
  if (bound === undefined) throw new Error(`${operation} has no bounded MaxResults`);
  return bound;
}
