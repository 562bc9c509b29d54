// Whoever is on the way on the map: a mark whose outline tells the means and whose sign tells the side.

import { moment } from "../clock";
import { h, round, s, text, title } from "../dom";
import type { Data } from "../figure";
import type { Mover as Sent, OnMap, Side, Theatre } from "../schema";
import { mark } from "./axes";

/** Moment in microseconds, latitude, longitude. */
type Point = readonly [number, number, number];

export type Mover = Omit<Sent, "times_s" | "spots" | "gone_s"> & {
  readonly points: readonly Point[];
  /** The names of the places passed, in the order of the points; empty between places. */
  readonly places: readonly string[];
  readonly gone_us: number;
};

type Means = Sent["means"];

interface Outline {
  /** The whole mark, where it is alone, and where it holds a number beside the sign of its side. */
  readonly one: string;
  readonly several: string;
  readonly words: string;
  readonly how: string;
}

const OUTLINES: Record<Means, Outline> = {
  rail: { one: "M-9,-6H5L9,0L5,6H-9Z", several: "M-20,-6H5L9,0L5,6H-20Z", words: "train", how: "by train" },
  foot: { one: "M-8,-7H8V7H-8Z", several: "M-20,-7H8V7H-20Z", words: "column on foot, with horse and guns", how: "on the march" },
  motor: {
    one: "M-9,-6H9V5H7A2.6,2.6 0 0,1 1.8,5H-1.8A2.6,2.6 0 0,1 -7,5H-9Z",
    several: "M-21,-6H9V5H7A2.6,2.6 0 0,1 1.8,5H-13.8A2.6,2.6 0 0,1 -19,5H-21Z",
    words: "motor column",
    how: "by motor",
  },
  water: { one: "M-12,-4H-1V-9H2V-4H12L7,6H-7Z", several: "M-24,-4H-1V-9H2V-4H12L7,6H-19Z", words: "ship", how: "by water" },
  air: {
    one: "M12,0L8,2H4L-2,11H-5L-2,3H-8L-11,6H-13L-11,0L-13,-6H-11L-8,-3H-2L-5,-11H-2L4,-2H8Z",
    several: "M12,0L8,2H4L-2,11H-5L-2,3H-22L-25,7H-27L-25,0L-27,-7H-25L-22,-3H-2L-5,-11H-2L4,-2H8Z",
    words: "aircraft",
    how: "by air",
  },
  person: {
    one: "M0,-10A3.4,3.4 0 0,1 2.4,-4.2Q8,-3 8,6H-8Q-8,-3 -2.4,-4.2A3.4,3.4 0 0,1 0,-10Z",
    several: "M0,-10A3.4,3.4 0 0,1 2.4,-4.2Q8,-3 8,6H-20V-4H-6Q-4,-4.2 -2.4,-4.2A3.4,3.4 0 0,1 0,-10Z",
    words: "person travelling",
    how: "travelling",
  },
};

/** Pixels within which two of one side and means would hide one another, and are drawn as one. */
const TOGETHER = { across: 22, down: 11 } as const;

const MEANS = Object.keys(OUTLINES) as Means[];

/** Say where everybody was, which the file says by the numbers of spots. */
export function moversOf(ground: Theatre, told: OnMap): Mover[] {
  const named = new Map(ground.places.map((place) => [keyOf(place.lat, place.lon), place.name]));
  return told.movers.map(({ times_s, spots, gone_s, ...who }) => {
    const points = spots.map((spot, row): Point => [times_s[row]! * 1e6, ...ground.spots[spot]!]);
    const places = points.map(([, lat, lon]) => named.get(keyOf(lat, lon)) ?? "");
    return { ...who, points, places, gone_us: gone_s === null ? Infinity : gone_s * 1e6 };
  });
}

function keyOf(lat: number, lon: number): string {
  return `${lat.toFixed(4)},${lon.toFixed(4)}`;
}

/** The moment at which the first of them leaves, if any does. */
export function firstMove(movers: readonly Mover[]): number | undefined {
  const moves = movers.flatMap(({ points }) => {
    const row = points.findIndex((point) => point[1] !== points[0]![1] || point[2] !== points[0]![2]);
    return row > 0 ? [points[row - 1]![0] + (points[row]![0] - points[row - 1]![0]) / 2] : [];
  });
  return moves.length ? Math.min(...moves) : undefined;
}

/** The table of ways: one row for each time that somebody was seen. */
export function waysOf(runs: readonly { readonly run: number; readonly movers: readonly Mover[] }[], told: readonly Side[]): Data {
  const sides = new Map(told.map((side) => [side.id, side.name]));
  return {
    columns: ["run", "who", "side", "how", "time", "place", "latitude", "longitude"],
    rows: runs.flatMap(({ run, movers }) => movers.flatMap((mover) =>
      mover.points.map(([us, lat, lon], row) => [run, mover.name, sides.get(mover.side) ?? "", OUTLINES[mover.means].how, moment(us), mover.places[row] || "on the way", lat, lon]),
    )),
  };
}

/** What the outlines mean, as far as this map has them. */
export function legendOfMeans(movers: readonly Mover[]): HTMLElement[] {
  const used = new Set(movers.map((mover) => mover.means));
  if (!used.size) return [];
  const items = MEANS.filter((means) => used.has(means)).map((means) => {
    const icon = s("svg", { width: 28, height: 24, viewBox: "-14 -12 28 24", "aria-hidden": "true" }, s("path", { d: OUTLINES[means].one, class: "outline" }));
    return h("li", {}, icon, OUTLINES[means].words);
  });
  return [h("ul", { class: "legend means" }, ...items)];
}

/** Draw those who are on the way, or have come to where they went; those together as one with a number. */
export function drawMovers(
  layer: SVGGElement,
  movers: readonly Mover[],
  now: number,
  sides: ReadonlyMap<string, number>,
  project: (lon: number, lat: number) => [number, number],
): void {
  const together: { mover: Mover; x: number; y: number; told: string[] }[] = [];
  for (const mover of movers) {
    const where = position(mover, now);
    if (!where) continue;
    const [x, y] = project(where[1], where[0]);
    const told = `${mover.name}, ${OUTLINES[mover.means].how}${wayAt(mover, now)}`;
    const group = together.find((each) => each.mover.side === mover.side && each.mover.means === mover.means && Math.abs(each.x - x) < TOGETHER.across && Math.abs(each.y - y) < TOGETHER.down);
    if (group) group.told.push(told);
    else together.push({ mover, x, y, told: [told] });
  }
  for (const { mover, x, y, told } of together) {
    const { one, several } = OUTLINES[mover.means];
    const row = sides.get(mover.side) ?? 0;
    const isMany = told.length > 1;
    const sign = s(
      "g",
      { class: `mover ${mover.means} hue${row % 6}`, transform: `translate(${round(x)},${round(y)})` },
      s("path", { d: isMany ? several : one }),
      isMany ? text(-1, 3.5, String(told.length), { "text-anchor": "middle", class: "count" }) : null,
      sideSign(row, isMany ? -14 : mover.means === "rail" ? -2 : 0, mover.means === "person" ? 1 : 0),
    );
    sign.append(title(told.join("; ")));
    layer.append(sign);
  }
}

/** The shape of a side upon its mark, for whoever does not see the colour. */
function sideSign(row: number, x: number, y: number): SVGPathElement {
  const sign = mark(row, x, y, 2.9);
  sign.setAttribute("class", "sign");
  return sign;
}

/** Where somebody is: on the way between the sightings before and after, or nowhere. */
function position({ points, gone_us }: Mover, now: number): [number, number] | null {
  const after = points.findIndex((point) => point[0] > now);
  if (after === 0 || points.length === 0 || now >= gone_us) return null;
  const last = points[points.length - 1]!;
  if (after < 0) return [last[1], last[2]];
  const [one, other] = [points[after - 1]!, points[after]!];
  const part = (now - one[0]) / (other[0] - one[0]);
  return [one[1] + part * (other[1] - one[1]), one[2] + part * (other[2] - one[2])];
}

/** From where to where somebody is going at a moment, or where he stands. */
function wayAt({ points, places }: Mover, now: number): string {
  const next = points.findIndex((point) => point[0] > now);
  const at = next < 0 ? points.length : next;
  const from = places.slice(0, at).filter(Boolean).pop();
  const to = places.slice(at).find(Boolean);
  if (from === to || to === undefined) return from ? `, at ${from}` : "";
  return from ? `, from ${from} to ${to}` : `, to ${to}`;
}
