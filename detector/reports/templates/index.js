(() => {
  "use strict";

  const PAGE = 100; // rows laid out at a time: thousands stay quick
  const find = (selector) => document.querySelector(selector);
  const words = JSON.parse(find("#words").textContent);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  const body = find("#articles tbody");
  const heads = [...document.querySelectorAll("#articles thead th")];
  const search = find("#search");
  const band = find("#band");
  const language = find("#language");
  const more = find("#more");

  const rows = [...body.rows].map((row) => {
    const cells = [...row.cells];
    return {
      row,
      text: row.textContent.toLocaleLowerCase(),
      band: row.dataset.band,
      lang: row.dataset.lang,
      keys: cells.map((cell) => cell.dataset.v ?? cell.textContent.trim()),
    };
  });
  let matching = rows;
  let shown = PAGE;

  document.documentElement.classList.add("js");

  const draw = () => {
    body.replaceChildren(...matching.slice(0, shown).map((entry) => entry.row));
    const visible = Math.min(shown, matching.length);
    find("#shown").textContent = fill(words.shown, { shown: visible, all: matching.length });
    const left = Math.min(matching.length - visible, PAGE);
    more.hidden = left === 0;
    more.textContent = fill(words.more, { number: left });
  };

  const filter = () => {
    const wanted = search.value.toLocaleLowerCase().trim();
    matching = rows.filter(
      (entry) =>
        entry.text.includes(wanted) &&
        (!band.value || entry.band === band.value) &&
        (!language?.value || entry.lang === language.value),
    );
    shown = PAGE;
    draw();
  };

  const sort = (column, kind, descending) => {
    const order =
      kind === "number"
        ? (a, b) => a.keys[column] - b.keys[column]
        : (a, b) => compare(a.keys[column], b.keys[column]);
    rows.sort(descending ? (a, b) => order(b, a) : order);
    filter();
  };

  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    const kind = button.dataset.sort;
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const descending = now ? now === "ascending" : kind === "number";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sort(column, kind, descending);
    });
  });

  [search, band, language].forEach((field) => field?.addEventListener("input", filter));
  more.addEventListener("click", () => {
    shown += PAGE;
    draw();
  });
  draw();
})();
