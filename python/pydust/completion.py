"""Writes what shells need to complete the command line `pydust`, from its parser.

A shell that completes never starts Python: everything is in the text.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydust.commands.command import DIRECTORY, FILE

Values = Literal["none", "words", "rust", "directories", "anything"]
"""What may follow: nothing, some words, Rust files, directories, or what nobody can guess."""

_BY_METAVAR: Final[Mapping[str, Values]] = {FILE: "rust", DIRECTORY: "directories"}


@dataclass(frozen=True)
class Word:
    """A command or an option, with what is said about it in the help."""

    text: str
    summary: str


@dataclass(frozen=True)
class Argument:
    """An option, or a positional argument, which has no words to begin it.

    Attributes:
        words: All its spellings.
        values: What it is followed by; of a positional argument, what it may be.
        choices: The words of `values`.
    """

    words: tuple[Word, ...]
    values: Values
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommandShape:
    """A command, as shells complete it."""

    word: Word
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> Iterator[Argument]:
        """The arguments that begin with a word."""
        return (argument for argument in self.arguments if argument.words)

    @property
    def operands(self) -> Iterator[Argument]:
        """The positional arguments."""
        return (argument for argument in self.arguments if not argument.words)


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The completions for one of `SHELLS`."""
    return SHELLS[shell](list(_shapes(parser)), _arguments(parser))


def _shapes(parser: argparse.ArgumentParser) -> Iterator[CommandShape]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, own in action.choices.items():
                arguments = _arguments(own)
                if own.get_default("command").rest == "unknown":
                    arguments += (Argument((), "anything"),)
                yield CommandShape(Word(name, summaries[name]), arguments)


def _arguments(parser: argparse.ArgumentParser) -> tuple[Argument, ...]:
    return tuple(
        _argument(action)
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction)
    )


def _argument(action: argparse.Action) -> Argument:
    words = tuple(Word(text, action.help or "") for text in action.option_strings)
    if action.nargs == 0:
        return Argument(words, "none")
    if action.choices:
        return Argument(words, "words", tuple(map(str, action.choices)))
    return Argument(words, _BY_METAVAR.get(str(action.metavar), "anything"))


def _bash(commands: Iterable[CommandShape], own: Iterable[Argument]) -> str:
    commands = list(commands)
    names = [command.word.text for command in commands]
    first = " ".join([*names, *_spellings(own)])
    lines = [
        "# Completions of pydust for bash: source this file, or put it where bash-completion looks.",
        "_pydust() {",
        "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}",
        "    COMPREPLY=()",
        "    if ((COMP_CWORD == 1)); then",
        f'        COMPREPLY=($(compgen -W "{first}" -- "$word"))',
        "        return",
        "    fi",
        "    case ${COMP_WORDS[1]} in",
    ]
    for command in commands:
        lines += [f"    {command.word.text})", *_bash_command(command), "        ;;"]
    lines += ["    esac", "}", "complete -F _pydust pydust"]
    return "\n".join(lines) + "\n"


def _bash_command(command: CommandShape) -> Iterator[str]:
    valued = [option for option in command.options if option.values != "none"]
    if valued:
        yield '        case "$previous" in'
        for option in valued:
            yield f"        {'|'.join(_spellings([option]))})"
            yield f"            {_bash_values(option)}"
            yield "            return"
            yield "            ;;"
        yield "        esac"
    yield "        if [[ $word == -* ]]; then"
    spellings = " ".join(_spellings(command.options))
    yield f'            COMPREPLY=($(compgen -W "{spellings}" -- "$word"))'
    yield "        else"
    operand = next(command.operands, Argument((), "none"))
    yield f"            {_bash_values(operand)}"
    yield "        fi"


def _bash_values(argument: Argument) -> str:
    match argument.values:
        case "words":
            made = f'-W "{" ".join(argument.choices)}"'
        case "rust":
            # Folders as well, on the way to a file.
            return _bash_files('compgen -f -X "!*.rs" -- "$word"; compgen -d -- "$word"')
        case "directories":
            return _bash_files('compgen -d -- "$word"')
        case "anything":
            return f"{_BASH_OPTION} default"
        case _:
            return ":"
    return f'COMPREPLY=($(compgen {made} -- "$word"))'


def _bash_files(command: str) -> str:
    """Takes a name from each line: names may have spaces."""
    return f"{_BASH_OPTION} filenames; local IFS=$'\\n'; COMPREPLY=($({command}))"


_BASH_OPTION: Final = "compopt 2> /dev/null -o"
"""The bash of macOS, 3.2, has none, and does without."""


def _zsh(commands: Iterable[CommandShape], own: Iterable[Argument]) -> str:
    commands = list(commands)
    lines = [
        "#compdef pydust",
        "# Completions of pydust for zsh: name this file _pydust, in a folder of $fpath.",
        "_pydust() {",
        "    local context state line",
        "    _arguments -C \\",
        *(f"        {part} \\" for part in _zsh_arguments(own)),
        "        '1: :->command' \\",
        "        '*:: :->arguments'",
        "    case $state in",
        "    command)",
        "        local -a commands=(",
        *(f"            {_quoted(f'{c.word.text}:{_zsh_text(c.word.summary)}')}" for c in commands),
        "        )",
        "        _describe command commands",
        "        ;;",
        "    arguments)",
        "        case $line[1] in",
    ]
    for command in commands:
        specs = " \\\n                ".join(_zsh_arguments(command.arguments))
        lines += [
            f"        {command.word.text})",
            f"            _arguments {specs}",
            "            ;;",
        ]
    lines += ["        esac", "        ;;", "    esac", "}"]
    # As a file in $fpath it is the function's body itself; sourced, it registers the function.
    lines += ["if [[ $funcstack[1] == _pydust ]]; then", '    _pydust "$@"', "else"]
    lines += ["    compdef _pydust pydust", "fi"]
    return "\n".join(lines) + "\n"


def _zsh_arguments(arguments: Iterable[Argument]) -> Iterator[str]:
    for argument in arguments:
        values = _zsh_values(argument)
        for word in argument.words:
            # Others of the same option are not offered then.
            others = " ".join(other.text for other in argument.words)
            follows = "" if argument.values == "none" else f":value:{values}"
            yield _quoted(f"({others}){word.text}[{_zsh_text(word.summary)}]{follows}")
        if not argument.words:
            yield _quoted(f"*:argument:{values}")


def _zsh_values(argument: Argument) -> str:
    match argument.values:
        case "words":
            return f"({' '.join(argument.choices)})"
        case "rust":
            return '_files -g "*.rs"'
        case "directories":
            return "_files -/"
    return "_default"


def _zsh_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:").replace("[", "\\[").replace("]", "\\]")


def _fish(commands: Iterable[CommandShape], own: Iterable[Argument]) -> str:
    commands = list(commands)
    first = "complete -c pydust -n __fish_use_subcommand"
    lines = [
        "# Completions of pydust for fish: ~/.config/fish/completions/pydust.fish.",
        "complete -c pydust -f",
    ]
    for option in own:
        lines += [f"{first} {part}" for part in _fish_option(option)]
    for command in commands:
        name = command.word.text
        lines.append(f"{first} -a {name} -d {_fish_quoted(command.word.summary)}")
        within = f"complete -c pydust -n '__fish_seen_subcommand_from {name}'"
        for option in command.options:
            lines += [f"{within} {part}" for part in _fish_option(option)]
        for operand in command.operands:
            lines.append(f"{within} {_fish_values(operand)}")
    return "\n".join(lines) + "\n"


def _fish_option(option: Argument) -> Iterator[str]:
    for word in option.words:
        flag = f"-l {word.text[2:]}" if word.text.startswith("--") else f"-s {word.text[1:]}"
        follows = "" if option.values == "none" else f" -r {_fish_values(option)}"
        yield f"{flag}{follows} -d {_fish_quoted(word.summary)}"


def _fish_values(argument: Argument) -> str:
    match argument.values:
        case "words":
            return f"-a {_fish_quoted(' '.join(argument.choices))}"
        case "rust":
            return "-a '(__fish_complete_suffix .rs)'"
        case "directories":
            return "-a '(__fish_complete_directories)'"
    return "-F"


def _spellings(arguments: Iterable[Argument]) -> list[str]:
    return [word.text for argument in arguments for word in argument.words]


def _quoted(text: str) -> str:
    """As bash and zsh quote."""
    return "'" + text.replace("'", "'\\''") + "'"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_Script = Callable[[Iterable[CommandShape], Iterable[Argument]], str]

SHELLS: Final[Mapping[str, _Script]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
"""The shells, and what writes the script of each."""
