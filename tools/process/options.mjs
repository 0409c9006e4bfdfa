/** The value of `--name VALUE` or `--name=VALUE` in a list of arguments, or undefined. */
export function optionOf(args, name) {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return undefined;
  if (args[at] !== name) return args[at].slice(name.length + 1);
  if (args[at + 1] === undefined) throw new Error(`${name} needs a value`);
  return args[at + 1];
}
