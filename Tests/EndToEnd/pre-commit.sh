#!/usr/bin/env bash
# Runs both hooks of .pre-commit-hooks.yaml through the real pre-commit, from a clone of this
# repository: each must let a clean template pass and stop one that cannot deploy.
#
# What is tested is the last commit: pre-commit knows nothing else of a repository.
#
# PROTONLINT is the binary for the hook that calls an installed one; PROTONLINT_SKIP_SLOW leaves
# out the hook that builds from source.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${PROTONLINT:?must name the binary to test}"

if ! python3 -m pre_commit --version >/dev/null 2>&1; then
  echo "pre-commit: the program is not installed"
  exit 77
fi

# A test that is itself run from a Git hook inherits that hook's repository.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME=$work/pre-commit

git clone --quiet . "$work/protonlint"
revision=$(git -C "$work/protonlint" rev-parse HEAD)

git init --quiet "$work/templates"
cd "$work/templates"
cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: $work/protonlint
    rev: $revision
    hooks:
      - id: protonlint-system
      - id: protonlint
CONFIG
echo "Not a template." >notes.txt
cat >template.yaml <<'TEMPLATE'
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 30
TEMPLATE
git add .
cp template.yaml ../clean.yaml
sed 's/RetentionInDays: 30/RetentionInDays: !Ref NobodyDeclaresThis/' template.yaml >../faulty.yaml

run_hook() {
  python3 -m pre_commit run "$1" --all-files --color never >../output 2>&1
}

# check HOOK : the hook passes the clean template and stops the faulty one, naming its file.
check() {
  cp ../clean.yaml template.yaml
  git add template.yaml
  if ! run_hook "$1"; then
    echo "$1: stopped a clean template"
    cat ../output
    exit 1
  fi

  cp ../faulty.yaml template.yaml
  git add template.yaml
  if run_hook "$1"; then
    echo "$1: let a faulty template pass"
    cat ../output
    exit 1
  fi
  # An exit code of 1 is a finding. Any other would be the hook's own trouble.
  if ! grep -q 'exit code: 1$' ../output || ! grep -q template.yaml ../output; then
    echo "$1: failed without a finding in template.yaml"
    cat ../output
    exit 1
  fi
}

PATH=$(dirname "$PROTONLINT"):$PATH check protonlint-system
if [ -n "${PROTONLINT_SKIP_SLOW-}" ]; then
  echo "pre-commit: the hook that builds from source is left out"
else
  check protonlint
fi
