// Axes of time and of numbers, and the patterns that stand beside colours.

import { scaleLinear, type ScaleLinear } from "d3-scale";

import { number, ticks } from "../clock";
import { h, round, s, text } from "../dom";
import type { Side } from "../schema";

export type Scale = ScaleLinear<number, number>;

/** A probability on an axis: as short as it can be. */
export function plain(value: number): string {
  return String(Number(value.toFixed(3)));
}

export function plainSigned(value: number): string {
  return value === 0 ? "0" : `${value < 0 ? "−" : "+"}${plain(Math.abs(value))}`;
}

export function scale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain;
  return scaleLinear([low, high === low ? low + 1 : high], range);
}

/** Days and hours below, and above too where a picture is so tall that one loses sight of them. */
export function timeAxis(x: Scale, top: number, bottom: number, isTall = false): SVGGElement {
  const axis = s("g", { class: "axis" });
  const [from, to] = x.domain() as [number, number];
  const [left, right] = x.range() as [number, number];
  let named = "";
  let last = -Infinity;
  for (const tick of ticks(from, to, right - left)) {
    const at = round(x(tick.us));
    axis.append(s("line", { x1: at, x2: at, y1: top, y2: bottom, class: tick.isDay ? "day" : "grid" }));
    // What stands at the very edge would be cut off in its middle.
    const hour = at < 8 ? { x: 0, "text-anchor": "start" } : { x: at, "text-anchor": "middle" };
    axis.append(text(hour.x, bottom + 15, tick.clock, { "text-anchor": hour["text-anchor"] }));
    // A day that begins at the very edge is written inwards, where there is room for it.
    const day = at > right - 18 ? { x: right + 8, "text-anchor": "end" } : at < 24 ? { x: 0, "text-anchor": "start" } : { x: at, "text-anchor": "middle" };
    const isFree = day["text-anchor"] !== "end" || last < right - 62;
    if (tick.day !== named && isFree) {
      axis.append(text(day.x, bottom + 30, tick.day, { "text-anchor": day["text-anchor"], class: "strong" }));
      if (isTall) axis.append(text(day.x, top - 18, tick.day, { "text-anchor": day["text-anchor"], class: "strong" }));
      last = at;
    }
    if (isTall) axis.append(text(hour.x, top - 4, tick.clock, { "text-anchor": hour["text-anchor"] }));
    named = tick.day;
  }
  return axis;
}

export const TIME_AXIS = 38;

export function numberAxis(
  x: Scale,
  top: number,
  bottom: number,
  label: string,
  write: (value: number) => string = number,
): SVGGElement {
  const axis = s("g", { class: "axis" });
  const [left, right] = x.range() as [number, number];
  for (const tick of x.ticks(Math.max(2, Math.floor((right - left) / 70)))) {
    const at = round(x(tick));
    axis.append(s("line", { x1: at, x2: at, y1: top, y2: bottom, class: tick === 0 ? "zero" : "grid" }));
    // What stands at the very edge is written inwards, as of moments.
    const words = write(tick);
    const half = 3.4 * words.length;
    axis.append(text(Math.max(half, Math.min(right + 12 - half, at)), bottom + 15, words, { "text-anchor": "middle" }));
  }
  axis.append(text((left + right) / 2, bottom + 31, label, { "text-anchor": "middle", class: "label" }));
  return axis;
}

export const NUMBER_AXIS = 38;

export const DASHES = ["", "7 3", "2 3", "9 3 2 3", "5 2 1 2 1 2", "12 4"];

/** The look of the n-th of several: colour by class, dashes beside it for whoever sees no colour. The seventh has the first colour again, but other dashes. */
export function look(row: number): { class: string; "stroke-dasharray": string | undefined } {
  return { class: `hue${row % 6}`, "stroke-dasharray": DASHES[(row + Math.floor(row / 6)) % DASHES.length] || undefined };
}

export const SHAPES = ["circle", "square", "diamond", "triangle", "cross", "wedge"] as const;

/** A mark whose shape tells the side as well as its colour does. */
export function mark(row: number, x: number, y: number, size: number): SVGPathElement {
  const r = size;
  const shape = SHAPES[row % SHAPES.length];
  const paths: Record<(typeof SHAPES)[number], string> = {
    circle: `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
    square: `M${-r},${-r}H${r}V${r}H${-r}Z`,
    diamond: `M0,${-1.35 * r}L${1.35 * r},0L0,${1.35 * r}L${-1.35 * r},0Z`,
    triangle: `M0,${-1.3 * r}L${1.2 * r},${r}H${-1.2 * r}Z`,
    cross: `M${-r},${-r / 3}H${-r / 3}V${-r}H${r / 3}V${-r / 3}H${r}V${r / 3}H${r / 3}V${r}H${-r / 3}V${r / 3}H${-r}Z`,
    wedge: `M0,${1.3 * r}L${1.2 * r},${-r}H${-1.2 * r}Z`,
  };
  return s("path", {
    d: paths[shape ?? "circle"],
    transform: `translate(${round(x)},${round(y)})`,
    class: `mark hue${row % 6}`,
  });
}

export function legend(sides: readonly Side[], nobody?: string): HTMLElement {
  const items = sides.map((side, row) => {
    const icon = s("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, mark(row, 0, 0, 5));
    return h("li", {}, icon, side.name);
  });
  if (nobody) {
    const open = s("circle", { r: 4, class: "nobody" });
    items.push(h("li", {}, s("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, open), nobody));
  }
  return h("ul", { class: "legend" }, ...items);
}

export function band(x: Scale, y: number, low: number, middle: number, high: number, size = 5): SVGGElement {
  return s(
    "g",
    { class: "band" },
    s("line", { x1: round(x(low)), x2: round(x(high)), y1: y, y2: y, class: "whisker" }),
    s("circle", { cx: round(x(middle)), cy: y, r: size, class: "middle" }),
  );
}

export function diamond(x: number, y: number, hollow = false): SVGPathElement {
  return s("path", {
    d: "M0,-6L6,0L0,6L-6,0Z",
    transform: `translate(${round(x)},${round(y)})`,
    class: hollow ? "record hollow" : "record",
  });
}

/** Lines over the colours, so that the sides are told apart on black-and-white paper too. */
export const HATCHES = ["", "M-1,7L7,-1M2,10L10,2M-2,4L4,-2", "M4,1V3M0,5V7M8,5V7", "M0,4H8", "M2,0V8M6,0V8", "M0,0L8,8M0,8L8,0"];

export function hatch(index: number, name: string): SVGPatternElement {
  const strokes = s("path", { d: HATCHES[index % HATCHES.length] ?? "", class: "hatch" });
  return s("pattern", { id: `${name}_${index}`, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, strokes);
}
