"""Which letters a language is written in, and how much of a text is in them."""

from __future__ import annotations

import re

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CYRILLIC, _ARABIC, _DEVANAGARI = "\u0400-\u052f", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff", "\u0900-\u097f"
_SCRIPTS = {
    "zh": _HAN,
    "ja": _HAN + "\u3040-\u30ff",
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af" + _HAN,
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), _CYRILLIC),
    **dict.fromkeys(("ar", "fa", "ps", "ug", "ur"), _ARABIC),
    **dict.fromkeys(("hi", "mr", "ne"), _DEVANAGARI),
    "am": "\u1200-\u139f",
    "bn": "\u0980-\u09ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "gu": "\u0a80-\u0aff",
    "he": "\u0590-\u05ff",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
    "km": "\u1780-\u17ff",
    "kn": "\u0c80-\u0cff",
    "lo": "\u0e80-\u0eff",
    "ml": "\u0d00-\u0d7f",
    "my": "\u1000-\u109f",
    "pa": "\u0a00-\u0a7f",
    "si": "\u0d80-\u0dff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "th": "\u0e00-\u0e7f",
    "yi": "\u0590-\u05ff",
}
HAN = re.compile(f"[{_HAN}]")
WITHOUT_BLANKS = frozenset({"ja", "zh"})
"""Languages that put no blank between words, so that a new line in a paragraph would show as one."""


def base(language: str) -> str:
    """``zh`` of ``zh-Hant``."""
    return language.partition("-")[0].lower()


def letters_of(language: str) -> re.Pattern[str] | None:
    """The letters that *language* is written in; None where they are Latin, as those of English are."""
    tag = language.lower()
    if "-latn" in tag:
        return None
    script = _SCRIPTS.get(base(tag))
    return re.compile(f"[{script}]") if script else None


def share(text: str, letters: re.Pattern[str]) -> tuple[int, float]:
    """How many letters *text* has, and which part of them are *letters*."""
    every = sum(map(str.isalpha, text))
    return every, len(letters.findall(text)) / every if every else 1.0
