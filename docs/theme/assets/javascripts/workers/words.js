"use strict";

// Material's search never looks at the last character of a Chinese query: 并发 finds whatever holds 并.
// A character that no word has, put after the query, is one that it may overlook. Material's worker
// is named by the query of this script's own address.
const UNUSED = "\u3400";
const words = new Set();

addEventListener("message", ({ data: message }) => {
  if (message.type === 0) {
    for (const { title, text } of message.data.docs) {
      for (const word of `${title} ${text}`.split(/[^\p{sc=Han}]+/u)) words.add(word);
    }
  } else if (message.type === 2) {
    message.data = message.data.replace(/\p{sc=Han}+/gu, (run) => (begins(run) ? run + UNUSED : run));
  }
});

function begins(run) {
  for (let end = 1; end <= run.length; end++) if (words.has(run.slice(0, end))) return true;
  return false;
}

importScripts(location.search.slice(1));
