"""Where a continuous function crosses zero, and where one with a single summit is highest.

Zeros by the false position in its Illinois form (Dowell and Jarratt 1971, unverified): the end that
stays put counts half. Every fourth step halves the bracket, so that no function, however flat,
takes more than four times as long as halving alone. Summits by the golden section (Kiefer 1953,
unverified).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_STEPS: Final = 1000
HALF: Final = 0.5
EVERY: Final = 4
RELATIVE: Final = 4e-16
GOLDEN: Final = (5**0.5 - 1) / 2


def crossing(
    height: Callable[[float], float], low: float, high: float, *, near: float = 1e-13
) -> float:
    """The place between ``low`` and ``high`` where ``height`` is zero, to within ``near``.

    >>> round(crossing(lambda x: x * x - 2, 0.0, 2.0), 12)
    1.414213562373
    """
    at_low, at_high = height(low), height(high)
    if at_low * at_high > 0:
        raise ValueError(f"Nothing crosses zero between {low} and {high}.")
    for step in range(MOST_STEPS):
        if high - low <= near + RELATIVE * abs(high):
            break
        guess = _guess((low, at_low), (high, at_high), is_half=step % EVERY == EVERY - 1)
        at_guess = height(guess)
        if at_guess == 0:
            return guess
        if at_guess * at_low > 0:
            low, at_low, at_high = guess, at_guess, at_high * HALF
        else:
            high, at_high, at_low = guess, at_guess, at_low * HALF
    return HALF * (low + high)


def highest(
    height: Callable[[float], float],
    low: float,
    high: float,
    *,
    near: float = 0.0,
    relative: float = 0.0,
) -> float:
    """Where a function with one summit is highest, to within ``near`` or that share of itself.

    >>> round(highest(lambda x: -((x - 2) ** 2), 0.0, 5.0, near=0.02), 1)
    2.0
    """
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = height(left), height(right)
    while high - low > max(near, relative * high):
        if at_left > at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = height(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = height(right)
    return HALF * (low + high)


def _guess(low: tuple[float, float], high: tuple[float, float], *, is_half: bool) -> float:
    middle = HALF * (low[0] + high[0])
    rise = high[1] - low[1]
    if is_half or rise == 0:
        return middle
    guess = (low[0] * high[1] - high[0] * low[1]) / rise
    return guess if low[0] < guess < high[0] else middle
