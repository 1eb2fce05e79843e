"""Traces in the form of the evaluation: one JSON object a line, and the tools they use beside them."""
import json
import pathlib


def call(tool, /, injected=False, **args):
    return {"t": "call", "tool": tool, "args": args, "label": "injected" if injected else "user"}


def act(tool, /, **args):
    """A call that serves the attacker."""
    return call(tool, injected=True, **args)


def answer(text, injected=False):
    if not isinstance(text, str):
        text = json.dumps(text, ensure_ascii=False)
    return {"t": "result", "text": text, "injected": injected, "error": None}


def trace(name, suite, prompt, *events):
    numbered, number = [], -1
    for event in events:
        number += event["t"] == "call"
        numbered.append({"t": event["t"], "i": number, **{k: v for k, v in event.items() if k != "t"}})
    return {"id": name, "suite": suite, "user_task": name, "user_prompt": prompt, "events": numbered}


def schema(value):
    kinds = {str: "string", bool: "boolean", int: "number", float: "number", list: "array", dict: "object"}
    return {"type": kinds.get(type(value), "string")}


def tools(traces):
    """Every tool a suite's traces call, with every argument they give it."""
    suites = {}
    for one in traces:
        suite = suites.setdefault(one["suite"], {})
        for event in one["events"]:
            if event["t"] == "call":
                suite.setdefault(event["tool"], {}).update({k: schema(v) for k, v in event["args"].items()})
    return {
        suite: [
            {"name": name, "description": "", "parameters": {"type": "object", "properties": known[name]}}
            for name in sorted(known)
        ]
        for suite, known in sorted(suites.items())
    }


def write(folder, files):
    """Writes each list of traces into its file, and the tools of all of them."""
    folder = pathlib.Path(folder)
    every = [one for traces in files.values() for one in traces]
    names = [one["id"] for one in every]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"two traces of one name: {sorted(twice)}"
    for file, traces in files.items():
        with open(folder / file, "w", encoding="utf-8", newline="\n") as out:
            for one in traces:
                out.write(json.dumps(one, ensure_ascii=False) + "\n")
    with open(folder / "tools.json", "w", encoding="utf-8", newline="\n") as out:
        suites = [
            json.dumps(suite) + ": [\n " + ",\n ".join(json.dumps(tool) for tool in listed) + "]"
            for suite, listed in tools(every).items()
        ]
        out.write("{" + ",\n".join(suites) + "}\n")
    print({file: len(traces) for file, traces in files.items()})
