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

const chinese = document.documentElement.lang.startsWith("zh");

// What scrolls has to be reachable by keyboard.
const scrollers = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollHeight > target.clientHeight + 1 || target.scrollWidth > target.clientWidth + 1;
    if (scrolls) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
const watched = new WeakSet();

// Material builds these while the reader scrolls and unfolds, and gives them no names.
function name() {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "none");
  for (const link of document.querySelectorAll("a.md-annotation__index:not([aria-label])")) {
    const number = link.firstElementChild?.dataset.mdAnnotationId;
    link.setAttribute("aria-label", chinese ? `注释 ${number}` : `Note ${number}`);
  }
  for (const box of document.querySelectorAll(".recording-output, .md-typeset__scrollwrap")) {
    if (!watched.has(box)) scrollers.observe(box);
    watched.add(box);
  }
}

// A signal is a mark of the recording, not something that the program printed: copying leaves it out.
function prepareCopies() {
  for (const tape of document.querySelectorAll(".recording-output:has(.line--signal) > code")) {
    const printed = [...tape.querySelectorAll(".line:not(.line--signal)")].map((line) => line.textContent);
    tape.dataset.copy = printed.join("\n");
  }
  // Where the mark of a note stood, nothing shall be left.
  for (const source of document.querySelectorAll(".highlight code:not([data-copy])")) {
    const program = source.cloneNode(true);
    for (const note of program.querySelectorAll(".md-annotation, .md-code__nav")) note.remove();
    source.dataset.copy = program.textContent.replace(/[ \t]*(#[ \t]*\(\d+\)!?)?[ \t]*$/gm, "").trimEnd();
  }
}

document$.subscribe(() => {
  prepareCopies();
  name();
});
new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
