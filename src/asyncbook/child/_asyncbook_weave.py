"""Puts calls into functions of the standard library: the same code, with statements woven in.

Standard library only, CPython 3.11 and up. It is compiled under the same file name, lines and columns, so that no
traceback shows it; where a signal handler raises within such a call, its traceback is cut.
"""

import ast
import inspect
import itertools
import marshal
import os
import sys

_UNTRACED = "-_ab_tracer is None is -_ab_profiler and not -_ab_monitors"  # a profiler would count calls


def weave(function, woven, before, hooks):
    """Have *before* called with the first arguments of *function*, *after* of *hooks* at its end, *failed* where it
    catches an exception and *returned* with its result. What undoes it. Raises OSError, SyntaxError, TypeError or
    ValueError where the function cannot be woven."""
    hooks = {**hooks, "before": before}
    names = {f"_ab_{before.__name__}_{part}": _quiet(hook) for part, hook in hooks.items()}
    names["_ab_tracer"], names["_ab_profiler"] = _negated(sys.gettrace), _negated(sys.getprofile)
    names["_ab_monitors"] = _negated(getattr(getattr(sys, "monitoring", None), "_all_events", dict))
    old = function.__code__
    new = woven.get(function, f"_ab_{before.__name__}", before.__code__.co_argcount - 1, hooks)
    function.__globals__.update(names)
    function.__code__ = new
    return lambda: setattr(function, "__code__", old)


class Woven:
    """Woven code by what it was made from, kept beside this module's own byte code: making it takes a while."""

    def __init__(self):
        folder = os.path.join(os.path.dirname(__file__), "__pycache__")
        self.path = os.path.join(folder, f"woven.{sys.implementation.cache_tag}.bin")
        state = os.stat(__file__)
        self.source = (state.st_mtime_ns, state.st_size, sys.version)
        self.known = {}
        self.new = False
        try:
            with open(self.path, "rb") as file:
                source, known = marshal.load(file)
            self.known = known if source == self.source else {}
        except (OSError, EOFError, ValueError, TypeError):
            pass

    def get(self, function, name, count, hooks):
        key = (name, marshal.dumps(function.__code__))
        if key not in self.known:
            self.known[key] = _woven(function, name, count, hooks)
            self.new = True
        return self.known[key]

    def keep(self):
        if not self.new or sys.dont_write_bytecode:
            return
        beside = f"{self.path}.{os.getpid()}"
        try:
            with open(beside, "wb") as file:
                marshal.dump((self.source, self.known), file)
            os.replace(beside, self.path)
        except OSError:
            pass


def each(function, *arguments):
    """What *function* returns, called anew each time, without end."""
    return itertools.starmap(function, itertools.repeat(arguments))


def _negated(function):
    """An object whose negative is what *function* returns."""
    return type("int", (), {"__neg__": each(function).__next__})()


def _quiet(hook):
    """A hook that fails must not be noticed; what a signal handler raises must."""

    def called(*arguments):
        try:
            hook(*arguments)
        except Exception:
            pass

    return called


def _woven(function, name, count, hooks):
    old = function.__code__
    source = inspect.getsource(function)
    above = "\n" * (old.co_firstlineno - 2)  # cheaper than to move each line number
    if source[0].isspace():
        tree = ast.parse(f"{above}class {function.__qualname__.partition('.')[0]}:\n{source}")
        node = tree.body[0].body[0]
    else:
        tree = ast.parse(f"{above}\n{source}")
        node = tree.body[0]
    documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    doc, body = node.body[:documented], node.body[documented:]
    first, arguments = body[0], [argument.arg for argument in node.args.args]
    begin = _at(_guarded(f"{name}_before({', '.join(arguments[:count])})"), first)
    for handler in _handlers(body) if "failed" in hooks else []:
        handler.body[:0] = _at(_guarded(f"{name}_failed({arguments[0]})"), handler.body[0])
    if "returned" in hooks:
        body = _Returns(f"{name}_returned({arguments[1]}, _r)").visit(ast.Module(body, [])).body
    if "after" in hooks:
        rest = body[-1:] if ast.dump(body[-1]) == _FORGETS_SELF else []  # which the hook has to come before
        end = _at(_guarded(f"{name}_after({arguments[0]})"), rest[0] if rest else first)
        tried = ast.Try(body=body[: len(body) - len(rest)], handlers=[], orelse=[], finalbody=end)
        body = [ast.copy_location(tried, first), *rest]
    node.body = [*doc, *begin, *body]
    new = _code(compile(tree, old.co_filename, "exec"), old.co_name)
    if new.co_freevars != old.co_freevars:
        raise ValueError("another closure")
    return new.replace(co_qualname=old.co_qualname, co_firstlineno=old.co_firstlineno)


def _handlers(body):
    """Where *body* catches every exception."""
    handlers = [node for statement in body for node in ast.walk(statement) if isinstance(node, ast.ExceptHandler)]
    return [handler for handler in handlers if handler.type is None or ast.dump(handler.type) == _ANY_EXCEPTION]


_ANY_EXCEPTION = ast.dump(ast.parse("BaseException", mode="eval").body)
_FORGETS_SELF = ast.dump(ast.parse("self = None").body[0])


def _guarded(statement):
    return f"if {_UNTRACED}:\n try: {statement}\n except BaseException as _e: raise _e.with_traceback(None)\n"


def _at(text, place):
    """The statements of *text*, as if they stood where *place* stands."""
    statements = ast.parse(text).body
    for statement in statements:
        for node in ast.walk(statement):
            if "lineno" in node._attributes:
                ast.copy_location(node, place)
    return statements


class _Returns(ast.NodeTransformer):
    """``return x`` shows x to the recorder first."""

    def __init__(self, call):
        self.call = call

    def visit_FunctionDef(self, node):
        return node

    def visit_Return(self, node):
        statements = _at(f"_r = 0\n{_guarded(self.call)}return _r\n", node)
        statements[0].value = node.value or statements[0].value
        return statements


def _code(code, name):
    for constant in code.co_consts:
        if inspect.iscode(constant):
            found = constant if constant.co_name == name else _code(constant, name)
            if found:
                return found
    return None
