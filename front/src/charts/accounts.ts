// Where the sources disagree in kind: what each account makes of every outcome.

import { share } from "../clock";
import { h, lines, round, s, text, title } from "../dom";
import { canvas, figure } from "../figure";
import type { Report } from "../schema";
import { NUMBER_AXIS, numberAxis, plain, scale } from "./axes";

export function accounts(report: Report): HTMLElement {
  const told = report.accounts;
  const total = told.reduce((sum, each) => sum + each.weight, 0) || 1;
  const fewest = Math.min(...told.map((each) => each.runs));
  const luck = fewest < report.about.runs ? ` Each account was run ${fewest} times and the base ${report.about.runs} times, so that by luck the stroke may lie beside them all.` : "";
  const drawn = figure({
    id: "accounts",
    title: "Where the sources disagree",
    says: `Rival accounts that no single range could hold: each number is the probability of the outcome if that account is true, the thin line spans them all, and the heavy stroke is the base.${luck}`,
    data: {
      columns: ["number", "account", "weight", "runs", ...report.outcomes.map((each) => each.label), "source", "what it changes"],
      rows: told.map((each, row) => [row + 1, each.label, share(each.weight / total), each.runs, ...each.probabilities, each.source, each.changes.join("; ")]),
    },
    draw: (width) => {
      const most = Math.max(0.1, ...told.flatMap((each) => each.probabilities), ...report.outcomes.map((each) => each.high));
      const x = scale([0, most * 1.04], [10, width - 14]);
      const labels = report.outcomes.map((each) => lines(each.label, Math.floor((width - 20) / 7)));
      const tops: number[] = [];
      let height = 6;
      labels.forEach((label, row) => {
        tops.push(height);
        const groups = grouped(told.map((each) => x(each.probabilities[row] ?? 0)), width);
        height += 17 * label.length + 38 + 13 * Math.max(...groups.map((group) => group.level));
      });
      const image = canvas(width, height + NUMBER_AXIS);
      image.append(numberAxis(x, 0, height, "probability", plain));
      report.outcomes.forEach((outcome, row) => {
        const top = tops[row] ?? 0;
        const label = labels[row] ?? [];
        label.forEach((line, at) => image.append(text(10, top + 13 + 17 * at, line, { class: "halo" })));
        const y = top + 17 * label.length + 10;
        const all = told.map((each) => each.probabilities[row] ?? 0);
        image.append(s("line", { x1: round(x(Math.min(...all))), x2: round(x(Math.max(...all))), y1: y, y2: y, class: "whisker" }));
        image.append(s("line", { x1: round(x(outcome.probability)), x2: round(x(outcome.probability)), y1: y - 7, y2: y + 7, class: "base" }));
        told.forEach((account, at) => {
          const sign = s("circle", { cx: round(x(all[at] ?? 0)), cy: y, r: 4.5, class: "numbered" });
          sign.append(title(`${account.label}: ${share(all[at] ?? 0)}`));
          image.append(sign);
        });
        for (const { at, numbers, level } of grouped(all.map((each) => x(each)), width)) {
          image.append(text(at, y + 20 + 13 * level, numbers, { "text-anchor": "middle", class: "label halo" }));
        }
      });
      return image;
    },
  });
  const items = told.map((each) =>
    h("li", {}, each.label, h("span", { class: "small" }, ` (weight ${share(each.weight / total)}${each.source ? `; ${each.source}` : ""})`)),
  );
  drawn.querySelector(".chart")?.after(h("ol", { class: "numbers" }, ...items));
  return drawn;
}

/** Numbers of the marks that stand together, as one label each, on a lower level where two meet, and none beyond the edge. */
function grouped(positions: readonly number[], width: number): { at: number; numbers: string; level: number }[] {
  const order = positions.map((_, at) => at).sort((one, other) => positions[one]! - positions[other]!);
  const groups: number[][] = [];
  for (const each of order) {
    const last = groups[groups.length - 1];
    if (last && positions[each]! - positions[last[0]!]! < 10) last.push(each);
    else groups.push([each]);
  }
  const ends = [-Infinity, -Infinity, -Infinity];
  return groups.map((group) => {
    const numbers = group.map((each) => each + 1).sort((one, other) => one - other).join(" ");
    const middle = group.reduce((sum, each) => sum + positions[each]!, 0) / group.length;
    const half = 3.4 * numbers.length + 3;
    const at = Math.max(half, Math.min(width - half, middle));
    const free = ends.findIndex((end) => at - half >= end);
    const level = free < 0 ? ends.length - 1 : free;
    ends[level] = at + half;
    return { at, numbers, level };
  });
}
