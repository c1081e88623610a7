(() => {
  "use strict";

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = JSON.parse(find("#words").textContent);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;

  const keyOf = (cell) => cell.dataset.v ?? cell.textContent.trim();

  document.documentElement.classList.add("js");

  /* a table that sorts, and lays out a page of its rows at a time: thousands stay quick */
  const makeSheet = (table, told = () => {}) => {
    const body = table.tBodies[0];
    const heads = all("thead th", table);
    const more = find(`[data-more="${table.id}"]`);
    const page = Number(table.dataset.page);
    const rows = [...body.rows];
    let keeps = () => true;
    let matching = rows;
    let shown = page;

    const draw = () => {
      body.replaceChildren(...matching.slice(0, shown));
      const visible = Math.min(shown, matching.length);
      const left = Math.min(matching.length - visible, page);
      more.hidden = left === 0;
      more.textContent = fill(words.more, { number: left });
      told(visible, matching.length);
    };
    const filter = (keep) => {
      keeps = keep;
      matching = rows.filter(keeps);
      shown = page;
      draw();
    };
    const reveal = (row) => {
      const place = matching.indexOf(row);
      shown = Math.max(shown, place + 1);
      draw();
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "center" });
    };
    const sort = (column, kind, descending) => {
      const keys = new Map(rows.map((row) => [row, keyOf(row.cells[column])]));
      const order = kind === "number" ? (a, b) => a - b : compare;
      const sign = descending ? -1 : 1;
      rows.sort((a, b) => sign * order(keys.get(a), keys.get(b)));
      filter(keeps);
    };

    heads.forEach((head, column) => {
      const button = find("button", head);
      button?.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const descending = now ? now === "ascending" : button.dataset.sort === "number";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sort(column, button.dataset.sort, descending);
      });
    });
    more.addEventListener("click", () => {
      shown += page;
      draw();
    });
    draw();
    return { filter, reveal, rows };
  };

  /* the list of articles, with its filters */
  const search = find("#search");
  const band = find("#band");
  const language = find("#language");
  const articles = makeSheet(find("#articles"), (visible, matching) => {
    find("#shown").textContent = fill(words.shown, { shown: visible, all: matching });
  });

  const texts = new Map(); // made when somebody first searches
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLocaleLowerCase());
    return texts.get(row);
  };
  const filter = () => {
    const wanted = search.value.toLocaleLowerCase().trim();
    articles.filter(
      (row) =>
        (!wanted || textOf(row).includes(wanted)) &&
        (!band.value || row.dataset.band === band.value) &&
        (!language?.value || row.dataset.lang === language.value),
    );
  };
  const clear = () => [search, band, language].forEach((field) => field && (field.value = ""));
  [search, band, language].forEach((field) => field?.addEventListener("input", filter));

  /* the site view */
  all(".sheet:not(#articles)").forEach((table) => makeSheet(table));

  const anchored = new Map(articles.rows.map((row) => [row.id, row]));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#a"]');
    const row = link && anchored.get(link.hash.slice(1));
    const group = event.target.closest("[data-search]");
    if (row) {
      event.preventDefault();
      clear();
      filter();
      articles.reveal(row);
    } else if (group) {
      clear();
      search.value = group.dataset.search;
      filter();
      find("#h-table").scrollIntoView();
      search.focus({ preventScroll: true });
    }
  });
})();
