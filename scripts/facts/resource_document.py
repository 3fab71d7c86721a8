"""The document that the table of resource types is built from: JSON lines, each one of

    {"date": 20260512, "regions": [names]}                  the first line
    {"document": name, "schema": …}                         a schema that several properties share
    {"part": key, "schema": …}                              a schema that types below refer to
    {"type": name, "variants": [{"regions": [names], "schema": …, "ruled": […]}], …}

A variant's schema is one of the CloudFormation registry, with `$ref`s into itself. `ruled` is a list
of {"path": [names], "rule": id of one of our rules, "each": whether each violation counts, "part": key}:
what else holds at a path below `Properties` (`*`: each element). Further keys of a type: `attributes`,
pointers of all that `Fn::GetAtt` gives, in place of the read-only properties; `moreAttributes`, besides
them; `openAttributes`, names that end with `*`.
"""

import copy
import hashlib
import importlib
import inspect
import json
import pathlib
import pkgutil
import re

import cfnlint
import cfnlint.rules
from cfnlint.helpers import REGIONS
from cfnlint.rules.jsonschema.CfnLintJsonSchema import CfnLintJsonSchema
from cfnlint.rules.jsonschema.CfnLintJsonSchemaRegional import CfnLintJsonSchemaRegional
from cfnlint.schema import _getatts

DATA = pathlib.Path(cfnlint.__file__).parent / "data/schemas"
RULE_NAMES = pathlib.Path(__file__).parent / "ruled_schemas.tsv"

# Rules whose schema is not the one of a file at a path; they are treated one by one below.
SPECIAL = ["E3009", "E3051", "E3510", "E3512", "E3513", "E3530", "E3601"]
# Their authors may write the engine in any case.
ENGINE_IN_ANY_CASE = ["E3025", "E3062", "E3682", "E3691"]
# What needs other resources, or the reader's own functions, is no fact of a type.
IMPURE = ["cfnGather", "dynamicValidation", "$data", "cfnContext"]
# Keywords of a schema that say nothing about values.
SILENT = {"description", "title", "examples", "default", "$comment", "$schema", "$id", "sourceUrl",
          "documentationUrl", "insertionOrder", "cfnLint", "relationshipRef", "replacementStrategy",
          "resourceLink", "propertyTransform", "arrayType", "additionalIdentifiers",
          "conditionalCreateOnlyProperties", "handlers", "permissions"}

UNTOUCHED = ("enum", "const", "enumCaseInsensitive", "tagging", "lifecycle", "dependentRequired",
             "dependentExcluded", "dependencies")


def sources_digest():
    digest = hashlib.sha256()
    for path in sorted(DATA.rglob("*")):
        if "patches" in path.parts:
            continue
        if path.suffix == ".json" or path.suffix == ".py" and "providers" in path.parts:
            digest.update(str(path.relative_to(DATA)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def lines(date):
    regions = sorted(REGIONS)
    yield {"date": date, "regions": regions}
    parts = Parts()
    for name, schema in documents().items():
        yield {"document": name, "schema": schema}
    rules = attachments(parts)
    types = list(registry_types(regions, rules, parts))
    yield from parts.lines()
    yield from sorted(types + list(serverless_types(regions)), key=lambda line: line["type"])


class Parts:
    """Schemas that are referred to by the hash of what they say."""

    def __init__(self):
        self.schemas = {}

    def key(self, schema):
        text = json.dumps(schema, sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        self.schemas[key] = schema
        return key

    def lines(self):
        return [{"part": key, "schema": self.schemas[key]} for key in sorted(self.schemas)]


def spoken(schema):
    """A schema without what says nothing about values."""
    if isinstance(schema, list):
        return [spoken(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key == "patternProperties":
            result[key] = {without_flags(name): spoken(entry) for name, entry in value.items()}
        elif key in ("properties", "definitions", "dependentSchemas"):
            result[key] = {name: spoken(entry) for name, entry in value.items()}
        elif key in UNTOUCHED:
            result[key] = value
        elif key == "pattern" and isinstance(value, str):
            result[key] = without_flags(value)
        elif key not in SILENT:
            result[key] = spoken(value)
    return result


def without_flags(pattern):
    """The same pattern with the flags in it written out, as ECMA-262 has none."""
    while (flag := re.search(r"\(\?([is])\)", pattern)) is not None:
        before, rest = pattern[: flag.start()], pattern[flag.end():]
        result, depth, place = "", 0, 0
        for token in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", rest, re.S):
            text = token.group()
            depth += {"(": 1, ")": -1}.get(text, 0)
            if depth < 0:
                # A flag holds up to the end of its group.
                break
            place = token.end()
            if flag.group(1) == "s":
                result += r"[\s\S]" if text == "." else text
            elif text.isalpha():
                result += f"[{text.lower()}{text.upper()}]" if text.isascii() else text
            elif text.startswith("[") and "\\" not in text and not text.startswith("[^"):
                result += text[:-1] + text[1:-1].swapcase() + "]"
            else:
                result += text
        pattern = before + result + rest[place:]
    return pattern


def load(*path):
    return spoken(json.loads(DATA.joinpath(*path).read_text(encoding="utf-8")))


def moved(schema, prefix):
    """A schema whose references to itself lead below a pointer."""
    if isinstance(schema, list):
        return [moved(entry, prefix) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: moved(value, prefix) for key, value in schema.items()}
    if isinstance(schema.get("$ref"), str):
        reference = schema["$ref"]
        if reference.startswith("policy#"):
            result["$ref"] = "#/definitions/policy" + reference[len("policy#"):]
        elif reference.startswith("#"):
            result["$ref"] = "#" + prefix + reference[1:]
    return result


def policy(name):
    schema = moved(load("other", "iam", name), "")
    schema.setdefault("definitions", {})["policy"] = moved(
        load("other", "iam", "policy.json"), "/definitions/policy"
    )
    return with_all_principals(schema)


def with_all_principals(schema):
    """Every partition has principals, and federated users are some of them."""
    text = json.dumps(schema).replace("(aws|aws-cn|aws-us-gov)", "aws[a-z-]*")
    return json.loads(text.replace(":assumed-role", ":(assumed-role|federated-user)"))


def documents():
    from cfnlint.rules.resources.stepfunctions.StateMachineDefinition import (
        StateMachineDefinition,
    )

    jsonata = spoken(StateMachineDefinition()._convert_schema_to_jsonata())
    state_machine = {
        "if": {"properties": {"QueryLanguage": {"const": "JSONata"}}, "required": ["QueryLanguage"]},
        "then": {"$ref": "#/definitions/jsonata"},
        "else": {"$ref": "#/definitions/jsonpath"},
        "definitions": {
            "jsonata": moved(jsonata, "/definitions/jsonata"),
            "jsonpath": moved(
                load("other", "step_functions", "statemachine.json"), "/definitions/jsonpath"
            ),
        },
    }
    return {
        "cfn-init": load("other", "resources", "cfn_init.json"),
        "identity-policy": policy("policy_identity.json"),
        "repository-policy": policy("policy_resource_ecr.json"),
        "resource-policy": policy("policy_resource.json"),
        "ssm-document": load("other", "ssm", "document.json"),
        "state-machine": state_machine,
        "tags": load("other", "resources", "tagging.json")["properties"]["Tags"],
        "trust-policy": policy("policy_trust.json"),
        "update-policy": load("other", "resources", "update_policy.json"),
        "update-policy-of-deletion": load("other", "resources", "update_policy_delete.json"),
    }


def schema_rules():
    """All rules that hold a schema against properties, by their ids."""
    found = {}
    for module in pkgutil.walk_packages(cfnlint.rules.__path__, "cfnlint.rules."):
        for rule in vars(importlib.import_module(module.name)).values():
            is_rule = inspect.isclass(rule) and issubclass(rule, CfnLintJsonSchema)
            if is_rule and rule.__module__ == module.name and rule.id:
                found[rule.id] = rule()
    return found


def attachments(parts):
    """By type: what holds besides its schema, as (path, rule, each, key by region or key)."""
    names = dict(
        line.split("\t") for line in RULE_NAMES.read_text().splitlines() if not line.startswith("#")
    )
    rules, found = schema_rules(), {}

    def attach(cfn_id, keyword, each, key):
        steps = keyword.split("/")
        if steps[0] == "Resources" and len(steps) >= 3 and steps[2] == "Properties":
            found.setdefault(steps[1], []).append((steps[3:], names[cfn_id], each, key))

    for cfn_id in sorted(names):
        rule = rules[cfn_id]
        if cfn_id in SPECIAL:
            continue
        schema = spoken(rule.schema)
        assert not any(f'"{word}"' in json.dumps(schema) for word in IMPURE), cfn_id
        if cfn_id in ENGINE_IN_ANY_CASE:
            schema = with_engine_in_any_case(schema)
        if isinstance(rule, CfnLintJsonSchemaRegional):
            key = {region: parts.key(schema[region]) for region in REGIONS if region in schema}
        else:
            key = parts.key(schema)
        for keyword in rule.keywords:
            attach(cfn_id, keyword, rule.all_matches, key)
    shared = documents()
    for cfn_id, name in [
        ("E3051", "ssm-document"), ("E3510", "identity-policy"), ("E3512", "resource-policy"),
        ("E3513", "repository-policy"), ("E3530", "trust-policy"),
    ]:
        for keyword in rules[cfn_id].keywords:
            schema = copy.deepcopy(shared[name])
            if "BucketPolicy" in keyword:
                # S3 alone takes two statements with one Sid.
                schema["properties"]["Statement"].pop("uniqueKeys")
            attach(cfn_id, keyword, True, parts.key(where_object(schema)))
    machine = parts.key(where_object(shared["state-machine"]))
    attach("E3601", "Resources/AWS::StepFunctions::StateMachine/Properties/Definition", True, machine)
    return found


def where_object(schema):
    """Documents may stand as text as well, which is read elsewhere."""
    schema = copy.deepcopy(schema)
    definitions = schema.pop("definitions", {})
    definitions["whole"] = moved_root(schema)
    return {"if": {"type": "object"}, "then": {"$ref": "#/definitions/whole"},
            "definitions": definitions}


def moved_root(schema):
    assert '"#"' not in json.dumps(schema) and '"#/properties' not in json.dumps(schema)
    return schema


def with_engine_in_any_case(schema):
    if isinstance(schema, list):
        return [with_engine_in_any_case(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: with_engine_in_any_case(value) for key, value in schema.items()}
    engine = schema.get("properties", {}).get("Engine")
    if isinstance(engine, dict):
        engine = dict(engine)
        values = engine.pop("enum", [engine.pop("const")] if "const" in engine else None)
        if values is not None:
            engine["enumCaseInsensitive"] = values
        result["properties"]["Engine"] = engine
    return result


# Names that IAM checks and the registry has no pattern for. Source: the IAM API reference, under
# CreateRole, CreateUser, CreateGroup, CreateInstanceProfile and PutRolePolicy.
NAMES = {
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Policy": "PolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
}
NAME_PATTERN = r"^[\w+=,.@-]+$"


def registry_types(regions, rules, parts):
    by_type = {}
    for region in regions:
        name = region.replace("-", "_")
        module = importlib.import_module(f"cfnlint.data.schemas.providers.{name}")
        for type_name, digest in module.types.items():
            by_type.setdefault(type_name, {}).setdefault(digest, []).append(region)
    tags = parts.key(documents()["tags"])
    for type_name in sorted(by_type):
        variants, attributes = [], {}
        ruled = rules.get(type_name, [])
        for digest in sorted(by_type[type_name]):
            schema = json.loads((DATA / "resources" / f"{digest}.json").read_text(encoding="utf-8"))
            for key, entries in attribute_facts(schema).items():
                attributes[key] = sorted({*attributes.get(key, []), *entries})
            schema = spoken(schema)
            if type_name in NAMES:
                schema["properties"][NAMES[type_name]].setdefault("pattern", NAME_PATTERN)
            tagged = tag_path(schema)
            groups = {}
            for region in by_type[type_name][digest]:
                entries = []
                for path, rule, each, key in ruled:
                    key = key.get(region) if isinstance(key, dict) else key
                    if key is not None:
                        entries.append({"path": path, "rule": rule, "each": each, "part": key})
                if tagged:
                    entries.append(
                        {"path": tagged, "rule": "malformed-tags", "each": True, "part": tags}
                    )
                groups.setdefault(json.dumps(entries), []).append(region)
            for entries, members in groups.items():
                variants.append({"regions": members, "schema": schema, "ruled": json.loads(entries)})
        variants.sort(key=lambda variant: variant["regions"])
        yield {"type": type_name, "variants": variants, **attributes}


def tag_path(schema):
    """Where the tags stand, if they are the usual list or map of them."""
    tagging = schema.get("tagging", {})
    pointer = tagging.get("tagProperty", "/properties/Tags").split("/")[2:]
    if not tagging.get("taggable", False) or len(pointer) != 1:
        return None
    tags = resolved(schema, schema.get("properties", {}).get(pointer[0], {}))
    if tags.get("type") == "array":
        entry = resolved(schema, tags.get("items", {}))
        return pointer if "Key" in entry.get("properties", {}) else None
    return pointer if tags.get("type") == "object" else None


def resolved(schema, node):
    while "$ref" in node:
        target = schema
        for step in node["$ref"].split("/")[1:]:
            target = target.get(step, {})
        node = target
    return node


def attribute_facts(schema):
    name = schema["typeName"]
    if name in _getatts._all_property_types:
        pointers = []
        for property_name, node in schema.get("properties", {}).items():
            collect_leaves(schema, node, f"/properties/{property_name}", pointers)
        return {"attributes": sorted(pointers)}
    if name == "AWS::CloudFormation::Stack":
        return {"attributes": [], "openAttributes": ["Outputs.*"]}
    if name == "AWS::ServiceCatalog::CloudFormationProvisionedProduct":
        return {"openAttributes": ["Outputs.*"]}
    if name == "AWS::CloudFormation::CustomResource" or name == "Module":
        return {"openAttributes": ["*"]}
    more = [f"/properties/{entry}" for entry in _getatts._exceptions.get(name, [])]
    return {"moreAttributes": more} if more else {}


def collect_leaves(schema, node, pointer, pointers):
    """Pointers to what is no object: what these types give an attribute for."""
    node = resolved(schema, node)
    types = node.get("type", [])
    if "object" in ([types] if isinstance(types, str) else types):
        for name, child in node.get("properties", {}).items():
            collect_leaves(schema, child, f"{pointer}/{name}", pointers)
    elif types == "array" and node.get("items", {}).get("type") in ("object", "array"):
        return
    else:
        pointers.append(pointer)


def serverless_types(regions):
    """Types that SAM's transform makes others of: which properties they have, and of which kinds."""
    from samtranslator.model import SamResourceMacro, sam_resources
    from samtranslator.plugins.globals.globals import Globals

    for macro in vars(sam_resources).values():
        if not (inspect.isclass(macro) and issubclass(macro, SamResourceMacro)):
            continue
        if not getattr(macro, "resource_type", None):
            continue
        in_globals = Globals.supported_properties.get(macro.resource_type, [])
        properties, required = {}, []
        for name, kind in macro.property_types.items():
            if name.startswith("__"):
                continue
            kinds = kinds_of(kind.validate)
            properties[name] = {"type": sorted(kinds)} if kinds else {}
            if kind.required and name not in in_globals:
                required.append(name)
        schema = {"additionalProperties": False, "properties": properties, "required": required}
        yield {
            "type": macro.resource_type,
            "variants": [{"regions": regions, "schema": schema, "ruled": []}],
            "openAttributes": ["*"],
        }


def kinds_of(check):
    """The kinds of values that a check of the transform's lets pass; none where that is not certain."""
    made_by = getattr(check, "__qualname__", "").split(".")[0]
    if made_by in ("list_of", "dict_of"):
        return {"list_of": {"array"}, "dict_of": {"object"}}[made_by]
    cells = [cell.cell_contents for cell in getattr(check, "__closure__", None) or ()]
    if len(cells) != 1:
        return set()
    if made_by == "is_type":
        words = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}
        return {words[cells[0]]} if cells[0] in words else set()
    if made_by == "one_of" and isinstance(cells[0], tuple):
        kinds = [kinds_of(part) for part in cells[0]]
        return set().union(*kinds) if all(kinds) else set()
    return set()
