"""The annotation words of the header's comments.

SPDX-License-Identifier: Apache-2.0
"""
import re

# word: (arguments in braces allowed, places where it may stand)
#   arguments: "none", "one", "maybe"; a place is what the comment (or its block) is about.
_PARAM = ("param",)
VOCABULARY = {
    "unit": ("one", ("param", "return", "field", "constant", "enumerator")),
    "enum": ("one", ("param", "field", "return")),
    "length": ("one", _PARAM),
    "nullable": ("none", ("param", "return")),
    "owned": ("maybe", ("param", "return")),
    "borrowed": ("one", ("param", "return")),
    "static": ("none", ("return",)),
    "consumed": ("none", _PARAM),
    "always": ("none", _PARAM),
    "scope": ("one", _PARAM),
    "closure": ("maybe", _PARAM),
    "stop": ("none", ("return",)),
    "handle": ("none", ("handle",)),
    "errors": ("none", ("enum",)),
    "flags": ("none", ("enum",)),
    "versioned": ("one", ("struct",)),
    "threadsafe": ("none", ("function",)),
    "name": ("one", ("function", "enum", "struct", "handle", "callback", "param", "field")),
    "skip": ("one", ("function", "enum", "struct", "handle", "callback", "enumerator", "constant")),
}
# \since takes the rest of the word, as Doxygen does.
SINCE_PLACES = ("function", "constant", "enum", "struct", "handle", "callback", "enumerator", "field")
BLOCKS = ("brief", "param", "return", "retval")
SCOPES = ("call", "handle", "forever")

_ARTICLE = {"enum": "an enum", "enumerator": "an enumerator"}

COMMAND = re.compile(r"\\([A-Za-z]+)(?:\[([^\]]*)\])?(?:\{([^}]*)\})?")
VERSION = re.compile(r"\s+(\d+\.\d+)(?![\w.])")


class Block:
    """One block of a comment: brief, body, param, return or retval."""

    def __init__(self, kind, place, argument=None):
        self.kind = kind
        self.place = place
        self.argument = argument
        self.text = ""
        self.notes = {}

    def words(self):
        return " ".join(self.text.split())


def _on(place):
    return "may not stand on " + _ARTICLE.get(place, "a " + place)


def plain(comment):
    """The comment's text without its frame."""
    inner = re.sub(r"^/\*\*<?|\*/$", "", comment)
    return "\n".join(re.sub(r"^\s*\*? ?", "", line) if row else line.strip()
                     for row, line in enumerate(inner.split("\n")))


def _note(block, word, argument, problems):
    arity, places = VOCABULARY[word]
    if block.place not in places:
        problems.append(f"\\{word} {_on(block.place)}")
    elif ("bind" if word == "name" else word) in block.notes:
        problems.append(f"\\{word} stands twice")
    elif arity == "one" and not argument:
        problems.append(f"\\{word} needs an argument in braces")
    elif arity == "none" and argument is not None:
        problems.append(f"\\{word} takes no argument")
    else:
        # \name must not hide the C name.
        block.notes["bind" if word == "name" else word] = True if argument is None else argument.strip()


def _since(block, text, at, problems):
    match = VERSION.match(text, at)
    if not match:
        problems.append("\\since needs a version such as 0.1")
        return at
    if block.place not in SINCE_PLACES:
        problems.append(f"\\since {_on(block.place)}")
    elif "since" in block.notes:
        problems.append("\\since stands twice")
    block.notes["since"] = match.group(1)
    return match.end()


def _first_word(text, at):
    match = re.compile(r"\s+([A-Za-z_]\w*)").match(text, at)
    return (match.group(1), match.end()) if match else (None, at)


def parse(comment, place):
    """Split a comment into blocks. Returns (blocks, problems).

    The first block is the brief; a body block follows where paragraphs do.
    """
    text = plain(comment)
    problems, blocks = [], []
    block = Block("body", place)
    at = 0
    while at < len(text):
        match = COMMAND.search(text, at)
        upto = match.start() if match else len(text)
        block = _text(blocks, block, text[at:upto], place)
        if not match:
            break
        word, option, argument = match.groups()
        at = match.end()
        if word not in BLOCKS and option is not None:
            at -= len(option) + 2 + (len(argument) + 2 if argument is not None else 0)
            argument = None
        if word in BLOCKS:
            if word != "brief" and place not in ("function", "callback"):
                problems.append(f"\\{word} {_on(place)}")
            if argument is not None:
                problems.append(f"\\{word} takes no argument in braces")
            block, at = _open(word, option, text, at, place, problems)
            if any(other.kind == block.kind and other.argument == block.argument for other in blocks):
                problems.append(f"\\{word}{' ' + block.argument if block.argument else ''} stands twice")
            blocks.append(block)
        elif word == "since":
            at = _since(block, text, at, problems)
        elif word in VOCABULARY:
            _note(block, word, argument, problems)
        else:
            problems.append(f"unknown command \\{word}")
    blocks = [block for block in blocks if block.kind != "body" or block.words()]
    if not blocks or blocks[0].kind != "brief":
        problems.append("no \\brief")
    elif not blocks[0].words():
        problems.append("empty \\brief")
    return blocks, problems


def _open(word, option, text, at, place, problems):
    inner = {"param": "param", "return": "return", "retval": "retval"}.get(word, place)
    block = Block(word, inner)
    if word in ("param", "retval"):
        block.argument, at = _first_word(text, at)
        if block.argument is None:
            problems.append(f"\\{word} of nothing")
    if word == "param":
        directions = {"in": "in", "out": "out", "in,out": "inout"}
        if option is None:
            problems.append(f"parameter '{block.argument}': \\param without direction")
        elif option not in directions:
            problems.append(f"parameter '{block.argument}': no direction: [{option}]")
        block.notes["dir"] = directions.get(option)
    elif option is not None:
        problems.append(f"\\{word} takes no direction")
    return block, at


def _text(blocks, block, piece, place):
    """Add text to the open block; an empty line after the brief opens the body."""
    paragraphs = re.split(r"\n[ \t]*\n", piece)
    block.text += paragraphs[0]
    for paragraph in paragraphs[1:]:
        if block.kind == "body":
            block.text += "\n\n" + paragraph
            continue
        block = Block("body", place)
        block.text = paragraph
        blocks.append(block)
    return block
