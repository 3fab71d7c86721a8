#!/usr/bin/env bash
# Every exit code of the command, and where it writes what.
#
# PROTONLINT is the binary to test.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
: "${PROTONLINT:?must name the binary to test}"

source Tests/EndToEnd/checks command

template=Fixtures/plain/batch-host.yaml
expect 0 out "no problems found" Fixtures/clean
expect 1 out "error[open-sensitive-port]" $template
expect 1 out "error[open-sensitive-port]" lint $template
expect 1 out "batch-host.yaml:19:19: error[open-sensitive-port]" --format concise $template
expect 1 out '"version": "2.1.0"' --format sarif $template
expect 0 out "error[open-sensitive-port]" --fail-on never $template
expect 0 out "skipped" README.md
expect 2 err "Unknown option '--nonsense'" --nonsense
expect 2 err "--jobs takes a number from 1 on" --jobs 0 $template
expect 2 err "did you mean" explain undeclared-inputs
expect 2 err "cannot write" --output "$work/no/such/folder/report" $template
expect 3 err "does not exist" no/such/path
mkdir "$work/empty"
expect 3 err "holds nothing to lint" "$work/empty"
mkdir "$work/terraform"
echo 'resource "aws_s3_bucket" "bucket" {}' >"$work/terraform/main.tf"
expect 3 err "holds nothing to lint" "$work/terraform"
expect 0 out "undeclared-input" rules
expect 0 out '"aliases"' rules --format json
expect 0 out "Why" explain undeclared-input
expect 0 out "open-sensitive-port" explain CKV_AWS_24
expect 0 out "0." --version
expect 0 out "Resource types of" facts
expect 0 out "a back-reference" facts --patterns
expect 2 err "is no region that is known; did you mean" --region us-esat-1 $template
expect 2 err "README.md" --facts README.md $template
expect 3 err "cannot be read" facts update "$work/no-such.zip"
if command -v python3 >/dev/null; then
  python3 - "$work" <<'PYTHON'
import json, sys, zipfile

schema = {"typeName": "AWS::New::Thing", "properties": {"Size": {"type": "integer"}},
          "additionalProperties": False}
with zipfile.ZipFile(f"{sys.argv[1]}/registry.zip", "w") as archive:
    archive.writestr("aws-new-thing.json", json.dumps(schema))
PYTHON
  printf 'Resources:\n  Thing:\n    Type: AWS::New::Thing\n    Properties: {Sise: 1}\n' >"$work/new.yaml"
  expect 0 out "wrote" facts update "$work/registry.zip" --output "$work/newer.bin"
  expect 1 out "error[unknown-resource-type]" "$work/new.yaml"
  expect 1 out "error[unknown-property]" --facts "$work/newer.bin" "$work/new.yaml"
fi
expect 0 out "EXIT CODES" --help
expect 0 out "digraph" graph Fixtures/clean
expect 0 out "subgraph" graph --format mermaid Fixtures/clean
expect 0 out '"references"' graph --format json Fixtures/clean
expect 0 out "mapping" parse --language yaml $template
expect 0 out "mapping" parse --language json Fixtures/plain/batch-host.json
expect 1 err "tab" parse --language yaml Fixtures/hostile/tab-indent.yaml
expect 1 err "never closed" parse --language jinja Fixtures/hostile/unclosed-if/infrastructure/cloudformation.yaml
expect 0 out "# Fixtures/clean" render --all-paths Fixtures/clean

printf '{"name": "world", "items": [1, 2]}' >"$work/inputs.json"
printf 'Hello {{ name | upper }}!{%% for i in items %%} {{ i }}{%% endfor %%}\n' >"$work/template"
expect 0 out "Hello WORLD! 1 2" render --inputs "$work/inputs.json" "$work/template"
printf '{{ nobody }}' >"$work/template"
expect 1 err '`nobody` is undefined' render --inputs "$work/inputs.json" "$work/template"

# A spec fills in the names of its bundle's templates; what it cannot know comes from the inputs.
service=Fixtures/clean/web-service
instance="$service/v1/instance_infrastructure/cloudformation.yaml"
expect 2 err '`staging`, `production`' render --spec $service/spec/spec.yaml "$instance"
expect 1 err 'has no `name`' render --spec $service/spec/spec.yaml --instance production "$instance"
expect 2 err 'is not for a template' render --spec $service/spec/spec.yaml \
  Fixtures/clean/fargate-environment/v1/infrastructure/cloudformation.yaml

# A report in a file leaves standard output alone; colour is for terminals.
"$PROTONLINT" --output "$work/report" $template >"$work/out"
[ -s "$work/out" ] && fail "--output writes to standard output as well"
grep -q 'open-sensitive-port' "$work/report" || fail "--output wrote no report"
grep -q $'\033' "$work/report" && fail "a report in a file has colours"

# One template from standard input.
status=0
"$PROTONLINT" - <$template >"$work/out" || status=$?
[ "$status" -eq 1 ] && grep -q '<stdin>:19:19' "$work/out" || fail "standard input is not linted"

# A reader that goes away ends the process without a word and without a crash.
"$PROTONLINT" rules --format markdown 2>"$work/err" | head -n 1 >/dev/null
[ -s "$work/err" ] && fail "a closed pipe is complained about"

# The same bytes twice.
"$PROTONLINT" Fixtures/seed >"$work/first"
"$PROTONLINT" --jobs 1 Fixtures/seed >"$work/second"
cmp -s "$work/first" "$work/second" || fail "two runs over the same input differ"

exit $((failures > 0))
