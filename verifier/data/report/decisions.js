// Decisions of a reviewer: kept in this page until they are downloaded as decisions.yaml, and sent nowhere.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const decisions = new Map(); // key of a finding -> decision
  const places = new Map(); // the same key -> places on the page: one statement may stand in a draft twice
  const cards = [...document.querySelectorAll(".card")].filter((card) => card.dataset.verdict !== "consistent");
  const WORD = { dismissed: "Dismissed", accepted: "Accepted" };
  let lastName = "";

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  // A double-quoted scalar is alike in JSON and YAML but for what hides: that is escaped, and cannot end a line.
  const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
  const code = (character) => {
    const hex = character.codePointAt(0).toString(16);
    return hex.length > 4 ? "\\U" + hex.padStart(8, "0") : "\\u" + hex.padStart(4, "0");
  };
  const scalar = (text) => JSON.stringify(text).replace(hidden, code);
  const yaml = () => {
    const lines = [];
    for (const [key, [{ card, draft }]] of places) {
      const decision = decisions.get(key);
      if (!decision) continue;
      const fields = {
        fingerprint: card.dataset.fingerprint,
        decision: decision.decision,
        rule: card.dataset.rule,
        path: JSON.parse(draft.dataset.path),
        statement: JSON.parse(card.dataset.statement),
        reason: decision.reason,
        by: decision.by,
        '"on"': decision.on, // without quotation marks YAML 1.1 reads this name as "true"
      };
      if (!fields.by) delete fields.by;
      const written = Object.entries(fields).map(([name, text]) => name + ": " + scalar(text));
      lines.push("  - " + written.join("\n    "));
    }
    return "format: 1\ndecisions:" + (lines.length ? "\n" + lines.join("\n") : " []") + "\n";
  };
  let kept = yaml(); // what is in a file already
  const unsaved = () => yaml() !== kept;

  const tell = () => {
    const count = decisions.size;
    const words = count + (count === 1 ? " decision" : " decisions");
    byId("decided").textContent = words + (unsaved() ? ", not downloaded yet" : ", downloaded");
    byId("decisions").hidden = count === 0 && !unsaved();
  };
  const show = (key) => {
    const decision = decisions.get(key);
    for (const place of places.get(key)) {
      build(key, place);
      const { words, decide, back } = place;
      words.textContent = "";
      if (decision) {
        const who = [decision.by, decision.on].filter(Boolean).join(", ");
        words.append(make("strong", { textContent: WORD[decision.decision] + "." }), " " + decision.reason + " ");
        words.append(make("span", { className: "note", textContent: "(" + who + ")" }));
      }
      words.hidden = back.hidden = !decision;
      decide.textContent = decision ? "Edit decision" : "Accept or dismiss";
    }
    tell();
  };

  const entered = (form) => JSON.stringify([...new FormData(form)]);
  const fill = (key, place) => {
    const form = byId("decision").content.firstElementChild.cloneNode(true);
    const decision = decisions.get(key) || { reason: "", by: lastName };
    const { reason, by } = form.elements;
    form.id = place.decide.getAttribute("aria-controls");
    form.setAttribute("aria-label", "Decision on finding " + place.card.dataset.f);
    reason.value = decision.reason;
    by.value = decision.by;
    for (const choice of form.elements.decision) choice.checked = choice.value === decision.decision;
    form.dataset.first = entered(form);
    reason.addEventListener("input", () => reason.setCustomValidity(""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!reason.value.trim()) {
        reason.setCustomValidity("Say why in a few words.");
        reason.reportValidity();
        return;
      }
      lastName = by.value.trim();
      decisions.set(key, { decision: form.elements.decision.value, reason: reason.value.trim(), by: lastName, on: today() });
      form.remove();
      fold(place, true);
      show(key);
    });
    form.querySelector("[data-do=cancel]").addEventListener("click", () => { form.remove(); fold(place, true); });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") fold(place, true); });
    place.box.append(form);
    return form;
  };
  // A form that is folded keeps what was typed; only Cancel throws it away.
  const fold = (place, folded) => {
    const form = place.box.querySelector("form");
    if (form) form.hidden = folded;
    place.decide.setAttribute("aria-expanded", String(!folded));
    if (folded) place.decide.focus();
    else (form.querySelector("input:checked") || form.querySelector("input")).focus();
  };
  const toggle = (key, place) => {
    const form = place.box.querySelector("form") || Object.assign(fill(key, place), { hidden: true });
    fold(place, !form.hidden);
  };
  const typed = () => [...document.querySelectorAll("form.decision")].some((form) => entered(form) !== form.dataset.first);

  const build = (key, place) => {
    if (place.box) return;
    const words = make("p", { className: "decided", hidden: true });
    const decide = make("button", { type: "button", className: "decide", textContent: "Accept or dismiss" });
    const back = make("button", { type: "button", textContent: "Take back", hidden: true });
    const box = make("div", { className: "deciding" }, words, make("p", { className: "buttons" }, decide, " ", back));
    Object.assign(place, { words, decide, back, box });
    decide.setAttribute("aria-expanded", "false");
    decide.setAttribute("aria-controls", "decide-" + place.card.id);
    decide.addEventListener("click", () => toggle(key, place));
    back.addEventListener("click", () => {
      decisions.delete(key);
      const form = box.querySelector("form");
      if (form) form.remove();
      fold(place, true);
      show(key);
    });
    place.card.append(box);
  };
  const waiting = [];
  for (const card of cards) {
    const draft = card.closest(".draft");
    const key = card.dataset.fingerprint + " " + draft.dataset.path;
    const place = { card, draft };
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(place);
    waiting.push(() => build(key, place));
    card.addEventListener("focusin", () => build(key, place));
  }
  // Thousands of buttons are put in while nobody waits for the page.
  const idle = window.requestIdleCallback || ((call) => setTimeout(call, 20));
  const some = (most) => {
    for (const one of waiting.splice(0, most)) one();
    if (waiting.length) idle(() => some(100));
  };
  some(100);

  byId("download").addEventListener("click", () => {
    const text = yaml();
    const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    make("a", { href: address, download: "decisions.yaml" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    kept = text;
    tell();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved() && !typed()) return;
    event.preventDefault();
    event.returnValue = ""; // what older browsers ask for
  });
})();
