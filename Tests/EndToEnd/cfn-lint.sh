#!/usr/bin/env bash
# On templates of random resources, most of them faulty, protonlint has the errors that cfn-lint has,
# and none on templates in which cfn-lint has none.
set -uo pipefail
# shellcheck source=checks
source "$(dirname "${BASH_SOURCE[0]}")/checks" cfn-lint
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../scripts" && pwd)

if ! python3 -c 'from cfnlint.version import __version__ as v; assert v == "1.51.0"' 2>/dev/null; then
  echo "$test: skipped: cfn-lint 1.51.0 is not installed"
  exit 77
fi

if ! "$scripts/generate-templates" "$work/random" --count 6 --resources 25 --seed 7; then
  fail "the templates could not be made"
elif ! "$scripts/compare-cfn-lint" "$work/random" --missing >"$work/comparison"; then
  fail "protonlint and cfn-lint differ"
  tail -n 40 "$work/comparison"
fi
exit $((failures > 0))
