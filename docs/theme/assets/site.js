"use strict";

// The root page sends a reader who chose a language back to it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a.md-select__link[hreflang]");
  if (!link) return;
  try {
    localStorage.setItem("asyncbook-language", link.hreflang);
  } catch {
    // Storage is off: nothing to remember.
  }
  stayOnPage(event, link);
}, true);

// Every English page is there in each language, if need be in English; Material would go to the front page.
function stayOnPage(event, link) {
  if (document.documentElement.lang !== "en" || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const english = document.querySelector('link[rel="alternate"][hreflang="en"]').href;
  const here = location.href.split("#")[0].split("?")[0];
  if (!here.startsWith(english)) return;
  event.preventDefault();
  event.stopPropagation();
  location.assign(link.href.split("#")[0] + here.slice(english.length) + location.hash);
}

// A copy button is no place to jump to, and a tape that scrolls has to be reachable by keyboard.
function mend() {
  for (const nav of document.querySelectorAll("nav.md-code__nav")) nav.setAttribute("role", "none");
  for (const tape of document.querySelectorAll(".recording-output")) {
    if (tape.scrollHeight > tape.clientHeight + 1) tape.tabIndex = 0;
    // Signals are marks of the recording, not something that the program printed.
    const printed = [...tape.querySelectorAll(".line:not(.line--signal)")].map((line) => line.textContent);
    tape.querySelector("code").dataset.copy = printed.join("\n");
  }
}

document$.subscribe(() => requestAnimationFrame(mend));
