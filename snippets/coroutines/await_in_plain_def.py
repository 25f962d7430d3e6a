# /// snippet
# raises = "SyntaxError"
# ///
"""A plain function cannot await: the program does not even compile."""

import asyncio

print("the first line of the program")  # (1)!


async def greet(name: str) -> str:
    await asyncio.sleep(0.1)
    return f"Hello, {name}!"


def main() -> None:
    print(await greet("reader"))  # (2)!


main()
