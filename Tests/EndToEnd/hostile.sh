#!/usr/bin/env bash
# Feeds protonlint what tries to crash, hang or mislead it. Each input must be answered with the
# exit code in its row, in time, with its name in the output, and without a crash.
#
# PROTONLINT is the binary to test.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
: "${PROTONLINT:?must name the binary to test}"
hostile=Fixtures/hostile

work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
chmod 755 "$work"
failures=0

limited() {
  if command -v timeout >/dev/null; then timeout 60 "$@"; else "$@"; fi
}

complain() {
  failures=$((failures + 1))
  echo "hostile: $1"
  head -c 2000 "$work/output" | sed 's/^/    /'
}

# expect CODES PATH [COMMAND…] : lints PATH, through COMMAND if given. CODES are the permitted exit
# codes, as in `0|1`. The output of both kinds is left in $work/output.
expect() {
  local codes=$1 path=$2 status=0
  shift 2
  limited "$@" "${binary:-$PROTONLINT}" "$path" </dev/null >"$work/output" 2>&1 || status=$?
  if [ "$status" -eq 124 ]; then
    complain "$path: not done after a minute"
  elif [ "$status" -ge 128 ]; then
    complain "$path: crashed with exit code $status"
  elif [[ "|$codes|" != *"|$status|"* ]]; then
    complain "$path: exit code $status instead of $codes"
  elif ! grep -qaF "$(basename "$path")" "$work/output" && [ "$status" -ne 0 ]; then
    complain "$path: not named in the output"
  fi
}

# refuse TEXT : TEXT must not be in what the last `expect` printed.
refuse() {
  if grep -qaF "$1" "$work/output"; then complain "the output holds '$1'"; fi
}

# Committed files and bundles.
while read -r codes name; do
  expect "$codes" "$hostile/$name"
done <<'ROWS'
0   empty.yaml
1   crlf.yaml
1   tab-indent.yaml
1   utf-16.yaml
1   invalid-utf-8.yaml
0|1 binary.yaml
1   nul-in-text.yaml
1   alias-bomb.yaml
1   self-alias.yaml
1   list-schema
1   unclosed-if
1   unclosed-output
1   unclosed-string
1   unclosed-comment
1   unknown-filter
1   division-by-zero
0|1 endless-range
0|1 endless-power
0|1 endless-string
0   recursive-macro
0|1 deep-expression
0|1 many-branches
1   greedy-pattern
ROWS

# A manifest that points out of its folder is a finding; what it points at is never read.
expect 1 $hostile/climbing-manifest
refuse HostSecurityGroup
expect 1 $hostile/absolute-manifest
refuse root:

# All of them at once.
expect 1 $hostile

# Size and depth.
{
  echo "AWSTemplateFormatVersion: '2010-09-09'"
  echo "Resources:"
  awk 'BEGIN { for (i = 0; i < 700000; i++)
    printf "  Topic%d:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: topic %d\n", i, i }'
} >"$work/huge.yaml"
expect '0|1' "$work/huge.yaml"

# nested OPENING CLOSING : 10,000 times OPENING, then as often CLOSING.
nested() {
  awk -v opening="$1" -v closing="$2" 'BEGIN {
    for (i = 0; i < 10000; i++) printf "%s", opening
    for (i = 0; i < 10000; i++) printf "%s", closing
  }'
}
{
  printf "AWSTemplateFormatVersion: '2010-09-09'\nMetadata: "
  nested '[' ']'
  printf "\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
} >"$work/deep-flow.yaml"
expect 1 "$work/deep-flow.yaml"
{
  printf "AWSTemplateFormatVersion: '2010-09-09'\nMetadata:\n"
  awk 'BEGIN { for (i = 1; i <= 3000; i++) printf "%*sk:\n", i, "" }'
  printf "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
} >"$work/deep-block.yaml"
expect 1 "$work/deep-block.yaml"
{
  printf '{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": { "T": { "Type": "AWS::SNS::Topic" } }, "Metadata": '
  nested '{"k":' ''
  printf 1
  nested '' '}'
  printf ' }'
} >"$work/deep.json"
expect 1 "$work/deep.json"
{
  printf '{ "Resources": {'
  awk 'BEGIN { for (i = 0; i < 50000; i++) printf "\"T%d\": { \"Type\": \"AWS::SNS::Topic\" }, ", i }'
  printf '"Last": { "Type": "AWS::SNS::Topic" } } }'
} >"$work/one-line.json"
expect '0|1' "$work/one-line.json"

# Links that lead round in a circle or out of the folder, and a pipe that nobody writes to.
template=Fixtures/plain/batch-host.yaml
mkdir "$work/links"
cp $template "$work/links/template.yaml"
ln -s . "$work/links/again"
ln -s / "$work/links/everything"
ln -s nowhere "$work/links/dangling.yaml"
mkfifo "$work/links/pipe.yaml"
expect 1 "$work/links"
refuse /again/
refuse everything/
expect 3 "$work/links/dangling.yaml"

# Packed bundles: a sound one, one that breaks off, one that unpacks to far more than its size, and
# one whose paths lead elsewhere.
tar -czf "$work/bundle.tar.gz" -C Fixtures/seed .
expect 1 "$work/bundle.tar.gz"
head -c 2000 "$work/bundle.tar.gz" >"$work/cut.tar.gz"
expect 1 "$work/cut.tar.gz"
head -c 300000000 /dev/zero | gzip >"$work/bomb.tgz"
expect 1 "$work/bomb.tgz"
tar -czPf "$work/absolute.tgz" "$PWD/$template"
expect 3 "$work/absolute.tgz"
refuse HostSecurityGroup

# What is not there, and folders with nothing to lint.
expect 3 "$work/missing"
mkdir "$work/empty-folder"
expect 3 "$work/empty-folder"

# A name that would colour the terminal.
escape=$(printf '\033[31m')
cp $template "$work/red${escape}name.yaml"
mkdir "$work/names"
mv "$work/red${escape}name.yaml" "$work/names"
expect 1 "$work/names"
refuse "$escape"

# A file without read permission: named, it is an error; found in a folder, a finding. The
# superuser reads everything, so another user takes that part.
mkdir "$work/locked"
cp $template "$work/locked/locked.yaml"
chmod 000 "$work/locked/locked.yaml"
if [ "$(id -u)" -ne 0 ]; then
  expect 3 "$work/locked/locked.yaml"
  expect 1 "$work/locked"
elif command -v setpriv >/dev/null; then
  binary=$work/protonlint
  cp "$PROTONLINT" "$binary"
  chmod 755 "$binary"
  expect 3 "$work/locked/locked.yaml" setpriv --reuid=65534 --regid=65534 --clear-groups
  expect 1 "$work/locked" setpriv --reuid=65534 --regid=65534 --clear-groups
else
  echo "hostile: unreadable files are not tested, as the superuser and without setpriv"
fi

if [ "$failures" -gt 0 ]; then
  echo "hostile: $failures of the answers were wrong"
  exit 1
fi
