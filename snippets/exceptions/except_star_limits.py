"""What an except* clause may not do, in Python's own words."""

CASES = {
    "return in it": """
def sync():
    try:
        upload()
    except* OSError:
        return
""",
    "both kinds": """
try:
    upload()
except* OSError:
    pass
except ValueError:
    pass
""",
    "no type": """
try:
    upload()
except*:
    pass
""",
    "a group as type": """
try:
    raise ExceptionGroup("two", [OSError(), ValueError()])
except* ExceptionGroup:
    pass
""",
}

for name, source in CASES.items():
    try:
        exec(compile(source, "<case>", "exec"))
    except (SyntaxError, TypeError) as error:
        print(f"{name}: {type(error).__name__}: {error.args[0]}")
