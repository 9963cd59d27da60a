"use strict";
// Nothing is needed from here to read a page: it compares a choice with the answer, and filters lists.
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/[’_-]/g, " ");
document.querySelectorAll("[data-script]").forEach((part) => { part.hidden = false; });

document.querySelectorAll("form.question").forEach((form) => {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    const said = form.querySelector(".said"), chosen = event.target;
    if (!said || !chosen.dataset.comment) return;
    said.hidden = false;
    said.textContent = (chosen.dataset.is === "right" ? "✓ " + form.dataset.right : "✗ " + form.dataset.wrong) + " " + chosen.dataset.comment;
  });
});

document.querySelectorAll("details.reveal").forEach((part) => {
  part.addEventListener("toggle", () => {
    const form = document.querySelector(`form[data-question="${part.dataset.reveals}"]`);
    const chosen = form && form.querySelector("input:checked");
    part.querySelectorAll(".told").forEach((told) => {
      const said = told.querySelector(".said");
      said.hidden = !chosen;
      if (!chosen) return;
      const words = chosen.parentElement.querySelector("span").textContent;
      const same = words === told.querySelector(".right").textContent;
      said.textContent = (same ? "✓ " : "✗ ") + (same ? form.dataset.same : form.dataset.said + " " + words);
    });
  });
});

document.querySelectorAll("input[data-filters]").forEach((input) => {
  const entries = [...document.getElementById(input.dataset.filters).children], told = input.parentElement.querySelector("[role=status]");
  const words = new Map(entries.map((entry) => [entry, plain(entry.dataset.words)]));
  input.addEventListener("input", () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry) => {
      entry.hidden = !wanted.every((word) => words.get(entry).includes(word));
      if (!entry.hidden) shown += 1;
    });
    told.textContent = `${told.dataset.label} ${shown}`;
  });
});

const search = document.getElementById("search");
if (search) {
  const list = document.getElementById("found"), told = search.parentElement.querySelector("[role=status]");
  const look = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    const score = ([title, , words]) => {
      const head = plain(title), rest = plain(words);
      let total = 0;
      for (const word of wanted) {
        if (head.startsWith(word)) total += 4;
        else if (head.includes(word)) total += 3;
        else if (rest.includes(word)) total += 1;
        else return 0;
      }
      return total;
    };
    const found = wanted.length ? (window.labkitIndex || []).map((row) => [score(row), row]).filter(([points]) => points > 0) : [];
    found.sort((one, other) => other[0] - one[0]);
    list.replaceChildren(...found.slice(0, 40).map(([, [title, place]]) => {
      const link = document.createElement("a"), item = document.createElement("li");
      link.href = place;
      link.textContent = title;
      item.append(link);
      return item;
    }));
    told.textContent = !wanted.length ? "" : found.length ? `${told.dataset.count} ${found.length}` : told.dataset.none;
  };
  search.addEventListener("input", look);
}
