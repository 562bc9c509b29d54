// Influence beside evidence: what the answer hangs on, and how well that is known.

import { share } from "../clock";
import { h, lines, round, s, text, title, unbroken } from "../dom";
import { canvas, figure } from "../figure";
import type { Influences } from "../schema";
import { NUMBER_AXIS, numberAxis, plain, scale } from "./axes";

const WEAKNESS: Record<string, number> = { A: 0, B: 1, C: 2, D: 3, "": 3 };

/** What more of an input does to the outcome. */
function way(direction: number): string {
  return direction === 0 ? "" : direction > 0 ? "more: likelier" : "more: less likely";
}

export function influence(told: Influences): HTMLElement {
  const rows = told.rows;
  const name = "What it hangs on, and how well that is known";
  if (!rows.length) return h("section", { id: "influence" }, h("h3", {}, name), h("p", { class: "says" }, unbroken(told.method)));
  return figure({
    id: "influence",
    title: name,
    says: `Influence of single inputs on “${told.label}”. The darker the letter, the weaker the evidence: a long bar with a dark D is what to find out first.`,
    note: told.method,
    data: {
      columns: ["input", "in words", "influence", "95 % low", "95 % high", "direction", "value", "grade", "source"],
      rows: rows.map((row) => [row.input, row.label, row.share, row.low, row.high, way(row.direction), row.value, row.grade, row.source]),
    },
    draw: (width) => {
      const x = scale([0, Math.max(0.02, ...rows.map((row) => row.high))], [40, width - 12]);
      const labels = rows.map((row) => lines(row.label, Math.floor((width - 110) / 7)));
      const tops: number[] = [];
      let height = 6;
      for (const label of labels) {
        tops.push(height);
        height += 17 * label.length + 24;
      }
      const image = canvas(width, height + NUMBER_AXIS);
      image.append(numberAxis(x, 0, height, "share of the variance of the outcome", plain));
      rows.forEach((row, index) => {
        const top = tops[index] ?? 0;
        const label = labels[index] ?? [];
        label.forEach((line, at) => image.append(text(40, top + 13 + 17 * at, line, { class: "halo" })));
        const arrow = way(row.direction);
        if (width > 560 && arrow) image.append(text(width - 12, top + 13, arrow, { "text-anchor": "end", class: "halo label" }));
        const y = top + 17 * label.length + 3;
        const weakness = WEAKNESS[row.grade] ?? 3;
        image.append(s("rect", { x: 4, y: top + 4, width: 26, height: 26, rx: 3, class: `grade weak${weakness}` }));
        image.append(text(17, top + 22, row.grade || "?", { "text-anchor": "middle", class: `gradeletter weak${weakness}` }));
        const bar = s("rect", { x: round(x(0)), y, width: round(Math.max(1, x(row.share) - x(0))), height: 11, class: "bar" });
        bar.append(title(`${row.label}: ${share(Math.max(0, row.share))} (${share(row.low)} to ${share(row.high)}); ${row.value}; ${row.source || "no source"}`));
        image.append(bar, s("line", { x1: round(x(row.low)), x2: round(x(row.high)), y1: y + 5.5, y2: y + 5.5, class: "interval" }));
      });
      return image;
    },
  });
}
