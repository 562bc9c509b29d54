// The funnel: how many men were left after each gate, what stopped the others, and the record.

import { number } from "../clock";
import { counted, lines, round, s, text, title, within } from "../dom";
import { canvas, figure } from "../figure";
import type { Band, Fact, Funnel } from "../schema";
import { diamond, NUMBER_AXIS, numberAxis, scale } from "./axes";

/** Men to two significant digits: an estimate of what was not deserves no more. */
function rounded(men: number): string {
  return number(Number(men.toPrecision(2)));
}

export function funnel(told: Funnel, runs: number): HTMLElement {
  const known = told.gates.filter((gate) => gate.fact !== null || gate.fact_left !== null).length;
  const rows: { label: string; left: Band; stopped: Band | null; gain: Band | null; fact: Fact | null; reached: Fact | null }[] = [
    { label: "All whom an order could move", left: told.ordered, stopped: null, gain: null, fact: null, reached: null },
    ...told.gates.map((gate) => ({
      label: gate.label,
      left: gate.left,
      stopped: gate.stopped,
      gain: gate.gain,
      fact: gate.fact,
      reached: gate.fact_left,
    })),
  ];
  return figure({
    id: `funnel_${told.side}`,
    title: `From the order to the fight: ${within(told.name)}`,
    says:
      `Men left after each gate: the bar is the median of ${counted(runs, "runs")}, the thin line holds eight runs in ten` +
      (known ? ", the diamond is what happened in fact" : "") +
      ". Beside it: what opening the gate would have gained.",
    note:
      "Every man ordered to move counts at the first gate that he fails. “Opening it” is the gain at the end if " +
      "those stopped here had then fared at the later gates as those who passed did: the median of the runs and, in brackets, the band of eight runs in ten. It is worked out from the runs of the base alone, and was asked neither of other inputs nor under each rival account. " +
      (known ? "Where no number stands for what happened in fact, the record does not say." : "How many were stopped at each gate in fact, the record of the scenario does not say."),
    data: {
      columns: ["gate", "left 10 %", "left median", "left 90 %", "stopped 10 %", "stopped median", "stopped 90 %", "opening it gains", "in fact stopped", "in fact left"],
      rows: rows.map((row) => [
        row.label,
        row.left.low,
        row.left.median,
        row.left.high,
        row.stopped?.low ?? "",
        row.stopped?.median ?? "",
        row.stopped?.high ?? "",
        row.gain?.median ?? "",
        row.fact?.text ?? "",
        row.reached?.text ?? "",
      ]),
    },
    draw: (width) => {
      const wide = width >= 640;
      const left = wide ? 190 : 4;
      const right = wide ? 180 : 14;
      const step = wide ? 40 : 62;
      const most = Math.max(...rows.map((row) => Math.max(row.left.high, row.reached?.high ?? 0)), 1);
      const x = scale([0, most], [left, width - right]);
      const height = step * rows.length + 18;
      const image = canvas(width, height + NUMBER_AXIS);
      image.append(numberAxis(x, 14, height, "men"));
      if (wide) image.append(text(width - right + 18, 11, "opening it gains", { class: "label" }));
      rows.forEach((row, index) => {
        const top = 18 + step * index;
        const y = wide ? top + 7 : top + 22;
        if (wide) {
          lines(row.label, 25).forEach((line, at) => image.append(text(left - 10, top + 20 + 15 * at, line, { "text-anchor": "end" })));
        } else {
          image.append(text(4, top + 15, row.label, { class: "halo" }));
        }
        const before = rows[index - 1]?.left.median ?? row.left.median;
        image.append(s("rect", { x: round(x(0)), y, width: round(Math.max(0, x(before) - x(0))), height: 20, class: "stopped" }));
        const bar = s("rect", { x: round(x(0)), y, width: round(Math.max(1, x(row.left.median) - x(0))), height: 20, class: "bar" });
        bar.append(title(`${row.label}: ${number(row.left.median)} left (${number(row.left.low)} to ${number(row.left.high)})`));
        image.append(bar);
        image.append(s("line", { x1: round(x(row.left.low)), x2: round(x(row.left.high)), y1: y + 10, y2: y + 10, class: "interval" }));
        if (row.reached) {
          const fact = row.reached;
          image.append(s("line", { x1: round(x(fact.low)), x2: round(x(fact.high)), y1: y + 10, y2: y + 10, class: "recordline" }), diamond(x(fact.best), y + 10));
        }
        const facts = [row.fact && `in fact ${rounded(row.fact.best)} stopped`, row.reached && `in fact ${rounded(row.reached.best)} left`].filter(Boolean).join("; ");
        if (facts) image.append(wide ? text(width - right + 18, y + 30, facts, { class: "label" }) : text(width - 4, y + 34, facts, { "text-anchor": "end", class: "label" }));
        if (row.gain) {
          const gained = `${row.gain.median >= 0.5 ? "+" : ""}${rounded(row.gain.median)} (${rounded(row.gain.low)} to ${rounded(row.gain.high)})`;
          const words = row.gain.high < 0.5 ? "nothing" : gained;
          image.append(
            wide
              ? text(width - right + 18, y + 15, words)
              : text(width - 4, top + 15, `gains ${words}`, { "text-anchor": "end", class: "halo" }),
          );
        }
      });
      return image;
    },
  });
}
