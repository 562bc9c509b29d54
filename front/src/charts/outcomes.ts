// How often the runs end in each way.

import { counted, lines, round, s, text, title } from "../dom";
import { canvas, figure } from "../figure";
import type { Report } from "../schema";
import { NUMBER_AXIS, numberAxis, plain, scale } from "./axes";

export function outcomes(report: Report): HTMLElement {
  const told = report.outcomes;
  return figure({
    id: "outcomes",
    title: "How it ends",
    says: `Share of ${counted(report.about.runs, "runs")} that end in each way; the thin line is the 95 % interval of the luck of the draw.`,
    data: {
      columns: ["outcome", "runs", "probability", "95 % low", "95 % high"],
      rows: told.map((each) => [each.label, each.count, each.probability, each.low, each.high]),
    },
    draw: (width) => {
      const labels = told.map((each) => lines(each.label, Math.floor((width - 110) / 7)));
      const tops: number[] = [];
      let height = 6;
      for (const label of labels) {
        tops.push(height);
        height += 17 * label.length + 25;
      }
      const x = scale([0, Math.max(0.1, ...told.map((each) => each.high))], [8, width - 14]);
      const image = canvas(width, height + NUMBER_AXIS);
      image.append(numberAxis(x, 0, height, "probability", plain));
      told.forEach((each, row) => {
        const top = tops[row] ?? 0;
        const label = labels[row] ?? [];
        label.forEach((line, step) => image.append(text(11, top + 13 + 17 * step, line, { class: "halo" })));
        image.append(text(width - 4, top + 13, each.text, { "text-anchor": "end", class: "halo strong" }));
        const y = top + 17 * label.length + 3;
        const bar = s("rect", { x: 8, y, width: round(Math.max(1, x(each.probability) - 8)), height: 13, class: "bar" });
        bar.append(title(`${each.label}: ${each.text} (${each.interval_text})`));
        image.append(bar);
        image.append(s("line", { x1: round(x(each.low)), x2: round(x(each.high)), y1: y + 6.5, y2: y + 6.5, class: "interval" }));
      });
      return image;
    },
  });
}
