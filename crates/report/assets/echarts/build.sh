#!/bin/bash
# Builds echarts.min.js from the npm registry's ECharts: only what entry.js names. Needs node and npm; run it by hand
# after a change of entry.js or of a version in package.json, and commit what it leaves.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/entry.js" "$work"
[ ! -f "$here/package-lock.json" ] || cp "$here/package-lock.json" "$work"
cd "$work"
npm install --no-audit --no-fund --loglevel=error >&2
npx esbuild entry.js --bundle --minify --format=iife --global-name=echarts --target=es2018 --charset=ascii \
    --define:process.env.NODE_ENV='"production"' --legal-comments=none \
    --banner:js="/*! Apache ECharts $(node -p "require('echarts/package.json').version"), Apache-2.0, see LICENSE and NOTICE */" \
    --outfile=echarts.min.js
# A script element ends at this text, whatever it stands in.
! grep -q '</script' echarts.min.js
cp echarts.min.js package-lock.json "$here"
cp node_modules/echarts/LICENSE node_modules/echarts/NOTICE "$here"
mkdir -p "$here/licenses"
cp node_modules/echarts/licenses/* "$here/licenses"
cp node_modules/zrender/LICENSE "$here/licenses/LICENSE-zrender"
cp node_modules/tslib/LICENSE.txt "$here/licenses/LICENSE-tslib"
ls -l "$here/echarts.min.js" >&2
