"""The rules that tidy_test.py holds the tree to: each takes all files and yields what breaks it.

The first sentence of a rule is its name in the test report.
"""
import ast
import functools
import os
import re
import subprocess

LINES_MAX = 400
FUNCTION_LINES_MAX = 70
# One switch that is a table: its length is the number of values, and the compiler wants all of them.
TABLE_FUNCTIONS = {"ledger/core/reason_words.cc"}
COLUMNS_MAX = 100
SCRIPT_COLUMNS_MAX = 120  # their messages are long, and no formatter breaks them
CPP = (".h", ".cc")


class File:
    def __init__(self, root, name):
        self.root, self.name = root, name
        self.folder, _, self.base = name.rpartition("/")
        self.suffix = os.path.splitext(name)[1]

    @functools.cached_property
    def text(self):
        try:
            return (self.root / self.name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return ""  # sample data in other encodings, on purpose

    @functools.cached_property
    def lines(self):
        return self.text.splitlines()

    @functools.cached_property
    def interpreter(self):
        first = self.lines[0] if self.lines else ""
        if self.suffix == ".py" or first.startswith("#!") and "python" in first:
            return "python"
        if self.suffix == ".sh" or first.startswith("#!") and "sh" in first:
            return "bash"
        return None

    @property
    def is_cpp(self):
        return self.suffix in CPP

    @property
    def is_code(self):
        return self.is_cpp or self.suffix == ".proto" or self.base == "CMakeLists.txt" or self.interpreter is not None

    @property
    def is_test(self):
        return self.name.startswith("tests/")

    @functools.cached_property
    def bare_lines(self):
        """C++ lines without comments, literals and raw strings: what is left is our own naming."""
        return bare(self.text).splitlines()

    def includes(self):
        for number, line in enumerate(self.lines, 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(2), match.group(1) == '"'


def bare(text):
    keep_lines = lambda match: "\n" * match.group(0).count("\n")  # noqa: E731
    pattern = r'R"([^(\s]*)\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\''
    return re.sub(pattern, keep_lines, text, flags=re.DOTALL)


def file_length(files):
    """A code file has at most 400 lines."""
    for file in files:
        if file.is_code and len(file.lines) > LINES_MAX:
            yield f"{file.name}: {len(file.lines)} lines; divide it by subject"


def cpp_functions(file):
    """Yields (line, length) of bodies: to the closing brace in the column where the signature begins."""
    other = re.compile(r"^ *(namespace|class|struct|enum|union|switch|if|for|while|extern)\b")
    begin, indent, head = None, 0, 0
    for number, line in enumerate(file.bare_lines, 1):
        if begin is not None:
            if re.match(r"^ {%d}\}" % indent, line):
                yield begin, number - begin + 1
                begin = None
                head = number + 1
            continue
        opens = line.endswith("{") and not other.match(file.bare_lines[(head or number) - 1])
        if opens and "(" in "".join(file.bare_lines[(head or number) - 1 : number]):
            begin, first = number, file.bare_lines[(head or number) - 1]
            indent = len(first) - len(first.lstrip())
        # A signature begins after a blank line, a finished statement, an opened scope or an access label.
        if not line.strip() or line.rstrip().endswith((";", "}", "{", ":", ",{")):
            head = number + 1


def function_length(files):
    """A function has at most 70 lines."""
    for file in files:
        if file.is_cpp and not file.is_test and file.name not in TABLE_FUNCTIONS:
            for line, length in cpp_functions(file):
                if length > FUNCTION_LINES_MAX:
                    yield f"{file.name}:{line}: {length} lines"
        if file.interpreter == "python":
            for node in ast.walk(ast.parse(file.text)):
                if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION_LINES_MAX:
                    yield f"{file.name}:{node.lineno}: {node.end_lineno - node.lineno + 1} lines"


def line_length(files):
    """A line of C++ or proto has at most 100 columns, one of a script 120."""
    for file in files:
        if not file.is_code or file.base == "CMakeLists.txt":
            continue
        for number, line in enumerate(file.lines, 1):
            limit = COLUMNS_MAX if file.interpreter is None else SCRIPT_COLUMNS_MAX
            # A row of a test's table may be as wide as its data.
            table_row = file.is_test and ("|" in line or re.match(r'\s+\{".*\},?$', line))
            if len(line) > limit and "://" not in line and not table_row:
                yield f"{file.name}:{number}: {len(line)} columns"


def trailing_blanks(files):
    """No line of code ends in blanks, and every file ends with a newline."""
    for file in files:
        if not (file.is_code or file.suffix == ".md") or not file.text:
            continue
        for number, line in enumerate(file.lines, 1):
            if line != line.rstrip() and not file.is_test:
                yield f"{file.name}:{number}"
        if not file.text.endswith("\n"):
            yield f"{file.name}: no newline at its end"


def header_opening(files):
    """A header opens by saying what it is, and is included once."""
    for file in files:
        if file.suffix == ".h":
            if not file.text.startswith("// "):
                yield f"{file.name}: the first line is no comment that says what it is"
            if "#pragma once" not in file.text:
                yield f"{file.name}: no #pragma once"


def script_opening(files):
    """A script opens by saying what it does."""
    for file in files:
        if file.interpreter == "bash":
            second = file.lines[1] if file.lines[0].startswith("#!") and len(file.lines) > 1 else file.lines[0]
            if not second.startswith("# "):
                yield file.name
        elif file.interpreter == "python" and ast.get_docstring(ast.parse(file.text)) is None and file.text.strip():
            yield file.name


def scripts_parse(files):
    """Every script parses, and one with an interpreter line may be executed."""
    for file in files:
        if file.interpreter == "bash":
            parsed = subprocess.run(["bash", "-n", str(file.root / file.name)], stderr=subprocess.PIPE, text=True)
            if parsed.returncode != 0:
                yield parsed.stderr.strip()
        if file.interpreter and file.lines and file.lines[0].startswith("#!"):
            if not os.access(file.root / file.name, os.X_OK):
                yield f"{file.name}: not executable; run: chmod +x {file.name}"


def only_there(files, pattern, allowed):
    """Yields each include that matches `pattern` outside of the folders `allowed` and of tests."""
    for file in files:
        if file.is_cpp and not file.is_test and not file.name.startswith(allowed):
            for number, included, _ in file.includes():
                if re.match(pattern, included):
                    yield f"{file.name}:{number}: {included}"


def rdkafka_place(files):
    """Only ledger/log includes rdkafka."""
    return only_there(files, r"(librdkafka/)?rdkafka", ("ledger/log/",))


def rocksdb_place(files):
    """Only projector/store includes rocksdb."""
    return only_there(files, r"rocksdb/", ("projector/store/",))


def clock_place(files):
    """Only ledger/runtime asks for the wall clock."""
    pattern = re.compile(
        r"system_clock::now|absl::Now\(|\bgettimeofday\(|CLOCK_REALTIME|\btime\((nullptr|NULL|0)\)|GetCurrentTimeNanos")
    for file in files:
        if file.is_cpp and not file.is_test and not file.name.startswith("ledger/runtime/"):
            for number, line in enumerate(file.bare_lines, 1):
                if pattern.search(line):
                    yield f"{file.name}:{number}: {line.strip()[:80]}"


def environment_place(files):
    """Only ledger/runtime reads the environment."""
    for file in files:
        if file.is_cpp and not file.is_test and not file.name.startswith("ledger/runtime/"):
            for number, line in enumerate(file.bare_lines, 1):
                if re.search(r"\b(secure_)?getenv\(", line):
                    yield f"{file.name}:{number}"


def core_is_pure(files):
    """ledger/core includes std, Abseil's status, strings and time, and itself; OpenSSL in digest.cc."""
    for file in files:
        if not (file.is_cpp and file.name.startswith("ledger/core/")):
            continue
        for number, included, _ in file.includes():
            is_std = "/" not in included and not included.endswith(".h")
            is_known = included.startswith(("ledger/core/", "absl/status/", "absl/strings/", "absl/time/"))
            is_digest = included.startswith("openssl/") and file.base == "digest.cc"
            if not (is_std or is_known or is_digest):
                yield f"{file.name}:{number}: {included}"


# Folder: what it may include of this repository beside itself. Only *_main.cc sees everything.
ARROWS = {
    "ledger/core/": (),
    "ledger/ports/": ("ledger/core/",),
    "ledger/codec/": ("ledger/core/",),
    "ledger/phone/": ("ledger/core/",),
    "ledger/texts/": ("ledger/core/",),
    "ledger/runtime/": ("ledger/core/", "ledger/ports/"),
    "ledger/seal/": ("ledger/core/", "ledger/codec/", "ledger/runtime/"),
    "ledger/log/": ("ledger/core/", "ledger/codec/", "ledger/ports/", "ledger/runtime/"),
    "ledger/outbox/": ("ledger/core/", "ledger/codec/", "ledger/ports/"),
    "ledger/control/": ("ledger/core/", "ledger/ports/", "ledger/seal/"),
    "ledger/commands/": ("ledger/core/", "ledger/control/", "keyword-handler/custom_keyword.h",
                         "keyword-handler/reserved_words.h"),
    "ledger/admission/": ("ledger/core/", "ledger/ports/", "ledger/phone/", "ledger/seal/"),
    "ledger/imports/": ("ledger/core/", "ledger/phone/", "ledger/admission/limits.h"),
    "ledger/verify/": ("ledger/core/", "ledger/codec/", "ledger/ports/"),
    "ledger/http/": ("ledger/core/", "ledger/runtime/"),
    "ledger/twilio/": ("ledger/core/", "ledger/http/", "ledger/runtime/"),
    "ledger/openapi/": ("ledger/core/",),
    "ledger/door/": ("ledger/core/", "ledger/codec/", "ledger/ports/", "ledger/seal/", "ledger/runtime/",
                     "ledger/http/", "ledger/openapi/", "ledger/control/", "ledger/commands/", "ledger/admission/",
                     "ledger/forms/", "ledger/qr/", "ledger/twilio/"),
    "ledger/forms/": ("ledger/core/", "ledger/seal/", "ledger/control/", "ledger/http/", "ledger/commands/keywords.h"),
    "ledger/qr/": (),
    "projector/store/": ("ledger/core/", "ledger/codec/", "ledger/ports/", "ledger/runtime/", "projector/"),
}
# Targets that stand in a folder below the one that they need: operations.* serves health and metrics over HTTP, and
# ledger/http stands on the rest of ledger/runtime.
ARROW_EXCEPTIONS = {"ledger/runtime/operations": ("ledger/http/",)}
# An adapter's folder: who may include it beside itself. Settings and topic names are plain values.
ADAPTERS = {
    "ledger/log/": ("ledger/cli/",),
    "projector/store/": ("projector/rebuild/",),
}
PLAIN_VALUES = {"ledger/log/kafka_settings.h", "ledger/log/topics.h"}
# Beside *_main.cc: *_config.cc turns settings into plain values, the flags of the broker among them.
CONFIG_VALUES = {"ledger/log/kafka_flags.h"}


def arrows(files):
    """Includes follow the arrows: core <- codec <- {log, seal, store}, core <- ports <- {log, workers}."""
    ours = ("ledger/", "projector/", "dispatcher/", "keyword-handler/")
    for file in files:
        if not file.is_cpp or file.base.endswith("_main.cc"):
            continue
        for folder, allowed in ARROWS.items():
            if not file.name.startswith(folder):
                continue
            allowed += ARROW_EXCEPTIONS.get(os.path.splitext(file.name)[0], ())
            for number, included, quoted in file.includes():
                if quoted and included.startswith(ours) and not included.startswith((folder, *allowed)):
                    yield f"{file.name}:{number}: {included}"


def adapters_meet_in_main(files):
    """Only *_main.cc sees adapters and workers together."""
    for file in files:
        if not file.is_cpp or file.is_test or file.base.endswith("_main.cc"):
            continue
        for number, included, _ in file.includes():
            for folder, allowed in ADAPTERS.items():
                plain = PLAIN_VALUES | (CONFIG_VALUES if file.base.endswith("_config.cc") else set())
                if included.startswith(folder) and included not in plain:
                    if not file.name.startswith((folder, *allowed)):
                        yield f"{file.name}:{number}: {included}"


def settings_bound(files):
    """Every name in settings_names.h is bound by a worker or read by the command line."""
    code = {file.name: file.text for file in files if file.is_cpp and not file.is_test}
    names = re.findall(r'^    "([a-z-]+)",$', code.get("ledger/runtime/settings_names.h", ""), re.MULTILINE)
    if not names:
        yield "ledger/runtime/settings_names.h: no names found"
    for name in names:
        variable = "CONSENT_" + name.upper().replace("-", "_")
        bound = re.compile(rf'Add\(\s*"{name}"|\.name = "{name}"|"{variable}"')
        if not any(bound.search(text) for text in code.values()):
            yield f"{name}: no process knows it"


def no_reminders(files):
    """No reminder is left behind."""
    markers = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    for file in files:
        if file.is_code or file.suffix == ".md":
            for number, line in enumerate(file.lines, 1):
                if markers.search(line):
                    yield f"{file.name}:{number}"


BANNED_PARTS = {"msg", "mgr", "util", "utils", "helper", "helpers", "common", "blacklist", "unsub", "unsubscribe"}
# Names of the libraries that we use: theirs to choose.
FOREIGN = re.compile(r"rd_kafka\w*|RD_KAFKA\w*|rkm\w*|CURLMsg|CURLMSG\w*|PhoneNumberUtil|protobuf::util|std::common_\w+"
                     r"|common_type\w*|common_with|msg_\w*err\w*|MSG_NOSIGNAL|message->msg\b")


def parts_of(identifier):
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", identifier)]


def banned_words(files):
    """Code uses the standard words, not their synonyms."""
    for file in files:
        if not file.is_cpp:
            continue
        for part in parts_of(file.name):
            if part in BANNED_PARTS:
                yield f"{file.name}: the name has '{part}'"
        for number, line in enumerate(file.bare_lines, 1):
            if line.lstrip().startswith("#"):
                continue
            for identifier in re.findall(r"[A-Za-z_]\w*", FOREIGN.sub("", line)):
                found = BANNED_PARTS.intersection(parts_of(identifier))
                if found:
                    yield f"{file.name}:{number}: '{identifier}' has '{found.pop()}'"


def sources_listed(files):
    """Every source is listed in a CMakeLists.txt of its folder or above."""
    lists = {file.folder: file.text for file in files if file.base == "CMakeLists.txt"}
    for file in files:
        if file.suffix != ".cc":
            continue
        folder, listed = file.folder, False
        while folder and not listed:
            wanted = re.escape(file.name[len(folder) + 1 :])
            listed = re.search(rf"(?<![\w/]){wanted}(?!\w)", lists.get(folder, "")) is not None
            folder = folder.rpartition("/")[0]
        if not listed:
            yield file.name


def markdown_titles(files):
    """Every markdown file begins with its title."""
    for file in files:
        if file.suffix == ".md" and not file.text.lstrip().startswith("# "):
            yield file.name


def markdown_links(files):
    """Every relative link of a markdown file leads somewhere."""
    for file in files:
        if file.suffix != ".md":
            continue
        prose = re.sub(r"```.*?```|`[^`\n]*`", lambda match: "\n" * match.group(0).count("\n"), file.text, flags=re.DOTALL)
        for number, line in enumerate(prose.splitlines(), 1):
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                path = target.split("#")[0]
                if path and "://" not in target and not target.startswith("mailto:"):
                    base = file.root if path.startswith("/") else (file.root / file.name).parent
                    if not (base / path.lstrip("/")).exists():
                        yield f"{file.name}:{number}: {target}"


def no_machine_paths(files):
    """No path of a developer's machine stands in the tree."""
    machine = re.compile(r"(?<![\w.$}])/(work|home/\w+|root)/\w")
    for file in files:
        for number, line in enumerate(file.lines, 1):
            if machine.search(line) and not file.name.startswith("tests/tidy/"):
                yield f"{file.name}:{number}: {line.strip()[:80]}"


ALL = (
    file_length, function_length, line_length, trailing_blanks, header_opening, script_opening, scripts_parse,
    rdkafka_place, rocksdb_place, clock_place, environment_place, core_is_pure, arrows, adapters_meet_in_main,
    settings_bound, no_reminders, banned_words, sources_listed, markdown_titles, markdown_links, no_machine_paths,
)
