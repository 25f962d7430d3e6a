"""Language tags (BCP 47): whether one is well-formed, what was meant by one that is not, how the language calls itself."""

from __future__ import annotations

import difflib
import re

TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")

NAMES = {
    "ar": "العربية", "bg": "Български", "bn": "বাংলা", "ca": "Català", "cs": "Čeština", "da": "Dansk", "de": "Deutsch",
    "el": "Ελληνικά", "eo": "Esperanto", "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fi": "Suomi",
    "fr": "Français", "gl": "Galego", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar",
    "id": "Bahasa Indonesia", "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული", "ko": "한국어",
    "lt": "Lietuvių", "lv": "Latviešu", "ms": "Bahasa Melayu", "nb": "Norsk bokmål", "nl": "Nederlands", "pl": "Polski",
    "pt": "Português", "pt-BR": "Português (Brasil)", "ro": "Română", "ru": "Русский", "sk": "Slovenčina",
    "sl": "Slovenščina", "sr": "Српски", "sv": "Svenska", "ta": "தமிழ்", "th": "ไทย", "tr": "Türkçe", "uk": "Українська",
    "ur": "اردو", "uz": "Oʻzbekcha", "vi": "Tiếng Việt", "zh-Hans": "简体中文", "zh-Hant": "繁體中文",
}  # fmt: skip
"""The common languages by tag, each as it calls itself."""

THEME = NAMES.keys() - {"zh-Hans"}
"""Those that Material speaks, under the same name."""
SEARCH = frozenset(
    [
        "ar",
        "da",
        "de",
        "el",
        "es",
        "fi",
        "fr",
        "he",
        "hi",
        "hu",
        "it",
        "ja",
        "ko",
        "nl",
        "pt",
        "ro",
        "ru",
        "sv",
        "ta",
        "th",
        "tr",
        "vi",
    ]
)
"""Those whose words Material's search can stem or cut."""
UNSPACED = frozenset({"ja", "ko", "th", "zh-Hans", "zh-Hant"})
"""Those whose sentences are cut at punctuation of their own as well."""

_MEANT = {
    "cn": "zh-Hans", "zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant",
    "jp": "ja", "kr": "ko", "ua": "uk", "cz": "cs", "dk": "da", "gr": "el", "no": "nb", "br": "pt-BR", "in": "id", "iw": "he",
    "arabic": "ar", "chinese": "zh-Hans", "czech": "cs", "dutch": "nl", "french": "fr", "german": "de", "greek": "el",
    "hebrew": "he", "hindi": "hi", "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "russian": "ru", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


def well_formed(tag: str) -> bool:
    """Whether *tag* is a language, or one with its script or region: ``ja``, ``zh-Hans``, ``pt-BR``."""
    return bool(TAG.fullmatch(tag))


def meant(word: str) -> str:
    """The tag that *word* was probably meant to be; empty where there is no guessing."""
    plain = word.strip().replace("_", "-").partition(".")[0].lower()
    by_name = {tag.lower(): tag for tag in NAMES} | {name.lower(): tag for tag, name in NAMES.items()} | _MEANT
    if plain in by_name:
        return by_name[plain]
    cased = "-".join(_cased(n, part) for n, part in enumerate(plain.split("-")))
    if well_formed(cased):
        return cased if cased != word else ""
    close = difflib.get_close_matches(plain, by_name, n=1, cutoff=0.75)
    return by_name[close[0]] if close else ""


def _cased(position: int, part: str) -> str:
    return part if not position else part.title() if len(part) == 4 else part.upper()
