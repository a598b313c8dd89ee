// Figures are drawn when they come into view, and all of them before printing.
(function () {
  "use strict";
  const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["lasso2d", "select2d"] };
  const holders = Array.from(document.querySelectorAll(".figure"));

  function draw(holder) {
    if (holder.dataset.drawn) return;
    holder.dataset.drawn = "1";
    const figure = JSON.parse(holder.querySelector("script").textContent);
    Plotly.newPlot(holder.querySelector("div"), figure.data, figure.layout, config);
  }

  holders.forEach(function (holder) {
    const height = holder.dataset.height;
    holder.querySelector("div").style.minHeight = height + "px";
  });
  const watcher = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) draw(entry.target);
    });
  }, { rootMargin: "400px" });
  holders.forEach(function (holder) { watcher.observe(holder); });

  // Paper is narrower than most screens, and a figure does not learn of it by itself.
  const paper = 690;
  window.addEventListener("beforeprint", function () {
    holders.forEach(function (holder) {
      draw(holder);
      Plotly.relayout(holder.querySelector("div"), { width: paper });
    });
  });
  window.addEventListener("afterprint", function () {
    holders.forEach(function (holder) {
      Plotly.relayout(holder.querySelector("div"), { width: null, autosize: true });
    });
  });
})();
