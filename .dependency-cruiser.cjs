// Who may import whom (ARCHITECTURE.md, "Import rules"). `npm run lint` fails on any other import and on any cycle.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: "\\.test\\.ts$" },
  to: { path: "^(api|provider|sdk|runtime|cli|bench|console|test|tools)/", pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    only("api-imports-nothing", "^api/", [], "api/ is facts; both sides import it"),
    only("model-imports-nothing", "^runtime/model/", ["^api/"], "model is pure"),
    only("state-imports-model", "^runtime/state/", ["^runtime/model/", "^api/"]),
    only("constraints-import-model", "^runtime/constraints/", ["^runtime/model/", "^api/"]),
    only(
      "operations-write-intent-only",
      "^runtime/operations/",
      ["^runtime/(model|state|constraints)/", "^runtime/wire/errors\\.ts$", "^api/"],
      "operations never touch an engine, a build or the ingress",
    ),
    only("wire-imports-errors-and-facts", "^runtime/wire/", ["^runtime/model/", "^api/"]),
    only("secrets-import-state", "^runtime/secrets/", ["^runtime/(model|state)/", "^api/"]),
    only(
      "local-operations-write-intent-only",
      "^runtime/local/",
      ["^runtime/(model|state|secrets|operations)/", "^runtime/wire/service\\.ts$", "^api/"],
      "the local App Runner's own operations are operations: they touch no engine, no build and no ingress",
    ),
    only("build-imports-model", "^runtime/build/", ["^runtime/model/", "^api/"]),
    only("engine-imports-model", "^runtime/engine/", ["^runtime/model/", "^api/"]),
    only("files-import-nothing", "^runtime/files/", []),
    only("ingress-imports-model", "^runtime/ingress/", ["^runtime/(model|files)/", "^api/"]),
    only("observability-imports-state", "^runtime/observability/", [
      "^runtime/(model|state)/",
      "^runtime/wire/errors\\.ts$",
      "^api/",
    ]),
    only("reconciler-sees-all-but-wire", "^runtime/reconciler/", [
      "^runtime/(model|state|secrets|build|engine|ingress|observability)/",
      "^api/",
    ]),
    only(
      "automatic-deployments-ask-as-the-api-does",
      "^runtime/automatic/",
      [
        "^runtime/(model|state|operations)/",
        "^runtime/engine/engine\\.ts$",
        "^runtime/reconciler/queue\\.ts$",
        "^api/",
      ],
      "they look where sources are and start deployments; they carry none out",
    ),
    only("runtime-is-apart-from-the-provider", "^runtime/", ["^api/"]),
    only("provider-core-imports-facts", "^provider/core/", ["^api/"]),
    only("provider-is-apart-from-the-runtime", "^provider/", ["^api/"]),
    only("sdk-imports-the-provider", "^sdk/", ["^provider/", "^api/"]),
    only("cli-starts-the-runtime-as-a-process", "^cli/", ["^api/", "^provider/client\\.ts$", "^sdk/"]),
    {
      name: "no-test-code-in-product",
      severity: "error",
      from: { path: "^(api|provider|sdk|runtime|cli)/", pathNot: "\\.test\\.ts$" },
      to: { path: "(^test/|\\.test\\.ts$)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|node_modules)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
