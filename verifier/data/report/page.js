"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const filters = byId("filters");
  const cards = [...document.querySelectorAll(".card")];
  const marks = new Map();
  for (const mark of document.querySelectorAll(".mark")) {
    const number = mark.dataset.f;
    if (!marks.has(number)) marks.set(number, []);
    marks.get(number).push(mark);
  }
  const buttons = [...filters.querySelectorAll("button[data-verdict]")];
  const fields = { rule: byId("rule"), file: byId("file"), q: byId("search") };
  const first = buttons.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.verdict);
  const texts = new Map();
  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };

  // The state of the filters is in the address, so that a link shows what its sender saw.
  const read = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return null;
    return new URLSearchParams(hash);
  };
  const write = () => {
    const state = new URLSearchParams();
    const on = pressed();
    if (on.join() !== first.join()) state.set("verdict", on.join(","));
    for (const [name, field] of Object.entries(fields)) if (field && field.value) state.set(name, field.value);
    if (!byId("keys").checked) state.set("keys", "off");
    history.replaceState(null, "", "#" + state);
  };
  const pressed = () => buttons.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.verdict);
  const restore = () => {
    const state = read();
    if (state === null) return;
    const on = state.has("verdict") ? state.get("verdict").split(",") : first;
    for (const button of buttons) button.setAttribute("aria-pressed", String(on.includes(button.dataset.verdict)));
    for (const [name, field] of Object.entries(fields)) if (field) field.value = state.get(name) || "";
    byId("keys").checked = state.get("keys") !== "off";
  };
  const apply = () => {
    const on = new Set(pressed());
    const words = fields.q.value.trim().toLowerCase();
    let shown = 0;
    for (const card of cards) {
      const file = card.closest(".draft").dataset.file;
      const fits = on.has(card.dataset.verdict) && (!fields.rule.value || card.dataset.rule === fields.rule.value)
        && (!fields.file || !fields.file.value || file === fields.file.value) && (!words || textOf(card).includes(words));
      card.parentElement.hidden = !fits;
      shown += fits;
      for (const mark of marks.get(card.dataset.f) || []) mark.classList.toggle("off", !fits);
    }
    if (fields.file) {
      for (const draft of document.querySelectorAll(".draft")) draft.hidden = Boolean(fields.file.value) && draft.dataset.file !== fields.file.value;
    }
    byId("shown").textContent = shown + " of " + cards.length + " findings";
    byId("none").hidden = shown > 0 || cards.length === 0;
  };
  const changed = () => { write(); apply(); };
  const reveal = () => {
    // A link to one finding shows it, whatever the filters hide.
    const card = document.querySelector(".card:target") || (marks.size && targetOfMark());
    if (card && card.parentElement.hidden) {
      const button = buttons.find((one) => one.dataset.verdict === card.dataset.verdict);
      if (button) button.setAttribute("aria-pressed", "true");
      for (const field of Object.values(fields)) if (field) field.value = "";
      apply();
      card.scrollIntoView();
    }
  };
  const targetOfMark = () => {
    const mark = document.querySelector(".mark:target");
    return mark && cards.find((card) => card.dataset.f === mark.dataset.f);
  };
  const visible = () => cards.filter((card) => !card.parentElement.hidden && !card.closest(".draft").hidden);
  const step = (by) => {
    const list = visible();
    if (!list.length) return;
    const at = list.indexOf(document.activeElement && document.activeElement.closest(".card"));
    const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  };
  const help = byId("help");
  const ask = () => { if (help.open) help.close(); else help.showModal(); };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      changed();
    });
  }
  for (const field of Object.values(fields)) if (field) field.addEventListener("input", changed);
  filters.addEventListener("submit", (event) => event.preventDefault());
  byId("help-button").addEventListener("click", ask);
  byId("keys").addEventListener("change", write);
  window.addEventListener("hashchange", () => { restore(); apply(); reveal(); });
  document.addEventListener("keydown", (event) => {
    if (!byId("keys").checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing) { if (event.key === "Escape") event.target.blur(); return; }
    const actions = { j: () => step(1), k: () => step(-1), "/": () => fields.q.focus(), "?": ask };
    if (help.open && event.key !== "?") return;
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  filters.hidden = false;
  restore();
  apply();
  reveal();
})();
