"use strict";

// The page of all versions tables can be sorted by program or by a Python's outcome, and filtered.
(() => {
  const chinese = document.documentElement.lang.startsWith("zh");
  const words = chinese
    ? { python: "版本", outcome: "结果", all: "全部", any: "任一", left: (n, all) => `显示 ${n} / ${all} 个程序`, sort: "排序：" }
    : { python: "Python", outcome: "Outcome", all: "all", any: "any", left: (n, all) => `${n} of ${all} programs`, sort: "Sort by " };

  function prepare() {
    for (const table of document.querySelectorAll("table.versions-all:not([data-ready])")) {
      table.dataset.ready = "";
      build(table);
    }
  }

  function build(table) {
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, name: row.cells[0].textContent, did: outcomes(row) }));
    const heads = [...table.tHead.rows[0].cells];
    const minors = heads.slice(1).map((head) => head.textContent);
    const kinds = Object.entries(table.dataset).filter(([key]) => key !== "ready");
    const python = choice(words.python, [["", words.any], ...minors.map((minor) => [minor, minor])]);
    const outcome = choice(words.outcome, [["", words.all], ...kinds]);
    const count = document.createElement("output");
    const bar = document.createElement("div");
    bar.className = "versions-filter";
    bar.append(python.label, outcome.label, count);
    table.parentElement.before(bar);
    table.parentElement.scrollLeft = table.scrollWidth; // the newest are what every program has
    const filter = () => show(rows, python.select.value, outcome.select.value, count);
    bar.addEventListener("change", filter);
    heads.forEach((head, at) => sortable(head, () => sort(table, rows, heads, at, minors[at - 1])));
    filter();
  }

  function outcomes(row) {
    return Object.fromEntries(row.dataset.did.split(" ").filter(Boolean).map((entry) => entry.split(":")));
  }

  function choice(name, options) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const [value, text] of options) select.add(new Option(text, value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)));
    label.append(`${name} `, select);
    return { label, select };
  }

  function show(rows, python, outcome, count) {
    let left = 0;
    for (const { row, did } of rows) {
      const found = python ? [did[python]].filter(Boolean) : Object.values(did);
      row.hidden = !(outcome ? found.includes(outcome) : found.length);
      left += !row.hidden;
    }
    count.textContent = words.left(left, rows.length);
  }

  function sortable(head, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = words.sort + head.textContent;
    button.addEventListener("click", act);
    head.replaceChildren(button);
  }

  function sort(table, rows, heads, at, minor) {
    const down = heads[at].getAttribute("aria-sort") === "ascending";
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[at].setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = ({ name, did }) => (minor ? `${did[minor] || "~"} ${name}` : name);
    const ordered = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1) * (down ? -1 : 1));
    table.tBodies[0].append(...ordered.map(({ row }) => row));
  }

  if (typeof document$ === "undefined") prepare();
  else document$.subscribe(prepare);
})();
