#!/usr/bin/env bash
# What the action does. Reads its inputs as environment variables (action.yml) and writes outputs to GITHUB_OUTPUT.
set -euo pipefail

apprunner() {
  if command -v apprunner > /dev/null; then command apprunner "$@"; else npx --no-install apprunner "$@"; fi
}

fail() {
  echo "::error::$1" >&2
  exit 2
}

output() {
  echo "$1=$2" >> "$GITHUB_OUTPUT"
}

# A field of the event: field pull_request.number
field() {
  node -e '
    const event = JSON.parse(require("node:fs").readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
    console.log(process.argv[1].split(".").reduce((value, key) => value?.[key], event) ?? "");
  ' "$1"
}

options() {
  options=(--file "$FILE")
  [[ -z $ENVIRONMENT ]] || options+=(--environment "$ENVIRONMENT")
  [[ -z $TARGET ]] || options+=(--target "$TARGET")
  [[ -z $REGION ]] || options+=(--region "$REGION")
  [[ -z $BACKEND ]] || options+=(--backend "$BACKEND")
}

is_pull_request() {
  [[ $GITHUB_EVENT_NAME == pull_request && -n $(field pull_request.number) ]]
}

preview() {
  local report="${REPORT:-$RUNNER_TEMP/apprunner-report.json}" code=0
  local -a more=()
  [[ $DRIFT != true ]] || more+=(--drift)
  [[ -z $FAIL_ON ]] || more+=(--fail-on "$FAIL_ON")
  # A preview that finds problems still has a report, which is what a reviewer wants to see.
  apprunner preview "${options[@]}" "${more[@]}" --format json --output "$report" || code=$?
  [[ -s $report ]] || exit "$code"
  output changes "$(node -p 'const { counts } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")); counts.create + counts.update + counts.replace + counts.delete + counts.import' "$report")"
  if [[ $COMMENT == true ]] && is_pull_request; then
    output comment-url "$(apprunner comment --report "$report")"
  fi
  exit "$code"
}

up() {
  apprunner up "${options[@]}" --json
  output url "$(apprunner outputs "${options[@]}" url)"
}

destroy() {
  apprunner destroy "${options[@]}" --yes
}

environment() {
  is_pull_request || fail "the command environment is for workflows on pull_request; this event is $GITHUB_EVENT_NAME"
  ENVIRONMENT=${ENVIRONMENT:-pr-$(field pull_request.number)}
  options
  if [[ $(field action) == closed ]]; then destroy; else up; fi
}

options
case $COMMAND in
  preview) preview ;;
  up) up ;;
  destroy) destroy ;;
  environment) environment ;;
  *) fail "command \"$COMMAND\" is none of preview, up, destroy, environment" ;;
esac
