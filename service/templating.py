"""Templates filled with values; the only import of jinja2.

Pages (`render_page`) are ours; bodies of documents (`compile_body`) may come from an office and are
hostile until checked: only a few constructs are let through, loops count against a budget, and what is
printed is bounded, so that no template can use up memory or time. The sandbox alone does not do that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from itertools import islice
from typing import Any

import templates
from service.drafting.asking import Path, fields_asked
from service.drafting.bodies import Body, Section
from service.drafting.body_words import construct_told, filter_told, syntax_told
from service.drafting.budget import Budget
from service.drafting.filters import FILTERS, BodyError, printed
from service.drafting.markup import MarkupError, Piece, mark
from service.drafting.parting import parts

LONGEST_DOCUMENT = 20_000_000
"""Most characters a document may have."""
_PIECES = 32


def render_page(path: str, **values: object) -> str:
    """Return a page; `path` is relative to `templates/`. Values are escaped.

    Raises:
        FileNotFoundError: no such template is shipped.
    """
    # jinja2 is loaded here so that commands without pages start without it.
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(templates.text),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(path).render(**values)


def _filled(template: Any, values: Mapping[str, object]) -> str:
    """Return a section with values in it; what goes wrong is told in Chinese, with its line."""
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError, UndefinedError

    parts: list[str] = []
    length = 0
    try:
        pieces = template.generate(values)
        # Asked after some pieces, not after each, which takes time; few cannot hold much.
        while some := list(islice(pieces, _PIECES)):
            length += sum(map(len, some))
            if length > LONGEST_DOCUMENT:
                raise BodyError("文件太长，请检查模板和数据。")
            parts += some
    except UndefinedError as trouble:
        named = re.search(r"'(\w+)' is undefined", trouble.message or "")
        called = f"“{named[1]}”" if named else ""
        raise BodyError(f"用到了没有的字段{called}，请核对。", _line(trouble)) from trouble
    except SecurityError as trouble:
        raise BodyError("有不允许的写法，请删去。", _line(trouble)) from trouble
    except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as trouble:
        if isinstance(trouble, BodyError):
            raise
        raise BodyError(
            f"数据填不进去（{trouble}），请核对这里用的字段和过滤器。", _line(trouble)
        ) from trouble
    return "".join(parts)


def _line(trouble: BaseException) -> int:
    """Return the line of the template where an error arose, 0 if it is not known."""
    line, place = 0, trouble.__traceback__
    while place:
        if place.tb_frame.f_code.co_filename == "<template>":
            line = place.tb_lineno
        place = place.tb_next
    return line


_BUDGET = Budget()


def compile_body(source: str) -> Body:
    """Return a body ready to be filled.

    Raises:
        BodyError: it cannot be read, or uses what no template may use; tells the line.
    """
    from jinja2 import TemplateSyntaxError

    environment = _environment()
    try:
        marked = mark(_pieces(environment, source))
        tree = environment.parse(marked)
        if next(_forbidden(tree), None) is None:
            return Body([_compiled(environment, part) for part in parts(marked, tree)], _BUDGET)
    except (MarkupError, TemplateSyntaxError, BodyError):
        pass
    first, *further = sorted(_faults(environment, source), key=lambda one: one.line)
    raise BodyError(first.message, first.line, further)


def _faults(environment: Any, source: str) -> Iterator[BodyError]:
    """Yield everything wrong with a body: marks, syntax, and what no template may use."""
    from jinja2 import TemplateSyntaxError

    try:
        mark(_pieces(environment, source))
    except MarkupError as trouble:
        yield from (BodyError(message, line) for line, message in trouble.faults)
    except BodyError as trouble:
        yield trouble
        return
    except TemplateSyntaxError:
        pass  # told once, below
    try:
        yield from _forbidden(environment.parse(source))
    except TemplateSyntaxError as trouble:
        yield BodyError(syntax_told(trouble.message or ""), trouble.lineno)


def fields_used(source: str) -> list[tuple[Path, int]]:
    """Return the fields that a body asks for, each with its line; none if it cannot be read.

    A field is told as the path to it through the lists it is in: `matters`, `text` for `matter.text` in a
    loop over matters.
    """
    from jinja2 import TemplateSyntaxError

    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError:
        return []
    return fields_asked(tree)


def _compiled(environment: Any, marked: str) -> Section:
    from jinja2 import meta

    tree = environment.parse(marked)
    names = meta.find_undeclared_variables(tree)
    code = environment.compile(_budgeted(tree))
    globals_ = environment.make_globals(None)
    template = environment.template_class.from_code(environment, code, globals_)
    return Section(partial(_filled, template), names)


def _pieces(environment: Any, source: str) -> Iterator[Piece]:
    """Yield the pieces of a body as Jinja2's own lexer tells them apart; comments are left out."""
    begins = {"variable_begin": "expression", "block_begin": "statement"}
    inside, text, start = "", "", 0
    for line, part, value in environment.lex(source.replace("\r\n", "\n")):
        if part in begins:
            inside, text, start = begins[part], value, line
        elif part in ("variable_end", "block_end"):
            # A statement's end may carry the line break after it; that belongs to the text.
            bare = value.rstrip("\n")
            yield Piece(inside, text + bare, start)
            inside = ""
            if value != bare:
                yield Piece("data", "\n" * (len(value) - len(bare)), line)
        elif inside:
            text += value
        elif part == "data":
            yield Piece("data", value, line)
        elif part.startswith("raw"):
            raise BodyError("不能用 raw，请删去。", line)
    if inside:
        raise BodyError("花括号没有配对，请检查。", start)


@cache
def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """The sandbox, with sums of numbers only: adding texts could double them without end."""

        intercepted_binops = frozenset(("+", "-"))

        def getattr(self, obj: Any, attribute: str) -> Any:
            # A dot means a field of a record, or the counter of a loop; never a method of Python.
            if type(obj) is dict or isinstance(obj, Mapping):
                return obj[attribute] if attribute in obj else self.undefined(name=attribute)
            if isinstance(obj, LoopContext):
                # The sandbox takes long to find a number harmless.
                counts = attribute in _LOOP_COUNTS
                return getattr(obj, attribute) if counts else super().getattr(obj, attribute)
            return self.undefined(name=attribute)

        def call_binop(self, _context: Any, operator: str, left: Any, right: Any) -> Any:
            if not all(isinstance(side, int | Decimal) for side in (left, right)):
                raise BodyError("模板里只能对数字做加减。")
            return left + right if operator == "+" else left - right

    environment = Environment(
        undefined=StrictUndefined, autoescape=False, finalize=printed, keep_trailing_newline=False
    )
    environment.filters = dict(FILTERS) | {"_counted": _counted}
    environment.tests = {
        name: environment.tests[name] for name in ("defined", "none", "odd", "even")
    }
    environment.globals = {}
    return environment


_LOOP_COUNTS = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})


def _counted(items: Any) -> Iterator[Any]:
    return _BUDGET.counted(items)


def _constructs() -> frozenset[type]:
    from jinja2 import nodes as n

    return frozenset(
        (
            *(n.Template, n.Output, n.TemplateData, n.For, n.If, n.Assign, n.Name, n.Const),
            *(n.Getattr, n.Getitem, n.Filter, n.Test, n.Compare, n.Operand, n.And, n.Or, n.Not),
            *(n.CondExpr, n.Concat, n.Add, n.Sub, n.Keyword, n.Neg),
        )
    )


def _forbidden(tree: Any) -> Iterator[BodyError]:
    """Yield what no template may use: all but a few constructs; no calls, products, lists."""
    from jinja2 import nodes

    allowed = _constructs()
    for node in tree.find_all(nodes.Node):
        if type(node) not in allowed:
            yield BodyError(construct_told(type(node).__name__), node.lineno)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield BodyError(filter_told(node.name), node.lineno)
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            yield BodyError(construct_told(node.attr), node.lineno)
        if isinstance(node, nodes.Assign) and any(
            isinstance(inner, nodes.Concat | nodes.Add) for inner in node.find_all(nodes.Expr)
        ):
            # Joined texts assigned again and again would double without end.
            yield BodyError("set 里不能拼接文字，请直接写在正文里。", node.lineno)


def _budgeted(tree: Any) -> Any:
    """Let every loop count its turns."""
    from jinja2 import nodes

    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(
            loop.iter, "_counted", [], [], None, None, lineno=loop.lineno
        ).set_environment(tree.environment)
    return tree
