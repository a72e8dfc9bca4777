"use strict";
// Filters, layers, the language, and the glimpse of a finding on the picture. Without it the report can be read whole.
(() => {
  const root = document.documentElement;
  const kept = { get: () => { try { return localStorage.getItem("jiaokan-lang"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("jiaokan-lang", value); } catch { /* a browser that keeps nothing */ } } };
  const speak = (language) => {
    root.dataset.lang = root.lang = language;
    for (const each of document.querySelectorAll("[data-zh]")) each.textContent = each.dataset[language];
    for (const form of document.querySelectorAll("form[data-filter]")) count(form);
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const first = ["zh", "en"].includes(asked) ? asked : kept.get() || (navigator.language.startsWith("zh") ? "zh" : "en");

  const items = (form) => document.querySelectorAll(form.dataset.filter === "pages" ? ".sheets > li" : "details.case");
  function fits(form, item) {
    for (const field of form.elements) {
      if (!field.name || !field.value) continue;
      if (form.dataset.filter === "pages") {
        if (field.name === "severity" && !item.dataset.s.split(" ").includes(field.value)) return false;
        if (field.name === "route" && item.dataset.r !== field.value) return false;
        if (field.name === "q" && !(item.textContent + item.closest("section").firstElementChild.textContent).toLowerCase().includes(field.value.toLowerCase())) return false;
      } else if (!item.dataset[field.name].split(" ").includes(field.value)) return false;
    }
    return true;
  }
  function count(form) {
    const all = items(form), seen = [...all].filter((item) => !item.hidden).length;
    form.querySelector("output").textContent = root.dataset.lang === "zh" ? `显示 ${seen} / 共 ${all.length}` : `${seen} of ${all.length} shown`;
    const none = document.querySelector(".none");
    if (none) none.hidden = seen > 0;
  }
  function filter(form) {
    for (const item of items(form)) item.hidden = !fits(form, item);
    for (const issue of document.querySelectorAll(".issue")) issue.hidden = !issue.querySelector("li:not([hidden])");
    count(form);
  }
  for (const form of document.querySelectorAll("form[data-filter]")) {
    form.addEventListener("input", () => filter(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter(form);
  }
  speak(first);
  document.querySelector("[data-action=language]").addEventListener("click", () => {
    const language = root.dataset.lang === "zh" ? "en" : "zh";
    kept.set(language); speak(language);
  });

  const paper = document.querySelector(".paper");
  for (const box of document.querySelectorAll("[data-layer]")) box.addEventListener("change", () => {
    paper.dataset.hide = [...document.querySelectorAll("[data-layer]:not(:checked)")].map((each) => each.dataset.layer).join(" ");
  });

  // A link to a case opens it, whatever the filters hide.
  function open() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.matches("details.case")) return;
    target.hidden = false; target.open = true; target.scrollIntoView({ block: "start" });
    target.querySelector("summary").focus({ preventScroll: true });
  }
  addEventListener("hashchange", open);
  open();
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#case-']");
    if (link && (link.getAttribute("href") === location.hash)) open();
  });

  const glimpse = document.getElementById("glimpse");
  const hide = () => { glimpse.hidden = true; };
  function show(link) {
    const card = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!card) return;
    glimpse.replaceChildren();
    const head = document.createElement("p");
    head.append(...[...card.querySelector("summary").cloneNode(true).childNodes].flatMap((each) => [each, " "]));
    glimpse.append(head, ...[...card.querySelectorAll(".strip, .collation .doubted, .note")].map((each) => {
      const copy = each.cloneNode(true);
      for (const image of copy.querySelectorAll("img")) image.loading = "eager";
      if (!each.matches("tr")) return copy;
      const table = document.createElement("table"); table.className = "collation"; table.append(copy); return table;
    }));
    glimpse.style.left = link.getBoundingClientRect().left > innerWidth / 2 ? "2rem" : "auto";
    glimpse.hidden = false;
  }
  for (const link of document.querySelectorAll(".paper a.case, .clean td a")) {
    link.addEventListener("mouseenter", () => show(link)); link.addEventListener("mouseleave", hide);
    link.addEventListener("focus", () => show(link)); link.addEventListener("blur", hide);
  }
  addEventListener("keydown", (event) => { if (event.key === "Escape" && glimpse) hide(); });
  for (const card of document.querySelectorAll("details.case")) {
    const links = document.querySelectorAll(`.paper a[href="#${CSS.escape(card.id)}"]`);
    const light = (on) => links.forEach((link) => link.classList.toggle("lit", on));
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) card.addEventListener(event, () => light(on));
  }
  let opened = [];
  addEventListener("beforeprint", () => { opened = [...document.querySelectorAll("details.case:not([open])")]; opened.forEach((each) => { each.open = true; }); });
  addEventListener("afterprint", () => opened.forEach((each) => { each.open = false; }));
})();
