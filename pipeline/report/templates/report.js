"use strict";
/* The page works without this script: it filters the timeline by document and shows what is known of a mark. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* The timeline: events of one document, the axis fitted to them. */
  const MARKS = 8, STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000];
  const chooser = document.getElementById("document");
  const axis = document.querySelector(".axis");

  function fit(events) {
    const years = events.flatMap((e) => [e.dataset.start, e.dataset.end]).filter((y) => y !== undefined).map(Number);
    if (!years.length) years.push(Number(axis.dataset.low), Number(axis.dataset.high) - 1);
    const low = Math.floor(Math.min(...years)), high = Math.floor(Math.max(...years)) + 1;
    const step = STEPS.find((s) => (high - low) / s <= (low > 0 ? MARKS : MARKS / 2)) ?? STEPS.at(-1);
    return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step, step };
  }

  function drawAxis({ low, high, step }) {
    const marks = axis.querySelector(".marks");
    marks.textContent = "";
    for (let year = low; year <= high; year += step) {
      const mark = document.createElement("span"), shown = year > 0 ? year : year + 1;
      mark.style.left = `${(100 * (shown - low)) / (high - low)}%`;
      mark.textContent = year < 0 ? `${-year} до н. э.` : shown;
      marks.append(mark);
    }
  }

  function drawBar(event, { low, high }) {
    const start = Number(event.dataset.start ?? low), end = Number(event.dataset.end ?? high);
    const bar = event.querySelector(".bar");
    bar.style.left = `${(100 * (start - low)) / (high - low)}%`;
    bar.style.width = `${(100 * Math.max(0, end - start)) / (high - low)}%`;
  }

  function filter() {
    const events = all(".entry");
    for (const event of events)
      event.hidden = chooser.value !== "" && !JSON.parse(event.dataset.documents).includes(chooser.value);
    const shown = events.filter((event) => !event.hidden);
    const scale = fit(shown);
    drawAxis(scale);
    shown.forEach((event) => drawBar(event, scale));
    document.getElementById("shown").textContent = `событий: ${shown.length}`;
  }

  if (chooser) {
    chooser.form.hidden = false;
    chooser.addEventListener("change", filter);
    filter();
  }

  /* A link into a folded document or to a hidden event unfolds it first. */
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden && chooser) {
      chooser.value = "";
      filter();
    }
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    all(".target").forEach((node) => node.classList.remove("target"));
    target.classList.add("target");
    target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", reveal);
  reveal();

  /* Marks: a click, or the arrow keys in a text, show what is known of a mark and of those around it. */
  const info = document.getElementById("info");
  all(".script-only").forEach((node) => (node.hidden = false));

  function close() {
    all("mark.current").forEach((mark) => mark.classList.remove("current"));
    info.hidden = true;
  }

  function show(mark) {
    close();
    mark.classList.add("current");
    info.textContent = "";
    info.hidden = false;
    for (let node = mark; node?.tagName === "MARK"; node = node.parentElement) {
      const line = document.createElement("p"), kind = document.createElement("mark");
      kind.className = node.classList[0];
      kind.textContent = node.dataset.label;
      line.append(kind, " ", node.title);
      if (node.dataset.href) {
        const link = document.createElement("a");
        link.href = node.dataset.href;
        link.textContent = "на ленте";
        line.append(" ", link);
      }
      info.append(line);
    }
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".text mark");
    if (mark) show(mark);
    else if (!event.target.closest("#info")) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const text = event.target.closest?.(".text");
    if (!text) return;
    const marks = all("mark", text), now = marks.findIndex((mark) => mark.classList.contains("current"));
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = marks[(now < 0 && step < 0 ? 0 : now) + step] ?? marks.at(step > 0 ? 0 : -1);
      if (next) {
        show(next);
        next.scrollIntoView({ block: "nearest" });
      }
      event.preventDefault();
    } else if (event.key === "Enter" && marks[now]?.dataset.href) location.hash = marks[now].dataset.href;
  });
})();
