"use strict";

// Timelines that answer: what a stretch was, and how the run went on. In a block, for site.js has global names.
{
  const WORDS = document.documentElement.lang.startsWith("zh")
    ? {
        play: "播放", pause: "暂停", speed: "速度", time: "录制时间", replay: (name) => `回放 ${name}`,
        hint: "指向或点按一段，即可看到它是什么。", keys: "方向键在各段之间移动，Esc 取消。",
      }
    : {
        play: "Replay", pause: "Pause", speed: "Speed", time: "Time in the recording", replay: (name) => `Replay of ${name}`,
        hint: "Point at a stretch or tap it to see what it was.", keys: "Arrow keys go from stretch to stretch, Escape ends.",
      };
  const STEPS = 200;
  const FINE = 0.002; // seconds below which a picture is told in finer digits
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function make(tag, attributes, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }

  function read(figure) {
    const recording = figure.closest(".recording");
    const svg = figure.querySelector("svg.tl");
    const stops = svg.dataset.stops.split(" ").map((stop) => stop.split(",").map(Number));
    const lanes = [...svg.querySelectorAll(".tl-lane")].map(readLane).filter((lane) => lane.length);
    const tape = recording.querySelector(":scope > .recording-output");
    return { figure, recording, svg, stops, lanes, tape, begin: stops[0][0], end: stops.at(-1)[0], lines: readLines(tape, svg) };
  }

  function readLane(lane) {
    const name = lane.querySelector(".tl-name").textContent;
    const stretches = [...lane.querySelectorAll("[data-from]")].map((rect) => ({
      rect, lane, from: Number(rect.dataset.from), to: Number(rect.dataset.to), told: `${name}, ${rect.textContent.trim()}`,
    })).sort((one, other) => one.from - other.from);
    // A wait led to what its lane did when it had its turn again.
    const runs = stretches.filter(({ rect }) => rect.matches(".tl-run, .tl-alive"));
    for (const stretch of stretches) stretch.step = runs.find((run) => run.from >= stretch.from && run.to >= stretch.to);
    return stretches;
  }

  // Lane and exact time of each printed line; a signal's mark is none, and has its time with two digits.
  function readLines(tape, svg) {
    const known = svg.dataset.lines.split(" ").map((entry) => entry.split(":"));
    const lane = (number) => svg.querySelector(`.tl-lane[data-lane="${number}"]`);
    let time = 0;
    return [...tape.querySelectorAll(".line")].map((element) => {
      if (element.matches(".line--signal")) return { element, moment: Math.max(time, Number(element.dataset.time ?? time)), lane: null };
      const [number, moment] = known.shift() ?? [-1, time];
      time = Number(moment);
      return { element, moment: time, lane: lane(number) };
    });
  }

  function sourceOf(recording) {
    const blocks = [...document.querySelectorAll(".md-content :is(div.highlight, .recording)")];
    const before = blocks[blocks.indexOf(recording) - 1];
    return before?.matches("div.highlight") ? before.querySelector("code") : null;
  }

  function sourceLine(code, number) {
    if (!code || !number) return null;
    if (!code.querySelector(":scope > .source-line")) wrapLines(code);
    return code.querySelectorAll(":scope > .source-line")[number - 1] ?? null;
  }

  function wrapLines(code) {
    const lines = [make("span", { class: "source-line" })];
    for (const node of [...code.childNodes]) {
      for (const [n, part] of cut(node).entries()) {
        if (n) lines.push(make("span", { class: "source-line" }));
        lines.at(-1).append(part);
      }
    }
    code.replaceChildren(...lines);
  }

  // A docstring is one token of several lines. What has children is the mark of a note, on one line.
  function cut(node) {
    if (node.firstElementChild || !node.textContent.includes("\n")) return [node];
    return node.textContent.split(/(?<=\n)/).concat(node.textContent.endsWith("\n") ? "" : []).map((text) => {
      const part = node.cloneNode(false);
      part.textContent = text;
      return part;
    });
  }

  function makeInspector({ recording, svg, lanes, lines }, told) {
    const all = lanes.flat();
    let current = null, marked = [];

    function mark(stretch) {
      for (const element of marked) element.classList.remove("is-marked");
      marked = stretch ? [stretch.rect, ...belonging(stretch)] : [];
      for (const element of marked) element.classList.add("is-marked");
      told.textContent = stretch ? stretch.told : WORDS.hint;
    }

    function belonging({ rect, lane, step }) {
      const line = sourceLine(sourceOf(recording), rect.dataset.line);
      const printed = lines.filter((one) => step && one.lane === lane && one.moment >= step.from && one.moment <= step.to);
      return [...(line ? [line] : []), ...printed.map((one) => one.element)];
    }

    function neighbour(key) {
      const row = lanes.findIndex((lane) => lane.includes(current));
      if (row < 0) return all[0];
      const at = lanes[row].indexOf(current);
      const found = {
        ArrowLeft: () => lanes[row][at - 1], ArrowRight: () => lanes[row][at + 1],
        ArrowUp: () => nearest(lanes[row - 1]), ArrowDown: () => nearest(lanes[row + 1]),
        Home: () => lanes[row][0], End: () => lanes[row].at(-1),
      };
      return found[key]() ?? current;
    }

    function nearest(lane) {
      const middle = (current.from + current.to) / 2;
      const away = ({ from, to }) => Math.max(from - middle, middle - to, 0);
      return lane?.reduce((best, one) => (away(one) < away(best) ? one : best));
    }

    const under = (event) => all.find((one) => one.rect === event.target) ?? null;
    const rest = () => mark(document.activeElement === svg ? current : null);
    svg.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch" && under(event)) mark(under(event));
    });
    svg.addEventListener("pointerout", rest);
    svg.addEventListener("pointerdown", (event) => { current = under(event); });
    svg.addEventListener("click", rest);
    svg.addEventListener("blur", rest);
    svg.addEventListener("focus", () => {
      if (svg.matches(":focus-visible")) current ??= all[0];
      rest();
    });
    svg.addEventListener("keydown", (event) => {
      if (event.key === "Escape") current = null;
      else if (/^(Arrow|Home$|End$)/.test(event.key)) current = neighbour(event.key);
      else return;
      event.preventDefault();
      mark(current);
    });
  }

  function between(stops, from, to, value) {
    const found = stops.findIndex((stop) => stop[from] >= value);
    const at = found < 0 ? stops.length - 1 : Math.max(found, 1);
    const [a, b] = [stops[at - 1], stops[at]];
    return a[to] + ((value - a[from]) / (b[from] - a[from] || 1)) * (b[to] - a[to]);
  }

  // What took milliseconds can be seen only much slower.
  function makeSpeeds(span) {
    const slow = span < 0.001 ? 0.0001 : span < 0.01 ? 0.001 : span < 0.1 ? 0.01 : null;
    const speeds = make("select", { "aria-label": WORDS.speed });
    for (const speed of [...(slow ? [slow] : []), 0.25, 0.5, 1, 2, 4]) speeds.append(new Option(`${speed}×`, speed));
    speeds.value = slow ?? 1;
    return speeds;
  }

  function makeReplay({ figure, recording, svg, stops, lanes, tape, lines, begin, end }) {
    const button = make("button", { type: "button", class: "tl-play" }, WORDS.play);
    const range = make("input", { type: "range", min: 0, max: STEPS, value: STEPS, "aria-label": WORDS.time });
    const speeds = makeSpeeds(end - begin);
    const clock = make("span", { class: "tl-clock" });
    const cursor = svg.appendChild(document.createElementNS(svg.namespaceURI, "line"));
    cursor.setAttribute("class", "tl-cursor");
    cursor.setAttribute("y2", "100%");
    const stretches = lanes.flat();
    const begun = [...stretches.map(({ rect, from }) => [rect, from]), ...outcomes()];
    const events = [begin, ...stretches.flatMap(({ from, to }) => [from, to]), ...lines.map((line) => line.moment)];
    const long = stops.length > 2 ? { from: stops[1][0], to: stops[2][0] } : { from: 0, to: 0 };
    let now = end, playing = false, frame = 0, before = 0;

    // What a lane printed, and how it ended, is not told before its time.
    function outcomes() {
      const dots = [...svg.querySelectorAll(".tl-print")].map((dot) => [dot, Number(dot.dataset.time)]);
      const ends = lanes.map((all) => [all[0].lane.querySelector(".tl-end"), all.at(-1).to]);
      return [...dots, ...ends.filter(([end]) => end)];
    }

    // Less motion: nothing glides, the picture changes only when something happened.
    function momentShown() {
      return playing && calm.matches ? Math.max(...events.filter((moment) => moment <= now)) : now;
    }

    function show() {
      const moment = momentShown(), under = now < end;
      const place = between(stops, 0, 1, moment);
      for (const { element, moment: printed } of lines) element.classList.toggle("is-unprinted", under && printed > moment);
      for (const { rect, from, to } of stretches) rect.classList.toggle("is-now", under && from <= moment && moment <= to);
      for (const [element, from] of begun) element.classList.toggle("is-ahead", under && from > moment);
      svg.classList.toggle("is-replaying", under);
      cursor.setAttribute("x1", `${place}%`);
      cursor.setAttribute("x2", `${place}%`);
      range.value = (place * STEPS) / 100;
      tell(moment);
    }

    function tell(moment) {
      const digits = end - begin < FINE ? 5 : end < 0.1 ? 4 : 2;
      clock.textContent = `${moment.toFixed(digits)} / ${end.toFixed(digits)} s`;
      range.setAttribute("aria-valuetext", `${moment.toFixed(digits)} s`);
    }

    // A long output scrolls along in its box; the page stays where it is.
    function follow() {
      const last = lines.findLast(({ element }) => !element.classList.contains("is-unprinted"))?.element;
      if (!last || tape.scrollHeight <= tape.clientHeight) return;
      const below = last.getBoundingClientRect().bottom - tape.getBoundingClientRect().bottom;
      tape.scrollTop = now === begin ? 0 : tape.scrollTop + Math.max(below, 0);
    }

    // More than ten idle seconds that are folded in the picture are folded here, too: into one at most.
    function later(seconds) {
      const idle = long.to - long.from;
      if (idle <= 10 || now < long.from || now >= long.to) return Math.min(now + seconds * speeds.value, end);
      return Math.min(now + seconds * Math.max(idle, speeds.value), long.to);
    }

    // A page in the background gets no frames: the replay waits for its reader.
    function advance(stamp) {
      if (!figure.isConnected) return;
      now = later(Math.min(Math.max(stamp - before, 0) / 1000, 0.1));
      before = stamp;
      if (now < end) frame = requestAnimationFrame(advance);
      else set(false);
      show();
      follow();
    }

    function set(state) {
      playing = state;
      button.textContent = state ? WORDS.pause : WORDS.play;
      cancelAnimationFrame(frame);
      if (!state) return;
      before = performance.now();
      frame = requestAnimationFrame(advance);
    }

    function rest(moment) {
      set(false);
      now = moment;
      show();
    }

    button.addEventListener("click", () => {
      if (!playing && now >= end) now = begin;
      set(!playing);
      show();
      follow();
    });
    range.addEventListener("input", () => {
      rest(Number(range.value) < STEPS ? between(stops, 1, 0, (100 * range.value) / STEPS) : end);
      follow();
    });
    const controls = { class: "tl-controls", role: "group", "aria-label": WORDS.replay(recording.dataset.snippet) };
    const bar = make("div", controls, range, button, speeds, clock);
    bar.addEventListener("keydown", (event) => { if (event.key === "Escape") rest(end); });
    tell(end);
    return bar;
  }

  function begin(figure) {
    const parts = read(figure);
    if (!parts.lanes.length) return;
    const { svg, tape, lines } = parts;
    figure.classList.add("is-live");
    const told = make("p", { class: "tl-told", role: "status" }, WORDS.hint);
    const bar = makeReplay(parts);
    bar.append(told);
    svg.after(bar);
    // Arrow keys reach what a screen reader takes for an application; its picture's label becomes its name.
    svg.setAttribute("role", "application");
    svg.setAttribute("aria-label", `${svg.getAttribute("aria-label")} ${WORDS.keys}`);
    svg.setAttribute("tabindex", "0");
    // What is hidden during a replay is copied all the same.
    const code = tape.querySelector("code");
    code.dataset.copy ??= lines.map(({ element }) => element.textContent).join("\n");
    makeInspector(parts, told);
  }

  document$.subscribe(() => document.querySelectorAll(".recording .timeline:not(.is-live)").forEach(begin));
}
