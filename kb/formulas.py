"""Formulas of findings: arithmetic over named figures, worked out exactly."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from kb.errors import BadFormula

EXACT = Context(prec=60, Emax=10_000, Emin=-10_000, traps=[DivisionByZero, InvalidOperation, Overflow])
LONGEST = 200
OPERATORS: Mapping[type[ast.operator], Callable[[Context], Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: operator.attrgetter("add"),
    ast.Sub: operator.attrgetter("subtract"),
    ast.Mult: operator.attrgetter("multiply"),
    ast.Div: operator.attrgetter("divide"),
}


def names_in(formula: str) -> frozenset[str]:
    """Return the names of a formula. Raises BadFormula for anything but numbers, names, `+ - * /` and brackets.

    >>> sorted(names_in("6 * n * d"))
    ['d', 'n']
    """
    return frozenset(_names(_parsed(formula).body, formula))


def _names(node: ast.expr, formula: str) -> Iterator[str]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield from _names(operand, formula)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield from (*_names(left, formula), *_names(right, formula))
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return
        case _:
            raise BadFormula(formula, "only numbers, names of premises, + - * / and brackets may stand in it")


def worked_out(formula: str, figures: Mapping[str, Decimal]) -> Decimal:
    """Return what a formula gives. Raises BadFormula where it is none, names no figure, or has no finite value.

    >>> worked_out("100 * part / (part + rest)", {"part": Decimal(1), "rest": Decimal(3)})
    Decimal('25')
    """
    if unknown := names_in(formula) - set(figures):
        raise BadFormula(formula, f"no premise is called `{min(unknown)}`")
    try:
        return _value(_parsed(formula).body, figures)
    except ArithmeticError:
        raise BadFormula(formula, "it has no finite value") from None


def _value(node: ast.expr, figures: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Name(id=name):
            return figures[name]
        case ast.UnaryOp(operand=operand):
            return -_value(operand, figures)
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](EXACT)(_value(left, figures), _value(right, figures))
    return Decimal(ast.unparse(node))


def _parsed(formula: str) -> ast.Expression:
    try:
        if len(formula) > LONGEST:
            raise BadFormula(formula[:LONGEST], "it is too long")
        return ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadFormula(formula, "it is no arithmetic") from None
