#!/usr/bin/env bash
# Installs pulumi-apprunner for this job and puts it on PATH. Reads VERSION; GITHUB_PATH and RUNNER_TEMP are the runner's.
set -euo pipefail

if [[ ! $VERSION =~ ^[0-9A-Za-z.^~_-]+$ ]]; then
  echo "::error::version \"$VERSION\" is no version of an npm package" >&2
  exit 2
fi
folder="$RUNNER_TEMP/pulumi-apprunner"
npm install --prefix "$folder" --no-audit --no-fund --no-save "pulumi-apprunner@$VERSION"
echo "$folder/node_modules/.bin" >> "$GITHUB_PATH"
