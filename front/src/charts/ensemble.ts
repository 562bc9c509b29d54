// What all runs together say of places: who holds them, and how strong a side is there.

import { area, line } from "d3-shape";

import { moment, number, share } from "../clock";
import { counted, h, lines, round, s, text, title } from "../dom";
import { canvas, figure } from "../figure";
import type { Control, Fan } from "../schema";
import { HATCHES, hatch, scale, TIME_AXIS, timeAxis } from "./axes";

export function control(told: Control): HTMLElement {
  const [from, to] = [told.moments[0] ?? 0, told.moments[told.moments.length - 1] ?? 1];
  const drawn = figure({
    id: "control",
    title: "Who holds what, in how many of the runs",
    says: `Each strip is one place: at every moment it is filled from below with the shares of the ${counted(told.runs, "runs")} in which each side holds it; what is left blank is held by nobody.`,
    data: {
      columns: ["place", "time", ...told.sides.map((side) => side.name)],
      rows: told.places.flatMap((place, row) =>
        told.moments.map((us, at) => [place, moment(us), ...told.sides.map((_, side) => told.shares[row]?.[side]?.[at] ?? 0)]),
      ),
    },
    draw: (width) => {
      const left = width >= 640 ? 150 : 4;
      const step = width >= 640 ? 34 : 48;
      const x = scale([from, to], [left, width - 10]);
      const height = told.places.length * step + 8;
      const image = canvas(width, height + TIME_AXIS);
      image.append(s("defs", {}, ...told.sides.map((_, index) => hatch(index, "strip"))), timeAxis(x, 4, height));
      told.places.forEach((place, row) => {
        const top = 6 + step * row + (width >= 640 ? 0 : 15);
        const high = 26;
        const names = width >= 640 ? lines(place, 22).slice(0, 2) : [];
        names.forEach((part, at) => image.append(text(left - 8, top + (names.length > 1 ? 11 : 17) + 14 * at, part, { "text-anchor": "end" })));
        if (width < 640) image.append(text(4, top - 3, place, { class: "halo" }));
        image.append(s("rect", { x: left, y: top, width: width - 10 - left, height: high, class: "blank" }));
        const below = told.moments.map(() => 0);
        told.sides.forEach((side, index) => {
          const shares = told.shares[row]?.[index] ?? [];
          const tops = below.map((value, at) => value + (shares[at] ?? 0));
          const shape = area<number>()
            .x((_, at) => round(x(told.moments[at] ?? 0)))
            .y0((_, at) => round(top + high * (1 - (below[at] ?? 0))))
            .y1((_, at) => round(top + high * (1 - (tops[at] ?? 0))));
          const part = s("path", { d: shape(shares.slice()) ?? "", class: `fill hue${index % 6}` });
          part.append(title(`${place}: ${side.name}, ${share(shares[shares.length - 1] ?? 0)} at the end`));
          image.append(part);
          if (HATCHES[index % HATCHES.length]) image.append(s("path", { d: shape(shares.slice()) ?? "", fill: `url(#strip_${index})`, "pointer-events": "none" }));
          tops.forEach((value, at) => (below[at] = value));
        });
      });
      return image;
    },
  });
  const holds = (index: number): boolean => told.shares.some((place) => place[index]?.some((share) => share > 0));
  const swatches = told.sides.flatMap((side, index) => {
    if (!holds(index)) return [];
    const box = { x: 1, y: 1, width: 20, height: 14 };
    const over = HATCHES[index % HATCHES.length] ? s("rect", { ...box, fill: `url(#swatch_${index})` }) : null;
    return h("li", {}, s("svg", { width: 22, height: 16, "aria-hidden": "true" }, s("defs", {}, hatch(index, "swatch")), s("rect", { ...box, class: `fill hue${index % 6}` }), over), side.name);
  });
  drawn.querySelector(".chart")?.after(h("ul", { class: "legend" }, ...swatches));
  return drawn;
}

export function fan(told: Fan, row: number): HTMLElement {
  const [from, to] = [told.moments[0] ?? 0, told.moments[told.moments.length - 1] ?? 1];
  const most = Math.max(1, ...(told.quantiles[4] ?? []));
  return figure({
    id: `fan_${row}`,
    title: `${told.side} at ${told.place}`,
    says: `Strength over time: the line is the median of ${counted(told.runs, "runs")}, the dark band holds half of them, the light band eight in ten.`,
    data: {
      columns: ["time", "10 %", "25 %", "50 %", "75 %", "90 %"],
      rows: told.moments.map((us, at) => [moment(us), ...told.quantiles.map((values) => values[at] ?? 0)]),
    },
    draw: (width) => {
      const height = 226;
      const x = scale([from, to], [64, width - 10]);
      const y = scale([0, most * 1.05], [height, 22]);
      const image = canvas(width, height + TIME_AXIS);
      image.append(timeAxis(x, 22, height));
      for (const tick of y.ticks(5)) {
        image.append(s("line", { x1: 64, x2: width - 10, y1: round(y(tick)), y2: round(y(tick)), class: "grid" }));
        image.append(text(58, y(tick) + 4, number(tick), { "text-anchor": "end" }));
      }
      image.append(text(4, 10, told.unit, { class: "label" }));
      for (const [low, high, name] of [[0, 4, "wide"], [1, 3, "narrow"]] as const) {
        const shape = area<number>()
          .x((_, at) => round(x(told.moments[at] ?? 0)))
          .y0((_, at) => round(y(told.quantiles[low]?.[at] ?? 0)))
          .y1((_, at) => round(y(told.quantiles[high]?.[at] ?? 0)));
        image.append(s("path", { d: shape(told.moments.slice()) ?? "", class: `fan ${name}` }));
      }
      const middle = line<number>()
        .x((_, at) => round(x(told.moments[at] ?? 0)))
        .y((_, at) => round(y(told.quantiles[2]?.[at] ?? 0)));
      image.append(s("path", { d: middle(told.moments.slice()) ?? "", class: "fan median" }));
      return image;
    },
  });
}

