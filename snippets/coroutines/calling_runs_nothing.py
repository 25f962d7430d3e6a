# /// snippet
# warns = "RuntimeWarning"
# ///
"""Calling a coroutine function makes an object and runs none of its body."""


async def greet(name: str) -> str:
    print("the body runs")  # (1)!
    return f"Hello, {name}!"


def main() -> None:
    greeting = greet("reader")  # (2)!
    print("type:", type(greeting).__name__)
    print("repr:", repr(greeting).partition(" at ")[0], "...>")
    print("main ends")  # (3)!


main()
