"""Tells how Python's own parsers read texts, to compare ours with.

Reads {"language": "yaml" | "json", "texts": [...]} and writes a list of the same length: null for
a text that is refused, else the nodes in document order, each [kind, tag, offset, value]. The
offset is in bytes of UTF-8 and leads to the tag or anchor, where there is one. For JSON, the list
of nodes is empty.
"""

import json
import sys

import yaml


def yaml_nodes(text):
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode()))
    nodes = []
    documents = 0
    # The parser in Python, which shares no code with libyaml.
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        kind = {
            yaml.ScalarEvent: "scalar",
            yaml.SequenceStartEvent: "sequence",
            yaml.MappingStartEvent: "mapping",
            yaml.AliasEvent: "alias",
        }.get(type(event))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                break
        if kind is None:
            continue
        tag = getattr(event, "tag", None) or ""
        core = "tag:yaml.org,2002:"
        if tag.startswith(core):
            tag = "!!" + tag[len(core):]
        offset = offsets[min(event.start_mark.index, len(text))]
        nodes.append([kind, tag, offset, getattr(event, "value", "")])
    return nodes


def refuse(constant):
    raise ValueError(constant)


def json_nodes(text):
    json.loads(text, parse_constant=refuse)
    return []


def main():
    request = json.load(sys.stdin)
    read = {"yaml": yaml_nodes, "json": json_nodes}[request["language"]]
    answer = []
    for text in request["texts"]:
        try:
            answer.append(read(text))
        except (yaml.YAMLError, ValueError, RecursionError):
            answer.append(None)
    json.dump(answer, sys.stdout)


main()
