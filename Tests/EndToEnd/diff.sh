#!/usr/bin/env bash
# `protonlint diff` on folders and on revisions of a repository: what it reports, its exit codes, and
# that nothing of the repository runs.
#
# PROTONLINT is the binary to test.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
: "${PROTONLINT:?must name the binary to test}"
command -v git >/dev/null || exit 77

source Tests/EndToEnd/checks diff

cp -r Fixtures/clean "$work/old"
cp -r Fixtures/clean "$work/new"
schema=web-service/v1/schema/schema.yaml
environment=fargate-environment/v1/infrastructure/cloudformation.yaml

# Folders.
expect 0 out "no changes in 2 bundles" diff --expect none "$work/old" "$work/new"
sed -i 's/default: 8080/default: 8081/' "$work/new/$schema"
expect 0 out "warning[default-changed]" diff "$work/old" "$work/new"
expect 0 out "the next minor version, 1.x, may carry 1 change" diff --expect minor "$work/old" "$work/new"
expect 1 err "ask for more than was expected: minor, not none" diff --expect none "$work/old" "$work/new"
sed -i 's/^  ClusterName:/  ClusterId:/' "$work/new/$environment"
expect 0 out "error[output-renamed]" diff "$work/old" "$work/new"
grep -q 'web-service/v1/instance_infrastructure/cloudformation.yaml:' "$work/out" ||
  fail "the service that reads the lost output is not named"
expect 1 out "asks for the next major version, 2.0" diff --expect minor "$work/old" "$work/new"
expect 0 out "asks for the next major version, 2.0" diff --expect major "$work/old" "$work/new"
expect 0 out '"asksFor": "major"' diff --format json "$work/old" "$work/new"
if command -v python3 >/dev/null; then
  python3 -m json.tool "$work/out" >/dev/null || fail "--format json writes no JSON"
fi
cp -r "$work/old" "$work/piped"
rm -r "$work/piped/web-service/v1/pipeline_infrastructure"
expect 1 out "error[pipeline-removed]" diff --expect major "$work/old" "$work/piped"
# One bundle on each side, whatever the folders are called.
expect 0 out "default-changed" diff "$work/old/web-service/v1" "$work/new/web-service/v1"

# Archives.
for version in old new; do
  tar -C "$work/$version/web-service/v1" -czf "$work/$version.tar.gz" .
done
expect 0 out "default-changed" diff "$work/old.tar.gz" "$work/new.tar.gz"

# Arguments.
expect 2 err "an old and a new path" diff "$work/old"
expect 2 err "takes one path" diff --from HEAD "$work/old" "$work/new"
expect 3 err "does not exist" diff "$work/old" "$work/nowhere"
expect 3 err "git does not give the files" diff --from HEAD "$work/old"

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
expect 0 out "no changes in 1 bundle" diff --from HEAD "$repository"
grep -qF "HEAD:$repository/$schema" "$work/out" || fail "the revision's file is not named"
expect 1 out "default-changed" diff --from HEAD --expect none "$repository/web-service/v1"
expect 3 err "git does not give the files of" diff --from nonsense "$repository"
expect 3 err "is no revision" diff --from=--output=x "$repository"
expect 3 err "is no revision" diff --from "" "$repository"
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
expect 0 out "note[bundle-added]" diff --from HEAD "$repository"
expect 0 out "[bundle-removed]" diff --from HEAD "$repository"

exit $((failures > 0))
