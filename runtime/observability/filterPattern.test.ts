import { equal, throws } from "node:assert/strict";
import { describe, it } from "mocha";
import { ApiError } from "../model/apiError";
import { compileFilterPattern } from "./filterPattern";

describe("filter pattern", () => {
  for (const [pattern, message, matches] of [
    [undefined, "anything", true],
    ["", "anything", true],
    ["  ", "anything", true],
    ["ERROR", "[ERROR 401] no", true],
    ["ERROR", "[error 401] no", false],
    ["ERROR 401", "[ERROR 401] no", true],
    ["ERROR 401", "[ERROR 404] no", false],
    ["401 ERROR", "[ERROR 401] no", true],
    ["?ERROR ?WARN", "WARN x", true],
    ["?ERROR ?WARN", "INFO x", false],
    ["ERROR -404", "ERROR 401", true],
    ["ERROR -404", "ERROR 404", false],
    ["-404", "ERROR 401", true],
    ["INFO ?ERROR", "INFO x", true],
    ['"ERROR 401"', "x ERROR 401 y", true],
    ['"ERROR 401"', "401 ERROR", false],
    ['-"ERROR 401" x', "x ERROR 402", true],
    ['?"a b" ?"c d"', "x c d", true],
    ['"say \\"hi\\""', 'they say "hi"', true],
    ['"[AppRunner]"', "[AppRunner] Deployment started.", true],
    ["größe", "die größe", true],
  ] as const) {
    it(`${pattern} ${matches ? "matches" : "does not match"} ${message}`, () =>
      equal(compileFilterPattern(pattern)(message), matches));
  }

  for (const [pattern, says] of [
    ["{ $.level = 50 }", /JSON filter patterns are not built/],
    ["[ip, user, ...]", /space-delimited filter patterns are not built/],
    ["%a+%", /regular expression filter patterns are not built/],
    ["ERROR:", /Invalid character\(s\) in term 'ERROR:'/],
    ['"open', /Invalid filter pattern/],
    ['"a"b', /Invalid filter pattern/],
  ] as const) {
    it(`${pattern} is answered with an error`, () =>
      throws(
        () => compileFilterPattern(pattern),
        (error: ApiError) =>
          error instanceof ApiError && error.apiName === "InvalidParameterException" && says.test(error.message),
      ));
  }
});
