#!/bin/sh
# The quickstart: fetches public-domain text, builds Assay, mixes, and compares the mix with the truth. Works from any directory.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)

missing=0
need() { # tool, what to do
  command -v "$1" > /dev/null 2>&1 && return
  echo "quickstart: $1 is missing. $2" >&2
  missing=1
}
need node 'Install Node.js 20 or newer (Debian: apt-get install nodejs).'
need npm 'Install npm 10 or newer; it comes with Node.js (Debian: apt-get install npm).'
need dotnet 'Install the .NET SDK 10: https://dotnet.microsoft.com/download'
[ "$missing" -eq 0 ] || exit 2

if ! node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'; then
  echo "quickstart: Node.js $(node --version) is too old. Install version 20 or newer." >&2
  exit 2
fi
# In the root, where global.json names the SDK.
if ! (cd "$root" && dotnet --version > /dev/null 2>&1); then
  echo 'quickstart: the .NET SDK 10 that global.json names is missing. Install it: https://dotnet.microsoft.com/download' >&2
  exit 2
fi

# npm ci takes seconds, but it needs the network: only when the lock file changed since the last time.
cd "$here"
if ! cmp -s package-lock.json node_modules/.quickstart-lock.json; then
  npm ci --ignore-scripts --loglevel=error > /dev/null
  cp package-lock.json node_modules/.quickstart-lock.json
fi
node prepare.mjs
echo

# Silent when all is well, complete when it is not.
if ! log=$(cd "$root" && dotnet build src/Assay.Cli -c Release 2>&1); then
  printf '%s\n' "$log" >&2
  exit 1
fi
dotnet "$root/artifacts/bin/Assay.Cli/release/assay.dll" mix "$here/policy.yaml"
echo
node compare.mjs
