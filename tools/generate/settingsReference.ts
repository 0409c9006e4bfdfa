import type { Setting } from "../../provider/settings";

/** Text of docs/reference/settings.md: the settings of the provider. */
export function settingsReference(packageName: string, settings: Record<string, Setting>): string {
  const rows = Object.entries(settings).map(([name, { doc, isMap }]) => {
    const set = isMap ? `--path '${packageName}:${name}.<key>' <value>` : `${packageName}:${name} <value>`;
    return `| \`${packageName}:${name}\` | ${doc} | \`pulumi config set ${set}\` |`;
  });
  return `<!-- Generated from provider/settings.ts by \`npm run generate\`. Do not edit. -->

# Settings

Of a stack, or as arguments of \`new apprunner.Provider(name, {...})\` without \`${packageName}:\`.

| setting | what it is | set with |
| --- | --- | --- |
${rows.join("\n")}
`;
}
