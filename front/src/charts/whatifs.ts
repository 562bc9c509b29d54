// The what-ifs: as a table with where each leads, and as a tornado of paired differences.

import { moment, number, share, signed } from "../clock";
import { h, lines, round, s, text, title, unbroken, upperFirst } from "../dom";
import { canvas, figure } from "../figure";
import { bracketed, layersInWords } from "../layers";
import type { Report, Shift, WhatIf } from "../schema";
import { NUMBER_AXIS, numberAxis, plainSigned, scale } from "./axes";

/** The outcome that a what-if moves most. */
export function moved(what_if: WhatIf): Shift | undefined {
  return [...what_if.shifts].sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference))[0];
}

export function headline(report: Report): number {
  const counts = report.outcomes.map((each) => each.count);
  return counts.indexOf(Math.max(...counts));
}

function range(low: number | null, high: number | null): string {
  if (low === null || high === null) return "";
  const [from, to] = [signed(low), signed(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** A layer of doubt about a difference: how it is called, and its range, empty where it was not measured. */
interface Layer {
  readonly name: string;
  readonly of: (shift: Shift) => string;
}

const LAYERS: readonly Layer[] = [
  { name: "the 95 % interval of the luck of the draw", of: (shift) => range(shift.low, shift.high) },
  { name: "the range over the inputs", of: (shift) => range(shift.inputs_low, shift.inputs_high) },
  { name: "the range over the rival accounts", of: (shift) => range(shift.accounts_low, shift.accounts_high) },
];

export function whatIfTable(report: Report): HTMLElement {
  const row = headline(report);
  // What was measured of no what-if would only be dashes.
  const shifts = report.what_ifs.flatMap((each) => each.shifts);
  const layers = LAYERS.filter((layer) => shifts.some((shift) => layer.of(shift)));
  const doubt = (shift: Shift): (Node | string)[] =>
    layers.flatMap((layer, at) => [at ? " " : "", h("span", { class: "whole" }, `${at ? "" : "["}${layer.of(shift) || "–"}${at < layers.length - 1 ? " |" : "]"}`)]);
  const within = Math.max(0, ...report.what_ifs.map((each) => each.account_runs));
  const few = within ? ` Under each account a change has ${within} pairs of runs; the luck of so few is taken off, and a single number stands where it explains all that the accounts differ in.` : "";
  const pairs = Math.max(...report.what_ifs.map((each) => each.runs));
  const base = report.what_ifs[0]?.shifts[row]?.base ?? 0;
  const told = report.outcomes[row]?.probability ?? 0;
  // Fewer runs than those of the answer have another share: that must not look like a mistake.
  const on = pairs < report.about.runs ? `the first ${number(pairs)} runs, draw for draw; without a change the answer comes to ${share(base)} in these, and to ${share(told)} in all ${number(report.about.runs)}.` : "the same runs, draw for draw.";
  const isMet = layers.length < LAYERS.length && report.what_ifs.some((each) => each.supposed);
  const met = isMet ? ` Behind how often a change is met without it stands ${layersInWords()}` : "";
  const isMissing = shifts.some((shift) => layers.some((layer) => !layer.of(shift)));
  const effect = (shift: Shift | undefined, isNamed: boolean): (Node | string)[] =>
    shift
      ? [
          h("strong", {}, signed(shift.difference)),
          " ",
          h("span", { class: "whole" }, `(${share(shift.base)} → ${share(shift.changed)})`),
          " ",
          h("span", { class: "brackets block" }, ...doubt(shift)),
          ...(isNamed ? [h("span", { class: "small block" }, shift.label)] : []),
        ]
      : [];
  const body = report.what_ifs.map((each) => {
    const first = each.shifts[row];
    const most = moved(each);
    return h(
      "tr",
      {},
      h(
        "th",
        { scope: "row" },
        each.label,
        h("span", { class: "small block" }, [upperFirst(each.who), each.decided_us === null ? "" : moment(each.decided_us)].filter(Boolean).join(", ")),
      ),
      h("td", { "data-name": "How plausible" }, each.plausible ? h("span", { class: "block" }, each.plausible, " ", each.supposed && bracketed(each.supposed, false)) : null, h("span", { class: "small block" }, each.evidence || "not stated")),
      h("td", { "data-name": "Change in the answer" }, ...effect(first, false)),
      h("td", { "data-name": "What it moves most" }, ...(!most || signed(most.difference) === "0" ? ["nothing"] : first && most.outcome !== first.outcome ? effect(most, true) : ["the answer itself"])),
      h("td", { "data-name": "Weakest grade" }, each.grade || "not graded"),
    );
  });
  const columns = ["What if", "How plausible", "Change in the answer", "What it moves most", "Weakest grade"];
  return h(
    "section",
    { id: "what-ifs", class: "whatifs" },
    h("h3", {}, "What if"),
    h(
      "p",
      { class: "says" },
      unbroken(`The answer here is the probability of “${report.outcomes[row]?.label ?? ""}”. Each change is laid over ${on} In brackets: ${layers.map((layer) => layer.name).join(" | ")}${isMissing ? ", with a dash where it was not measured" : ""}.${met}${few}${report.what_ifs_left_out ? ` ${report.what_ifs_left_out}` : ""}`),
    ),
    h(
      "table",
      { class: "cards" },
      h("caption", { class: "unseen" }, "What-ifs"),
      h("thead", {}, h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, ...body),
    ),
  );
}

export function tornado(report: Report): HTMLElement {
  const select = h("select", {}, ...report.outcomes.map((each, row) => h("option", { value: row }, each.label)));
  select.value = String(headline(report));
  let redraw = (): void => undefined;
  const rows = (): { what_if: WhatIf; shift: Shift }[] =>
    report.what_ifs
      .flatMap((what_if) => {
        const shift = what_if.shifts[Number(select.value)];
        return shift ? [{ what_if, shift }] : [];
      })
      .sort((one, other) => Math.abs(other.shift.difference) - Math.abs(one.shift.difference));
  const drawn = figure({
    id: "tornado",
    title: "What moves the answer",
    says: "How far each what-if moves the probability of the outcome chosen here, on the same draws; the thin line is the 95 % interval of the paired difference.",
    controls: h("p", { class: "controls" }, h("label", {}, "Outcome ", select)),
    data: {
      columns: ["what-if", "outcome", "base", "changed", "difference", "95 % low", "95 % high", "inputs low", "inputs high", "accounts low", "accounts high"],
      rows: report.what_ifs.flatMap((what_if) =>
        what_if.shifts.map((shift) => [
          ...[what_if.label, shift.label, shift.base, shift.changed, shift.difference, shift.low, shift.high],
          ...[shift.inputs_low, shift.inputs_high, shift.accounts_low, shift.accounts_high].map((end) => end ?? ""),
        ]),
      ),
    },
    draw: (width) => {
      const told = rows();
      const far = Math.max(0.02, ...told.flatMap(({ shift }) => [Math.abs(shift.low), Math.abs(shift.high)]));
      const x = scale([-far, far], [12, width - 12]);
      const labels = told.map(({ what_if }) => lines(what_if.label, Math.floor((width - 80) / 7)));
      const tops: number[] = [];
      let height = 6;
      for (const label of labels) {
        tops.push(height);
        height += 17 * label.length + 26;
      }
      const image = canvas(width, height + NUMBER_AXIS);
      image.append(numberAxis(x, 0, height, "change in probability", plainSigned));
      told.forEach(({ what_if, shift }, row) => {
        const top = tops[row] ?? 0;
        const label = labels[row] ?? [];
        label.forEach((line, at) => image.append(text(2, top + 13 + 17 * at, line, { class: "halo" })));
        image.append(text(width - 2, top + 13, signed(shift.difference), { "text-anchor": "end", class: "halo strong" }));
        const y = top + 17 * label.length + 4;
        const [from, to] = [Math.min(0, shift.difference), Math.max(0, shift.difference)];
        const bar = s("rect", { x: round(x(from)), y, width: round(Math.max(1, x(to) - x(from))), height: 12, class: shift.difference < 0 ? "bar less" : "bar" });
        bar.append(title(`${what_if.label}: ${signed(shift.difference)} (${signed(shift.low)} to ${signed(shift.high)})`));
        image.append(bar, s("line", { x1: round(x(shift.low)), x2: round(x(shift.high)), y1: y + 6, y2: y + 6, class: "interval" }));
      });
      return image;
    },
  });
  redraw = (): void => {
    const chart = drawn.querySelector<HTMLElement>(".chart");
    chart?.dispatchEvent(new Event("redraw"));
  };
  select.addEventListener("change", () => redraw());
  return drawn;
}
