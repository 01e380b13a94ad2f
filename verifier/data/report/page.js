// Filters, keys and focus. The page is complete without this: it hides, shows and moves, and adds nothing.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const filters = byId("filters");
  const cards = [...document.querySelectorAll(".card")];
  const drafts = [...document.querySelectorAll(".draft")];
  const draftOf = new Map();
  for (const draft of drafts) for (const card of draft.querySelectorAll(".card")) draftOf.set(card, draft);
  const marks = new Map();
  for (const mark of document.querySelectorAll(".mark")) {
    const number = mark.dataset.f;
    if (!marks.has(number)) marks.set(number, []);
    marks.get(number).push(mark);
  }
  const marksOf = (card) => marks.get(card.dataset.f) || [];
  const buttons = [...filters.querySelectorAll("button[data-verdict]")];
  const fields = Object.entries({ rule: byId("rule"), file: byId("file"), q: byId("search") }).filter(([, field]) => field);
  const value = (name) => { const found = fields.find(([one]) => one === name); return found ? found[1].value : ""; };
  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const pressed = () => buttons.filter(isPressed).map((button) => button.dataset.verdict);
  const first = pressed();
  const texts = new Map();
  const textOf = (card) => {
    if (!texts.has(card)) {
      const own = [...card.children].filter((child) => !child.matches(".deciding"));
      texts.set(card, own.map((child) => child.textContent).join(" ").replace(/\s+/g, " ").toLowerCase());
    }
    return texts.get(card);
  };

  // The state of the filters is in the address and nowhere else, so that a link shows what its sender saw.
  const write = () => {
    const state = new URLSearchParams();
    const on = pressed();
    if (on.join() !== first.join()) state.set("verdict", on.join(","));
    for (const [name, field] of fields) if (field.value) state.set(name, field.value);
    if (!byId("keys").checked) state.set("keys", "off");
    history.replaceState(null, "", "#" + state);
  };
  const restore = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return; // the anchor of a finding, and no state
    const state = new URLSearchParams(hash);
    const on = state.has("verdict") ? state.get("verdict").split(",") : first;
    for (const button of buttons) press(button, on.includes(button.dataset.verdict));
    for (const [name, field] of fields) {
      field.value = state.get(name) || "";
      if (field.selectedIndex === -1) field.value = ""; // a rule or draft that this page does not have
    }
    byId("keys").checked = state.get("keys") !== "off";
  };
  const apply = () => {
    const on = new Set(pressed());
    const words = value("q").trim().replace(/\s+/g, " ").toLowerCase();
    const rule = value("rule"), file = value("file");
    let shown = 0;
    for (const card of cards) {
      const fits = on.has(card.dataset.verdict) && (!rule || card.dataset.rule === rule)
        && (!file || draftOf.get(card).dataset.file === file) && (!words || textOf(card).includes(words));
      card.parentElement.hidden = !fits;
      shown += fits;
      for (const mark of marksOf(card)) mark.classList.toggle("off", !fits);
    }
    for (const draft of drafts) draft.hidden = Boolean(file) && draft.dataset.file !== file;
    byId("shown").textContent = shown + " of " + cards.length + (cards.length === 1 ? " finding" : " findings");
    byId("none").hidden = shown > 0 || cards.length === 0;
  };
  const changed = () => { write(); apply(); };

  // The mark of the finding that is looked at stands out, and the draft beside it scrolls there.
  let current = [];
  const follow = (card) => {
    for (const mark of current) mark.classList.remove("current");
    current = marksOf(card);
    for (const mark of current) mark.classList.add("current");
    const pane = current[0] && current[0].closest(".text");
    if (!pane || pane.scrollHeight <= pane.clientHeight) return;
    const box = pane.getBoundingClientRect(), at = current[0].getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) pane.scrollTop += at.top - box.top - pane.clientHeight / 3;
  };
  const target = () => {
    const id = location.hash.slice(1);
    const there = id && byId(id);
    if (!there) return null;
    return there.closest(".card") || cards.find((card) => card.dataset.f === there.dataset.f) || null;
  };
  const reveal = () => {
    // A link to one finding shows it, whatever the filters hide.
    const card = target();
    if (!card) return;
    if (card.parentElement.hidden) {
      for (const button of buttons) if (button.dataset.verdict === card.dataset.verdict) press(button, true);
      for (const [, field] of fields) field.value = "";
      apply();
      byId(location.hash.slice(1)).scrollIntoView();
    }
    follow(card);
  };
  const step = (by) => {
    const list = cards.filter((card) => !card.parentElement.hidden);
    if (!list.length) return;
    const here = document.activeElement && document.activeElement.closest(".card");
    const at = list.indexOf(here || target());
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };
  const help = byId("help");
  const ask = () => { if (help.open) help.close(); else help.showModal(); };
  const decide = () => {
    const card = document.activeElement && document.activeElement.closest(".card");
    const button = card && card.querySelector(".decide");
    if (button) button.click();
  };

  for (const button of buttons) button.addEventListener("click", () => { press(button, !isPressed(button)); changed(); });
  for (const [, field] of fields) field.addEventListener("input", changed);
  filters.addEventListener("submit", (event) => event.preventDefault());
  byId("help-button").addEventListener("click", ask);
  byId("keys").addEventListener("change", write);
  byId("findings").addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card) follow(card);
  });
  window.addEventListener("hashchange", () => { restore(); apply(); reveal(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    if (!byId("keys").checked || (help.open && event.key !== "?")) return;
    const action = { j: () => step(1), k: () => step(-1), d: decide, "/": () => byId("search").focus(), "?": ask }[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  // Paper has no way to open what is folded.
  const folded = [];
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) { one.open = true; folded.push(one); }
  });
  window.addEventListener("afterprint", () => { while (folded.length) folded.pop().open = false; });

  filters.hidden = false;
  const beside = [document.documentElement, ...document.querySelectorAll(".text")];
  new ResizeObserver(() => {
    const height = filters.offsetHeight + "px";
    for (const one of beside) one.style.setProperty("--bar", height);
  }).observe(filters);
  restore();
  apply();
  reveal();
})();
