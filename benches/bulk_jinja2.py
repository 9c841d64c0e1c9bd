"""The same job by hand: a Python script that prints the skeleton of our 推进会 with Jinja2 and draws at random.

It reads the same phrase banks, draws every sentence with random.choice and fills slots from the row. It keeps none of our
constraints: no sentence is kept from coming twice, heads are not of one series, no length is fitted, no source is known,
nothing is written beside and renamed. To compare whole processes:

    python3 -m venv v && v/bin/pip install jinja2 pyyaml
    time v/bin/python benches/bulk_jinja2.py rows.csv out/
    time qicao bulk brief.yaml --data rows.csv -o out2/ --jobs 1
"""

import csv
import os
import random
import re
import sys

import jinja2
import yaml

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "phrasebanks")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
THEME = "营商环境"
NUMERALS = "一二三四五六七八九十"

TEMPLATE = """{{ title }}
{{ row["speaker.post"] }}　{{ row["speaker.name"] }}
（{{ date }}）
同志们：
{{ say("move/opening_purpose") }}
{% for n in range(2) %}{{ say("move/achievements") }}{% endfor %}
{{ say("move/problems") }}
{{ say("move/transition") }}
{% for section in sections %}{{ section.numeral }}、{{ section.head }}
{{ section.lead }}
{% for point in section.points %}{{ point.numeral }}要{{ point.head }}。{% for role in point.recipe %}{{ point.say(role) }}{% endfor %}
{% endfor %}{% endfor %}{{ say("move/closing_call") }}
"""


def load(path):
    """A bank as one flat mapping from path to phrases."""
    with open(path, encoding="utf-8") as file:
        tree = yaml.load(file, Loader=LOADER)
    flat = {}

    def walk(node, path):
        if isinstance(node, dict) and "text" not in node:
            for key, below in node.items():
                walk(below, f"{path}/{key}" if path else str(key))
        else:
            flat[path] = [text for text in texts(node)]

    walk(tree, "")
    return flat


def texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)


def banks():
    """The files that such a draft needs, and no others."""
    found = {}
    for name in ["opening_purpose", "achievements", "problems", "transition", "closing_call"]:
        found.update(load(os.path.join(HERE, "move", f"{name}.yaml")))
    folder = os.path.join(HERE, "theme")
    for base, _, names in os.walk(folder):
        for name in names:
            if THEME in os.path.join(base, name) or "通用" in os.path.join(base, name):
                found.update(load(os.path.join(base, name)))
    return found


def main(rows, out):
    phrases = banks()
    os.makedirs(out, exist_ok=True)
    aspects = {}
    for path in phrases:
        parts = path.split("/")
        if len(parts) >= 5 and parts[0] == "theme" and parts[4] in ("core", "do", "problem", "why", "who", "ban", "end"):
            aspects.setdefault((parts[1], parts[2]), {}).setdefault(parts[3], {})[parts[4]] = phrases[path]
    heads = {}
    for path, found in phrases.items():
        parts = path.split("/")
        if len(parts) >= 5 and parts[0] == "theme" and parts[4] == "head" and found:
            heads.setdefault(parts[3], []).extend(found)
    moves = {path: found for path, found in phrases.items() if path.startswith("move/") and found}
    slot = re.compile("【([^】：]*)[^】]*】")
    template = jinja2.Environment().from_string(TEMPLATE)
    choice = random.choice
    with open(rows, encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            facts = {key[6:]: value for key, value in row.items() if key.startswith("facts.")}

            def fill(text):
                return slot.sub(lambda found: facts.get(found[1], found[0]), text)

            def say(path):
                return fill(choice(moves[path])) + "。"

            class Point:
                def __init__(self, place, name, numeral):
                    self.roles = aspects[place][name]
                    self.numeral = numeral
                    self.head = choice(heads.get(name, [name]))
                    self.recipe = ["problem", "core", "do", "do", "who", "end"]

                def say(self, role):
                    found = self.roles.get(role)
                    return fill(choice(found)) + "。" if found else ""

            sections = []
            for at, (place, points) in enumerate([((THEME, "why"), 3), ((THEME, "do"), 7), (("通用", "ensure"), 6)]):
                names = random.sample(sorted(aspects[place]), min(points, len(aspects[place])))
                sections.append({
                    "numeral": NUMERALS[at],
                    "head": "抓好落实",
                    "lead": f"要办好{NUMERALS[len(names) - 1]}件事。",
                    "points": [Point(place, name, NUMERALS[n]) for n, name in enumerate(names)],
                })
            title = f"在{row['meeting']}上的讲话"
            text = template.render(title=title, row=row, date="2026年3月5日", say=say, sections=sections)
            with open(os.path.join(out, f"{number:05}.txt"), "w", encoding="utf-8") as file:
                file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
