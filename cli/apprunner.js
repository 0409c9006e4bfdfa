#!/usr/bin/env node
// The npm bin of the CLI. Plain JavaScript of old Node versions, since it has to run before it can say which Node is needed.
"use strict";

const { launch } = require("./launch");

launch({
  name: "apprunner",
  script: __filename,
  main: ["cli", "main"],
  run: (main) =>
    main(process.argv.slice(2)).then((code) => {
      process.exitCode = code;
    }),
});
