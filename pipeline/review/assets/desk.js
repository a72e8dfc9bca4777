"use strict";
// The desk. Text of newspaper pages goes in through textContent only; the server is asked for cases and told of decisions.
(() => {
  const root = document.documentElement;
  const words = JSON.parse(document.getElementById("words").textContent);
  const token = document.querySelector("meta[name=token]").content;
  const bench = document.getElementById("case"), list = document.getElementById("list"), facets = document.getElementById("facets");
  let queue = [], me = "", at = null, aim = null, told = null, chosen = 0, cell = 0, zoom = 1, typed = null, erred = null, busy = false, turn = 0, held = [];

  const word = (section, key) => (words[section]?.[key] ?? {})[root.dataset.lang] ?? key;
  const hidden = (code) => code < 32 ? String.fromCharCode(0x2400 + code) : `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
  const seen = (text) => String(text).replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu, (one) => hidden(one.codePointAt(0)));
  function make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") made.addEventListener("click", value);
      else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((each) => each !== null && each !== undefined));
    return made;
  }
  const data = (text) => make("bdi", { lang: "zh-Hans" }, seen(text));
  async function ask(path, body) {
    const answer = await fetch(path, body === undefined ? {} : { method: "POST", body: JSON.stringify(body),
      headers: { "content-type": "application/json", "x-jiaokan-token": token } });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  let fading;
  function say(text, fault = false) {
    const place = document.getElementById("told");
    place.textContent = text; place.hidden = false; place.classList.toggle("fault", fault);
    clearTimeout(fading); fading = setTimeout(() => { place.hidden = true; }, fault ? 8000 : 1800);
  }

  // the queue
  const id = (one) => `${one.page}/${one.key}`;
  const state = (one) => one.decisions.some((each) => each.disputed) ? "disputed"
    : one.decisions.some((each) => each.by === me) ? "mine" : one.decisions.length ? "others" : "open";
  function shown() {
    const wanted = Object.fromEntries(new FormData(facets));
    return queue.filter((one) => (wanted.state === "every" || state(one) === wanted.state)
      && (!wanted.class || one.class === wanted.class) && (!wanted.title || one.title === wanted.title));
  }
  async function load() {
    const answer = await ask("/api/queue");
    queue = answer.cases; me = answer.by;
    const titles = facets.elements.title, kept = titles.value;
    titles.replaceChildren(titles.options[0], ...[...new Set(queue.map((one) => one.title))].sort().map((title) => make("option", { value: title }, seen(title))));
    titles.value = kept;
  }
  function drawQueue() {
    const items = shown();
    list.replaceChildren(...items.slice(0, 400).map((one) => make("li", {}, make("button", { type: "button", "aria-current": String(at === id(one)), onclick: () => go(one) },
      state(one) === "open" ? null : make("span", { class: `mark ${state(one)}` }, state(one) === "disputed" ? "≠" : "✓"),
      data(one.place || one.key), make("small", {}, `${word("desk", "row").replace("%s", one.row)} · ${word("class", one.class)} · `, data(one.issue ? `${one.issue} · ${one.source}` : one.source))))));
    if (items.length > 400) list.append(make("li", {}, make("small", {}, `… ${items.length - 400}`)));
    const done = queue.filter((one) => state(one) !== "open" && state(one) !== "disputed").length;
    const bar = document.getElementById("progress"); bar.max = Math.max(1, queue.length); bar.value = done;
    document.getElementById("progress-text").textContent = `${done} / ${queue.length}`;
    list.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }
  const after = (step) => { // from the case asked for, though it may not be here yet: two quick steps are two
    const items = shown(), place = items.findIndex((one) => id(one) === (aim ?? at));
    return place < 0 ? items[0] : items[(place + step + items.length) % items.length];
  };

  // one case
  async function go(one) {
    const mine = ++turn;
    aim = one ? id(one) : null;
    if (!one) { at = null; told = null; drawQueue(); drawCase(); return; }
    let got;
    try {
      got = await ask(`/api/case/${encodeURIComponent(one.page)}/${encodeURIComponent(one.key)}`);
    } catch (fault) { if (mine === turn) { aim = null; say(String(fault.message), true); } return; }
    if (mine !== turn) return; // another case was asked for since: what is shown is always what a key decides
    at = id(one); told = got; aim = null;
    told.state = one; chosen = 0; typed = null; erred = null; held = [];
    cell = told.candidates[0]?.changes[0][0] ?? Math.max(0, told.cells.findIndex((each) => each.doubted));
    drawQueue(); drawCase();
  }
  const doubted = () => told.cells.flatMap((each, index) => each.doubted ? [index] : []);
  function own() { // what is chosen now, beside what is held of this row
    if (typed !== null) return [[cell, typed, erred ?? (told.route === "ocr" ? "misread" : "paper_error")]];
    return (told.candidates[chosen]?.changes ?? []).map(([column, value, verdict]) => [column, value, erred ?? verdict]);
  }
  function changes() {
    const now = own();
    return [...held.filter(([column]) => !now.some(([other]) => other === column)), ...now];
  }
  const number = (text) => /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim() === "" ? 0 : null;
  function values() {
    const row = told.cells.map((each) => each.clean);
    for (const [column, value] of changes()) row[column] = value;
    return row;
  }
  function sums() {
    const row = values(), now = new Set(changes().map(([column]) => column));
    return told.sums.map((rule) => {
      const parts = rule.parts.map((part) => number(row[part])), sign = (part) => rule.minus?.includes(part) ? -1 : 1, total = number(row[rule.total]);
      const known = total !== null && parts.every((part) => part !== null);
      const sum = known ? Math.round(parts.reduce((left, right, index) => left + sign(rule.parts[index]) * right, 0) * 1e6) / 1e6 : "?";
      const holds = known && Math.abs(sum - total) <= Number(rule.tolerance) + 1e-9;
      const over = told.caps.filter(([column, cap]) => number(row[column]) !== null && (number(row[column]) > Number(cap) || number(row[column]) < 0));
      const show = (column) => make(now.has(column) ? "b" : "span", {}, seen(row[column] || "∅"));
      return make("p", { class: `sum ${holds && !over.length ? "holds" : "broken"}` }, ...rule.parts.flatMap((part, index) => index ? [sign(part) < 0 ? " − " : " + ", show(part)] : [show(part)]),
        ` = ${sum}`, holds ? "" : " ≠ ", holds ? "" : show(rule.total),
        ...over.map(([column, cap]) => make("small", {}, `  ${seen(told.cells[column].title)} ≤ ${cap}`)));
    });
  }
  const percent = (part, whole) => `${100 * part / whole}%`;
  function place(mark, box, frame) {
    mark.style.left = percent(box[0] - frame[0], frame[2] - frame[0]); mark.style.top = percent(box[1] - frame[1], frame[3] - frame[1]);
    mark.style.width = percent(box[2] - box[0], frame[2] - frame[0]); mark.style.height = percent(box[3] - box[1], frame[3] - frame[1]);
    return mark;
  }
  function ink() {
    if (!told.ink) return make("p", { class: "dim" }, word("desk", "no_ink"));
    const now = new Set(changes().map(([column]) => column)); now.add(cell);
    const frame = make("div", { class: "frame" }, make("img", { src: `/ink/${encodeURIComponent(told.ink.name)}`, alt: told.cells.map((each) => seen(each.printed)).join(" ") }),
      ...told.cells.flatMap((each, index) => each.box && (each.doubted || now.has(index)) ? [place(make("i", { class: now.has(index) ? "now" : "" }), each.box, told.ink.box)] : []));
    frame.style.width = `${100 * zoom}%`;
    const look = make("div", { class: "look", tabindex: "0", role: "group", "aria-label": word("desk", "zoom") }, frame);
    requestAnimationFrame(() => { const mark = frame.querySelector("i.now"); if (mark) look.scrollLeft = mark.offsetLeft - look.clientWidth / 2 + mark.offsetWidth / 2; });
    return look;
  }
  function option(index) {
    const { changes: list, why } = told.candidates[index];
    return make("li", {}, make("button", { type: "button", "aria-pressed": String(typed === null && index === chosen), onclick: () => { chosen = index; typed = null; cell = list[0][0]; drawCase(); } },
      make("kbd", {}, String(index + 1)), make("span", {}, ...list.flatMap(([column, value], number) => [number ? "　" : "", make("small", {}, data(told.cells[column].title)), " ",
        make("span", { class: "value" }, ...(value === told.cells[column].printed ? [data(value || "∅")] : [make("del", {}, data(told.cells[column].printed || "∅")), " → ", make("ins", {}, data(value || "∅"))]))])),
      make("span", { class: "dim" }, `${word("why", why)} · ${word("verdict", typed === null && index === chosen && erred || list[0][2])}`)));
  }
  function rowTable() {
    const now = new Set(changes().map(([column]) => column)), row = values(), mark = (index) => now.has(index) || index === cell ? { class: "now" } : {};
    return make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": seen(told.place) }, make("table", { class: "row" },
      make("thead", {}, make("tr", {}, make("th", {}), ...told.cells.map((each, index) => make("th", { scope: "col", ...mark(index) }, data(each.title))))),
      make("tbody", {}, make("tr", {}, make("th", { scope: "row" }, make("span", { lang: "zh" }, "原刊"), make("span", { lang: "en" }, "printed")), ...told.cells.map((each, index) => make("td", mark(index), data(each.printed || "∅")))),
        make("tr", {}, make("th", { scope: "row" }, make("span", { lang: "zh" }, "将定"), make("span", { lang: "en" }, "would be")), ...row.map((value, index) => make("td", mark(index), value === told.cells[index].printed ? data(value || "∅") : make("ins", {}, data(value || "∅"))))))));
  }
  function typing() {
    const form = make("form", { class: "typing" },
      make("label", {}, make("span", {}, data(told.cells[cell].title)), make("input", { name: "value", maxlength: "500", autocomplete: "off", value: typed ?? "" })),
      make("label", {}, make("span", {}, word("desk", "reason")), make("input", { name: "reason", maxlength: "500", autocomplete: "off" })),
      make("button", { type: "submit" }, word("desk", "accept")));
    form.elements.value.addEventListener("input", () => { typed = form.elements.value.value; redraw(); });
    form.addEventListener("submit", (event) => { event.preventDefault(); decide(changes()); });
    return form;
  }
  function redraw() {
    bench.querySelector("#sums").replaceChildren(...sumView());
    bench.querySelector("#row").replaceChildren(rowTable());
    bench.querySelectorAll(".options button").forEach((each, index) => each.setAttribute("aria-pressed", String(typed === null && index === chosen)));
  }
  const sumView = () => told.sums.length ? sums() : [make("p", { class: "dim" }, word("desk", "no_sum"))];
  function drawCase() {
    if (!told) {
      bench.replaceChildren(make("h2", {}, word("desk", "all_done")), make("p", {}, word("desk", "next_step")));
      return;
    }
    const on = told.sheet && told.ink ? [make("details", {}, make("summary", {}, word("desk", "on_page")), make("div", { class: "small-sheet" },
      make("img", { src: `/sheets/${encodeURIComponent(told.page)}.jpg`, alt: word("desk", "on_page"), loading: "lazy" }), place(make("i"), told.ink.box, [0, 0, told.width, told.height])))] : [];
    bench.replaceChildren(
      make("h2", {}, data(told.place || told.key), make("small", {}, data(told.title), ` · ${word("desk", "row").replace("%s", told.row)} · ${word("class", told.class)}`)),
      ink(),
      make("h3", {}, word("desk", "candidates")), make("ol", { class: "options" }, ...told.candidates.map((_, index) => option(index))),
      typing(),
      make("h3", {}, word("desk", "arithmetic")), make("div", { id: "sums" }, ...sumView()), make("div", { id: "row" }, rowTable()),
      ...(told.state.decisions.length ? [make("h3", {}, word("desk", "decided")), make("ul", {}, ...told.state.decisions.map((each) => make("li", { class: each.disputed ? "fault" : "" },
        data(each.by), "：", data(told.cells[each.column].title), " ", data(each.after || "∅"), ` · ${word("verdict", each.verdict)} `, data(each.reason))))] : []),
      make("h3", {}, word("desk", "evidence")), make("ul", { class: "dim" }, ...told.codes.map((code) => make("li", {}, word("code", code))), ...told.notes.map((note) => make("li", {}, make("bdi", {}, seen(note[root.dataset.lang] ?? note))))),
      ...on);
  }

  // what a person does
  async function decide(list) {
    if (!told || busy || !list.length) return;
    busy = true;
    try {
      const items = shown(), here = items.findIndex((one) => id(one) === at), next = items[here + 1] ?? items.find((one) => id(one) !== at);
      await ask("/api/decide", { page: told.page, key: told.key, changes: list, reason: bench.querySelector("input[name=reason]")?.value ?? "" });
      await load();
      say(word("desk", "saved"));
      const left = shown();
      await go(next && left.find((one) => id(one) === id(next)) || left.find((one) => id(one) !== at) || left[0]);
      bench.focus();
    } catch (fault) { say(`${word("desk", "not_saved")}${fault.message}`, true); } finally { busy = false; }
  }
  async function undo() {
    if (busy) return;
    busy = true;
    try {
      const answer = await ask("/api/undo", {});
      await load();
      if (answer.undone) { say(word("desk", "undone")); await go(queue.find((one) => one.page === answer.page && one.key === answer.key) ?? shown()[0]); } else drawQueue();
    } catch (fault) { say(String(fault.message), true); } finally { busy = false; }
  }
  const pick = (index) => { if (told.candidates[index]) { chosen = index; typed = null; erred = null; cell = told.candidates[index].changes[0][0]; drawCase(); } };
  const keys = {
    enter: () => decide(changes()),
    arrowdown: () => pick((chosen + 1) % Math.max(1, told.candidates.length)),
    arrowup: () => pick((Math.max(chosen, 0) - 1 + told.candidates.length) % Math.max(1, told.candidates.length)),
    t: () => { const field = bench.querySelector("input[name=value]"); field.focus(); field.select(); },
    p: () => { const open = doubted(); decide((open.length ? open : [cell]).map((column) => [column, told.cells[column].printed, "as_printed"])); },
    m: () => { erred = (own()[0]?.[2] ?? "misread") === "misread" ? "paper_error" : "misread"; drawCase(); },
    c: () => { const open = doubted(), all = open.length > 1 ? open : told.cells.map((_, index) => index); cell = all[(all.indexOf(cell) + 1) % all.length]; drawCase(); },
    k: () => { held = changes(); chosen = -1; typed = null; erred = null; drawCase(); },
    s: () => go(after(1)), b: () => go(after(-1)), u: undo, z: () => { zoom = zoom >= 4 ? 1 : zoom * 2; drawCase(); },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && field) { typed = null; field.blur(); if (told) drawCase(); bench.focus(); return; }
    if (field || (event.key === "Enter" && event.target.closest("a, summary, .queue button, .keys button, .language"))) return;
    if (/^[1-9]$/.test(event.key) || keys[event.key.toLowerCase()]) { if (press(event.key.toLowerCase())) event.preventDefault(); }
  });
  function press(key) {
    if (!told && key !== "u") return false;
    if (aim !== null && !"sbuz".includes(key)) return false; // the case shown is being left: nothing of it is decided
    if (/^[1-9]$/.test(key)) pick(Number(key) - 1); else keys[key]();
    return true;
  }
  document.querySelector(".keys").addEventListener("click", (event) => { const key = event.target.closest("button")?.dataset.key; if (key) { bench.focus(); press(key.toLowerCase()); } });
  facets.addEventListener("change", () => { const items = shown(); go(items.find((one) => id(one) === at) ?? items[0]); });
  facets.addEventListener("submit", (event) => event.preventDefault());
  function speak(language) {
    root.dataset.lang = root.lang = language;
    for (const each of document.querySelectorAll("[data-zh]")) each.textContent = each.dataset[language];
    drawQueue(); drawCase();
  }
  const kept = () => { try { return localStorage.getItem("jiaokan-lang"); } catch { return null; } };
  document.getElementById("language").addEventListener("click", () => {
    const language = root.dataset.lang === "zh" ? "en" : "zh";
    try { localStorage.setItem("jiaokan-lang", language); } catch { /* a browser that keeps nothing */ }
    speak(language);
  });
  (async () => {
    try {
      await load();
      const asked = new URLSearchParams(location.search).get("lang");
      root.dataset.lang = ["zh", "en"].includes(asked) ? asked : kept() || (navigator.language.startsWith("zh") ? "zh" : "en");
      await go(shown()[0]);
      speak(root.dataset.lang);
      bench.focus();
    } catch (fault) { say(String(fault.message), true); }
  })();
})();
