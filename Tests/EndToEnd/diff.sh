#!/usr/bin/env bash
# `protonlint diff` on folders and on revisions of a repository: what it reports, its exit codes, and
# that nothing of the repository runs.
#
# PROTONLINT is the binary to test.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
: "${PROTONLINT:?must name the binary to test}"
command -v git >/dev/null || exit 77

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# expect CODE STREAM TEXT ARGUMENT… : the command ends with CODE, and STREAM (out or err) holds TEXT.
expect() {
  local code=$1 stream=$2 text=$3 status=0
  shift 3
  "$PROTONLINT" diff "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
  if [ "$status" -ne "$code" ]; then
    failures=$((failures + 1))
    echo "diff: protonlint diff $*: exit code $status instead of $code"
  fi
  if ! grep -qF -- "$text" "$work/$stream"; then
    failures=$((failures + 1))
    echo "diff: protonlint diff $*: '$text' is not in std$stream"
    head -c 1000 "$work/$stream" | sed 's/^/    /'
  fi
}

fail() {
  failures=$((failures + 1))
  echo "diff: $1"
}

cp -r Fixtures/clean "$work/old"
cp -r Fixtures/clean "$work/new"
schema=web-service/v1/schema/schema.yaml
environment=fargate-environment/v1/infrastructure/cloudformation.yaml

# Folders.
expect 0 out "no changes in 2 bundles" --expect none "$work/old" "$work/new"
sed -i 's/default: 8080/default: 8081/' "$work/new/$schema"
expect 0 out "warning[default-changed]" "$work/old" "$work/new"
expect 0 out "the next minor version, 1.x, may carry 1 change" --expect minor "$work/old" "$work/new"
expect 1 err "ask for more than was expected: minor, not none" --expect none "$work/old" "$work/new"
sed -i 's/^  ClusterName:/  ClusterId:/' "$work/new/$environment"
expect 0 out "error[output-renamed]" "$work/old" "$work/new"
grep -q 'web-service/v1/instance_infrastructure/cloudformation.yaml:' "$work/out" ||
  fail "the service that reads the lost output is not named"
expect 1 out "asks for the next major version, 2.0" --expect minor "$work/old" "$work/new"
expect 0 out "asks for the next major version, 2.0" --expect major "$work/old" "$work/new"
expect 0 out '"asksFor": "major"' --format json "$work/old" "$work/new"
if command -v python3 >/dev/null; then
  python3 -m json.tool "$work/out" >/dev/null || fail "--format json writes no JSON"
fi
cp -r "$work/old" "$work/piped"
rm -r "$work/piped/web-service/v1/pipeline_infrastructure"
expect 1 out "error[pipeline-removed]" --expect major "$work/old" "$work/piped"
# One bundle on each side, whatever the folders are called.
expect 0 out "default-changed" "$work/old/web-service/v1" "$work/new/web-service/v1"

# Archives.
for version in old new; do
  tar -C "$work/$version/web-service/v1" -czf "$work/$version.tar.gz" .
done
expect 0 out "default-changed" "$work/old.tar.gz" "$work/new.tar.gz"

# Arguments.
expect 2 err "an old and a new path" "$work/old"
expect 2 err "takes one path" --from HEAD "$work/old" "$work/new"
expect 3 err "does not exist" "$work/old" "$work/nowhere"
expect 3 err "git does not give the files" --from HEAD "$work/old"

# A revision, with everything in the repository that could make Git run something.
repository=$work/repository
cp -r "$work/old" "$repository"
git -C "$repository" init --quiet
printf '* filter=trap diff=trap\n' >"$repository/.gitattributes"
printf 'ignored/\n' >"$repository/.gitignore"
git -C "$repository" add .
git -C "$repository" -c user.name=t -c user.email=t@example.com commit --quiet --message one
printf '#!/bin/sh\ntouch "%s/ran"\ncat\n' "$work" >"$work/trap"
chmod +x "$work/trap"
for setting in core.fsmonitor core.pager core.sshCommand filter.trap.smudge filter.trap.clean \
  diff.trap.textconv diff.external core.alternateRefsCommand; do
  git -C "$repository" config "$setting" "$work/trap"
done
cp "$work/new/$schema" "$repository/$schema"
expect 0 out "no changes in 1 bundle" --from HEAD "$repository"
grep -qF "HEAD:$repository/$schema" "$work/out" || fail "the revision's file is not named"
expect 1 out "default-changed" --from HEAD --expect none "$repository/web-service/v1"
expect 3 err "git does not give the files of" --from nonsense "$repository"
expect 3 err "is no revision" --from=--output=x "$repository"
expect 3 err "is no revision" --from "" "$repository"
[ -e "$work/ran" ] && fail "something of the repository was run"
(cd "$repository" && "$PROTONLINT" diff --from HEAD) >"$work/out" 2>"$work/err"
grep -q "^  --> $schema" "$work/out" || fail "the working directory is not the default"
# As in a hook, where variables of Git point at the repository.
(cd "$repository/web-service" && GIT_DIR=.git GIT_INDEX_FILE=nowhere "$PROTONLINT" diff --from HEAD .) \
  >"$work/out" 2>"$work/err"
grep -q "default-changed" "$work/out" || fail "the variables of a hook are in the way"

# A file that is new since the revision, and one that is gone.
cp -r "$repository/web-service" "$repository/second-service"
rm -r "$repository/fargate-environment"
expect 0 out "note[bundle-added]" --from HEAD "$repository"
expect 0 out "[bundle-removed]" --from HEAD "$repository"

exit $((failures > 0))
