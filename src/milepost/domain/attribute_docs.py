"""What stands in the docstrings under the attributes of a class, read from its source when somebody asks for it.

Pydantic reads them too, while it makes the class: that is a third of the time that all of ours take to load.
"""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise


def attribute_docs(cls: type) -> Mapping[str, str]:
    """By attribute, those of its bases not included; empty where there is no source."""
    return _docs_in(cls.__module__).get(cls.__qualname__, {})


@cache
def _docs_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """Those of a module's classes, each by its qualified name."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (KeyError, OSError, TypeError):
        return {}
    return dict(_docs_below(ast.parse(source), ""))


def _docs_below(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            yield prefix + child.name, dict(_docs_of(child))
            yield from _docs_below(child, f"{prefix}{child.name}.")


def _docs_of(definition: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for attribute, following in pairwise(definition.body):
        match attribute, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
