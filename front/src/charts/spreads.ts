// When things came about, or how much there was: a hill of the runs, its quantiles, the record.

import { area } from "d3-shape";

import { moment, number, share } from "../clock";
import { lines, round, s, text, title } from "../dom";
import { canvas, figure, inParts, type Picture } from "../figure";
import { brackets, layerCells, layersInWords } from "../layers";
import type { Report, Spread } from "../schema";
import { diamond, NUMBER_AXIS, numberAxis, scale, TIME_AXIS, timeAxis, type Scale } from "./axes";

/** As many as fill a page of paper, one below the other. */
const STRIPS = 11;

/** As many as there is room for on the first page, below what is said of them. */
const FIRST_STRIPS = 7;

/** Pixels of the middle half below which a notch in it leaves nothing to be seen. */
const LEAST_BAR = 9;

const RECORD = "the diamond is the record, on a line from its earliest to its latest; it is hollow where the record was used to set an input and so tests nothing";

export function arrivals(report: Report): HTMLElement {
  const median = (each: Spread): number => each.quantiles[2] ?? Infinity;
  const told = [...report.times].sort((one, other) => median(one) - median(other));
  const ends = told.flatMap(endsOf);
  const margin = 0.03 * (Math.max(...ends) - Math.min(...ends));
  const domain: [number, number] = ends.length
    ? [Math.max(0, Math.min(...ends) - margin), Math.min(report.clock.period_us, Math.max(...ends) + margin)]
    : [0, report.clock.period_us];
  return figure({
    id: "arrivals",
    title: "When things come about",
    says: `The hill is how the runs are spread, the thick bar the middle half of them, the thin line nine in ten; ${RECORD}.`,
    note: `Local time; dates of ${report.clock.years}. Each strip shows only the runs in which the thing comes about; their share stands beside the name.${told.some((each) => brackets(each.layers)) ? ` In brackets behind a share of the runs: ${layersInWords()}` : ""}`,
    data: dataOf(told, moment),
    draw: (width) => {
      const x = scale(domain, [10, width - 12]);
      return inParts(told, STRIPS, FIRST_STRIPS).map((part) => strips(width, part, () => x, (top, bottom) => timeAxis(x, top, bottom, true), TIME_AXIS, moment, false, 34));
    },
  });
}

export function amounts(report: Report): HTMLElement[] {
  const units = [...new Set(report.quantities.map((each) => each.unit))];
  return units.map((unit) => {
    const told = report.quantities.filter((each) => each.unit === unit);
    const most = Math.max(...told.flatMap(endsOf), 1e-9);
    const least = Math.min(0, ...told.flatMap(endsOf));
    // Amounts of very different size share no axis: each strip then has its own.
    const own = told.some((each) => (each.quantiles[4] ?? 0) < most / 8);
    return figure({
      id: `amounts_${unit.replace(/\W/g, "_") || "numbers"}`,
      title: unit ? `How much at the end: ${unit}` : "How much at the end",
      says: `The hill is how the runs are spread, the thick bar the middle half of them, the thin line nine in ten; ${RECORD}.`,
      note: own ? "Each strip has a scale of its own, marked at its ends." : undefined,
      data: dataOf(told, number),
      draw: (width) => {
        const common = scale([least, most * 1.03], [10, width - 12]);
        const scales = told.map((each) =>
          own
            ? scale([Math.min(0, ...endsOf(each)), Math.max(...endsOf(each), 1e-9)], [10, width - 12])
            : common,
        );
        const axis = own
          ? (): SVGGElement => s("g", {})
          : (top: number, bottom: number): SVGGElement => numberAxis(common, top, bottom, unit);
        return strips(width, told, (row) => scales[row] ?? common, axis, own ? 4 : NUMBER_AXIS, number, own);
      },
    });
  });
}

/** Between what all that is drawn of a strip lies: its hill, its quantiles, the record. */
function endsOf({ hill, quantiles, fact }: Spread): number[] {
  return [
    ...(hill ? [hill.first, hill.first + hill.width * hill.counts.length] : []),
    ...(quantiles.length ? [quantiles[0]!, quantiles[4]!] : []),
    ...(fact ? [fact.low, fact.high] : []),
  ];
}

function dataOf(told: readonly Spread[], write: (value: number) => string): Picture["data"] {
  return {
    columns: ["what", "share of the runs", "95 % low", "95 % high", "inputs low", "inputs high", "accounts low", "accounts high", "5 %", "25 %", "50 %", "75 %", "95 %", "record", "share of the runs up to it"],
    rows: told.map((each) => [
      each.label,
      each.share,
      ...layerCells(each.layers),
      ...(each.quantiles.length ? each.quantiles.map(write) : ["", "", "", "", ""]),
      each.fact?.text ?? "",
      each.fact?.share ?? "",
    ]),
  };
}

function strips(
  width: number,
  told: readonly Spread[],
  scaleOf: (row: number) => Scale,
  axis: (top: number, bottom: number) => SVGGElement,
  axisHeight: number,
  write: (value: number) => string,
  own = false,
  above = 0,
): SVGSVGElement {
  const letters = Math.floor((width - 20) / 6.7);
  const labels = told.map((each) => lines([`${each.label}, ${each.share_text}`, brackets(each.layers)].filter(Boolean).join(" "), letters));
  const tops: number[] = [];
  let height = 6 + above;
  for (const label of labels) {
    tops.push(height);
    height += 16 * label.length + (own ? 76 : 66);
  }
  const image = canvas(width, height + axisHeight);
  image.append(axis(above, height));
  told.forEach((each, row) => {
    const top = tops[row] ?? 0;
    const label = labels[row] ?? [];
    label.forEach((line, at) => image.append(text(13, top + 13 + 16 * at, line, { class: "halo" })));
    const ground = top + 16 * label.length + 38;
    const x = scaleOf(row);
    image.append(strip(each, x, ground, write));
    if (own) {
      const [low, high] = x.domain() as [number, number];
      image.append(text(10, ground + 27, write(low), { class: "label" }));
      image.append(text(width - 12, ground + 27, write(high), { class: "label", "text-anchor": "end" }));
    }
  });
  return image;
}

function strip(each: Spread, x: Scale, ground: number, write: (value: number) => string): SVGGElement {
  const drawn = s("g", { class: "strip" });
  const [left, right] = x.range() as [number, number];
  drawn.append(s("line", { x1: left, x2: right, y1: ground, y2: ground, class: "ground" }));
  const hill = each.hill;
  if (hill && hill.width > 0) {
    // A spike (mostly of noughts) would flatten all the rest: it is cut off, and says how high it was.
    const ranked = [...hill.counts].sort((one, other) => other - one);
    const most = Math.min(ranked[0]!, 2 * Math.max(1, ranked[1] ?? ranked[0]!));
    const all = hill.counts.reduce((sum, count) => sum + count, 0);
    const spike = ranked[0]! > most ? hill.counts.indexOf(ranked[0]!) : -1;
    const steps = hill.counts.flatMap((count, row): [number, number][] => [
      [hill.first + row * hill.width, count],
      [hill.first + (row + 1) * hill.width, count],
    ]);
    const shape = area<[number, number]>()
      .x(([at]) => round(Math.max(left, Math.min(right, x(at)))))
      .y0(ground)
      .y1(([, count]) => round(ground - (30 * Math.min(count, most)) / most));
    drawn.append(s("path", { d: shape(steps) ?? "", class: "hill" }));
    if (spike >= 0) {
      const at = x(hill.first + (spike + 1) * hill.width) + 4;
      drawn.append(text(at, ground - 20, `↑ ${share(ranked[0]! / all)} of them`, { class: "label halo" }));
    }
  }
  if (each.quantiles.length === 5) {
    const [low, first, middle, third, high] = each.quantiles as [number, number, number, number, number];
    const y = ground + 6;
    const bar = s("g", { class: "band" });
    bar.append(s("line", { x1: round(x(low)), x2: round(x(high)), y1: y, y2: y, class: "whisker" }));
    bar.append(s("line", { x1: round(x(first)), x2: round(x(third)), y1: y, y2: y, class: "half" }));
    // A notch would eat up a bar that is hardly wider than it is: there the median is a stroke across it.
    const isNarrow = x(third) - x(first) < LEAST_BAR;
    const across = isNarrow ? { y1: y - 5, y2: y + 5, class: "median" } : { y1: y - 4, y2: y + 4, class: "notch" };
    bar.append(s("line", { x1: round(x(middle)), x2: round(x(middle)), ...across }));
    bar.append(title(`${each.label}: ${write(low)}, ${write(first)}, ${write(middle)}, ${write(third)}, ${write(high)}`));
    drawn.append(bar);
  }
  if (each.fact) {
    const y = ground + 6;
    const hollow = each.fact.used_for.length > 0;
    drawn.append(s("line", { x1: round(x(each.fact.low)), x2: round(x(each.fact.high)), y1: y + 9, y2: y + 9, class: "recordline" }));
    const sign = diamond(x(each.fact.best), y + 9, hollow);
    sign.append(title(`Record: ${each.fact.text}`));
    drawn.append(sign);
  }
  return drawn;
}
