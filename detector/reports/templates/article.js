(() => {
  "use strict";

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = JSON.parse(find("#words").textContent);
  const fill = (key, values) =>
    words.phrases[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const why = find("#why");
  const cut = find("#cut");
  const sentences = all("article .s[data-p]");
  let current = null;
  let pinned = false; // a chosen sentence stays while the pointer wanders

  document.documentElement.classList.add("js");

  /* why a sentence is padding */
  const textOf = (sentence) => {
    const copy = sentence.cloneNode(true);
    all(".marks", copy).forEach((marks) => marks.remove());
    return copy.textContent.trim();
  };

  const say = (selector, text) => {
    find(selector, why).textContent = text;
  };

  const explain = (sentence) => {
    const { r: reason, b: repeats, p: percent } = sentence.dataset;
    const explanation = words.explanations[reason] ?? "";
    say(".number", fill("why_number", { number: sentence.id.slice(1) }));
    say(".name", reason ? words.reasons[reason] : words.phrases.why_kept);
    say(".probability", fill("why_probability", { percent }));
    say(".explain", reason ? fill(repeats ? "why_restates" : "why_explained", { explanation }) : "");
    say(".cut-note", sentence.classList.contains("gone") ? words.phrases.why_cut : "");
    const bar = find(".meter .fill", why);
    const share = parseFloat(percent.replace(/[^\d.]/g, "")); // a mark of direction may lead
    bar.setAttribute("width", `${share}%`);
    bar.setAttribute("x", document.documentElement.dir === "rtl" ? `${100 - share}%` : "0");
    find(".meter", why).dataset.r = reason ?? "kept";
    const quote = find("blockquote", why);
    quote.hidden = !repeats;
    if (repeats) {
      const link = find("a", quote);
      link.href = `#s${repeats}`;
      link.textContent = textOf(document.getElementById(`s${repeats}`));
    }
  };

  const choose = (sentence, pin) => {
    if (!sentence?.dataset.p) return;
    if (current !== sentence) {
      current?.classList.remove("on");
      current = sentence;
      sentence.classList.add("on");
      find(".hint", why).hidden = true;
      find(".detail", why).hidden = false;
      explain(sentence);
    }
    pinned ||= pin;
    why.classList.toggle("open", pinned);
  };

  const dismiss = () => {
    current?.classList.remove("on");
    current = null;
    pinned = false;
    why.classList.remove("open");
    find(".hint", why).hidden = false;
    find(".detail", why).hidden = true;
  };

  const reveal = (target) => {
    if (cut && target.closest(".gone")) cut.checked = false;
    target.scrollIntoView({ block: "center" });
  };

  const article = find("article");
  article.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && !pinned) choose(event.target.closest(".s"), false);
  });
  article.addEventListener("focusin", (event) => choose(event.target.closest(".s"), true));
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest("article .s");
    if (sentence) choose(sentence, true);
    else if (!event.target.closest("a, button, .why, .cell")) pinned = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  find(".close", why).addEventListener("click", dismiss);

  const shown = () => {
    const filter = find("[name=show]:checked")?.value ?? "all";
    return sentences.filter(
      (s) =>
        s.getClientRects().length > 0 &&
        (filter === "all" || (s.dataset.r ?? "kept") === filter),
    );
  };
  all("[data-go]", why).forEach((button) =>
    button.addEventListener("click", () => {
      const list = shown();
      const step = Number(button.dataset.go);
      const start = step > 0 ? -1 : 0;
      const place = current ? list.indexOf(current) : start;
      const next = list[(place + step + list.length) % list.length];
      if (next) {
        choose(next, true);
        reveal(next);
      }
    }),
  );

  /* links to sentences, also to those that the cut hides */
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#s"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    if (cut && target.closest(".gone")) cut.checked = false;
    choose(target, true);
  });
  all(".cell").forEach((cell) =>
    cell.addEventListener("click", () => {
      const target = document.getElementById(`s${cell.dataset.to}`);
      choose(target, true);
      reveal(target);
    }),
  );

  /* highlighting evidence, phrases and claims */
  const note = find("#lit");
  const buttons = all(".light");
  const pieces = all("article [data-g]");

  const light = (button) => {
    const group = button?.dataset.light;
    buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    const lit = pieces.filter((piece) => {
      const on = group !== undefined && piece.dataset.g.split(" ").includes(group);
      piece.classList.toggle("lit", on);
      return on;
    });
    note.hidden = !button;
    find("span", note).textContent = button
      ? fill("highlighted", { name: button.dataset.name })
      : "";
    if (lit[0]) reveal(lit[0]);
  };
  buttons.forEach((button) =>
    button.addEventListener("click", () =>
      light(button.getAttribute("aria-pressed") === "true" ? null : button),
    ),
  );
  find("button", note).addEventListener("click", () => light(null));

  /* copying the shortened text */
  const copyBySelecting = (field) => {
    field.closest("details").open = true;
    field.select();
    return document.execCommand("copy");
  };
  find("#copy")?.addEventListener("click", async () => {
    const field = find("#shortened");
    let done = false;
    try {
      await navigator.clipboard.writeText(field.value);
      done = true;
    } catch {
      done = copyBySelecting(field);
    }
    find("#copied").textContent = words.phrases[done ? "cut_copied" : "cut_not_copied"];
  });
})();
