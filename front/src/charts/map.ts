// The theatre: coast, lines, stations, who holds them, and the echelons of one run as time passes.

import { geoConicConformal, geoDistance, type GeoProjection } from "d3-geo";

import { clockOf, dayOf, moment } from "../clock";
import { h, round, s, text, title } from "../dom";
import { canvas, figure } from "../figure";
import type { Chronicle, OnMap, Place, Report, Theatre as Told } from "../schema";
import { legend, mark } from "./axes";
import { drawMovers, firstMove, legendOfMeans, type Mover, moversOf, waysOf } from "./movers";

/** The ground, and one run upon it. */
type Theatre = Told & Omit<OnMap, "movers"> & { readonly movers: readonly Mover[] };

type Box = [west: number, south: number, east: number, north: number];

const EARTH_KM = 6371;
const LEAST_DEGREES = 0.05;
const STEPS = 400;
const CHIEF_PLACES = 12;

export function theatreMap(given: Told, report: Report): HTMLElement {
  const theatres = given.runs.map((each): Theatre => ({ ...given, ...each, movers: moversOf(given, each) }));
  const hasUnits = (each: Theatre): boolean => each.movers.some((mover) => mover.means !== "person");
  const whole = boxOf(given.places.map((place) => [place.lon, place.lat]), 0.06);
  const ends: [number, number] = [0, report.clock.period_us];
  const step = Math.max(1, (ends[1] - ends[0]) / STEPS);
  const roles = new Map(report.chronicles.map((each) => [each.run, each]));
  // Where in the representative run no unit moves, another is shown first.
  let theatre = theatres.find(hasUnits) ?? theatres[0]!;
  let box = busyBox(theatre);
  let now = begin(theatre);
  const moves = theatres.some((each) => each.movers.length);

  const slider = h("input", { type: "range", min: ends[0], max: ends[1], step, value: now, "aria-label": "Time", id: "map-time" });
  const output = h("output", { for: "map-time", class: "when" });
  const play = h("button", { type: "button" }, "Play");
  const latest = h("ol", { class: "latest", "aria-label": "The latest events of this run" });
  const buttons = [
    ["Zoom in", (): void => zoom(0.6)],
    ["Zoom out", (): void => zoom(1 / 0.6)],
    ["West", (): void => move(-1, 0)],
    ["North", (): void => move(0, 1)],
    ["South", (): void => move(0, -1)],
    ["East", (): void => move(1, 0)],
    [moves ? "Where they move" : "Where most places are", (): void => void (box = busyBox(theatre))],
    ["Whole theatre", (): void => void (box = whole)],
  ] as const;
  const choice = h("select", { id: "map-run" }, ...theatres.map((each, row) => h("option", { value: row, selected: each === theatre }, `${roles.get(each.run)?.role ?? "Run"} (run ${each.run})`)));
  const controls = h(
    "div",
    { class: "controls" },
    theatres.length > 1 ? h("label", {}, "Run ", choice) : null,
    h("div", { class: "timebar" }, play, slider, output),
    h(
      "div",
      { class: "buttons" },
      ...buttons.map(([name, act]) => {
        const button = h("button", { type: "button" }, name);
        button.addEventListener("click", () => {
          act();
          redraw();
        });
        return button;
      }),
    ),
  );

  function zoom(factor: number): void {
    const [west, south, east, north] = box;
    const [x, y] = [(west + east) / 2, (south + north) / 2];
    const half = Math.max(LEAST_DEGREES, ((east - west) / 2) * factor);
    const high = Math.max(LEAST_DEGREES / 2, ((north - south) / 2) * factor);
    box = [x - half, y - high, x + half, y + high];
  }

  /** For the keyboard, and for fingers, which scroll the page. */
  function move(east: number, north: number): void {
    const [across, up] = [((box[2] - box[0]) / 4) * east, ((box[3] - box[1]) / 4) * north];
    box = [box[0] + across, box[1] + up, box[2] + across, box[3] + up];
  }

  const drawn = figure({
    id: "map",
    title: theatres.length > 1 ? "The theatre, and single runs upon it" : `The theatre, and run ${theatre.run} upon it`,
    says: `Move the time to see ${moves ? "who was on the way, how, and " : ""}who held what in ${theatres.length > 1 ? "the run that is chosen; each is told below" : "this run, which is told below"}. Names are those of the time; point at a place for its name today, at a mark for who it is.`,
    note: "Coast: Natural Earth. Lines are drawn straight from place to place; double lines have two tracks, thin ones are roads, dashed ones water, dotted ones air. Whoever is on the way bears the sign of his side; a number counts those who are together. Between two places the pace is drawn as even, whatever rest was taken. Units are shown from when they first load or set out, and stay where they come to; persons are shown only while they travel.",
    controls,
    data: {
      columns: ["place", "today", "latitude", "longitude", "kind", "holds"],
      rows: theatre.places.map((place) => [place.name, place.modern_name, place.lat, place.lon, place.kind, place.holds]),
    },
    more: moves ? { name: "who was on the way", data: waysOf(theatres, given.sides) } : undefined,
    draw: (width) => {
      const image = drawMap(theatre, box, width, now);
      drag(image, width);
      return image;
    },
  });
  drawn.querySelector(".note")?.before(legend(theatre.sides, "held by nobody"), ...legendOfMeans(theatres.flatMap((each) => each.movers)), latest);

  choice.addEventListener("change", () => {
    theatre = theatres[Number(choice.value)]!;
    box = busyBox(theatre);
    slider.value = String(begin(theatre));
    show();
    redraw();
  });


  function redraw(): void {
    drawn.querySelector(".chart")?.dispatchEvent(new Event("redraw"));
  }

  function show(moving = false): void {
    now = Number(slider.value);
    output.textContent = moment(now);
    slider.setAttribute("aria-valuetext", moment(now));
    const layer = drawn.querySelector<SVGGElement>("g.moving");
    if (layer && moving) fillMoving(layer, theatre, now);
    const told = roles.get(theatre.run);
    if (told) latest.replaceChildren(...latestOf(told, now));
  }

  slider.addEventListener("input", () => show(true));
  let timer = 0;
  play.addEventListener("click", () => {
    if (timer) {
      clearInterval(timer);
      timer = 0;
      play.textContent = "Play";
      return;
    }
    play.textContent = "Stop";
    if (now >= ends[1] - step) slider.value = "0";
    timer = window.setInterval(() => {
      slider.value = String(Number(slider.value) + step);
      show(true);
      if (Number(slider.value) >= ends[1] - step) play.click();
    }, 80);
  });

  function drag(image: SVGSVGElement, width: number): void {
    let from: [number, number] | null = null;
    let held: Box = box;
    image.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") return;
      from = [event.clientX, event.clientY];
      held = box;
      image.setPointerCapture(event.pointerId);
    });
    image.addEventListener("pointermove", (event) => {
      if (!from) return;
      const [west, south, east, north] = held;
      const across = ((from[0] - event.clientX) / width) * (east - west);
      const up = ((event.clientY - from[1]) / width) * (east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180);
      box = [west + across, south + up, east + across, north + up];
      const fresh = drawMap(theatre, box, width, now);
      image.replaceChildren(...fresh.childNodes);
    });
    image.addEventListener("pointerup", () => (from = null));
  }

  show();
  return drawn;
}

/** When the first unit leaves, or else the first person. */
function begin(theatre: Theatre): number {
  return firstMove(theatre.movers.filter((each) => each.means !== "person")) ?? firstMove(theatre.movers) ?? 0;
}

/** Where most of those are who move; where nobody does, the places without the few that lie far off. */
function busyBox(theatre: Theatre): Box {
  const used = theatre.movers.flatMap((each) => each.points.map(([, lat, lon]): [number, number] => [lon, lat]));
  return boxOf(inner(used.length > 1 ? used : theatre.places.map((place) => [place.lon, place.lat])), 0.18);
}

function boxOf(points: readonly (readonly [number, number])[], margin: number): Box {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const across = Math.max((east - west) * margin, 2 * LEAST_DEGREES);
  const up = Math.max((north - south) * margin, LEAST_DEGREES);
  return [west - across, south - up, east + across, north + up];
}

/** Leave out the outermost twentieth on either side, and whoever is far outside the middle half: one far off would shrink all the others. */
function inner(points: readonly (readonly [number, number])[]): [number, number][] {
  const cut = (values: number[]): [number, number] => {
    values.sort((one, other) => one - other);
    const at = (share: number): number => values[Math.round(share * (values.length - 1))]!;
    const reach = 1.5 * (at(0.75) - at(0.25));
    const near = values.filter((value) => value >= at(0.25) - reach && value <= at(0.75) + reach);
    return [Math.max(near[0]!, values[Math.floor(0.05 * (values.length - 1))]!), Math.min(near[near.length - 1]!, values[Math.ceil(0.95 * (values.length - 1))]!)];
  };
  const [west, east] = cut(points.map(([lon]) => lon));
  const [south, north] = cut(points.map(([, lat]) => lat));
  return [[west, south], [east, north]];
}

function project(box: Box, width: number, height: number): GeoProjection {
  const [west, south, east, north] = box;
  const corners = { type: "MultiPoint" as const, coordinates: [[west, south], [east, south], [east, north], [west, north], [(west + east) / 2, north], [(west + east) / 2, south]] };
  return geoConicConformal()
    .parallels([south + (north - south) / 6, north - (north - south) / 6])
    .rotate([-(west + east) / 2, 0])
    .fitExtent([[4, 4], [width - 4, height - 4]], corners);
}

function drawMap(theatre: Theatre, box: Box, width: number, now: number): SVGSVGElement {
  const height = Math.round(Math.min(640, Math.max(320, width * (width < 600 ? 1.15 : 0.62))));
  const projection = project(box, width, height);
  const image = canvas(width, height);
  image.classList.add("map");
  image.append(s("rect", { width, height, class: "sea" }));
  image.append(s("path", { d: landPath(theatre, projection), class: "land", "fill-rule": "evenodd" }));
  const at = new Map(theatre.places.map((place) => [place.id, projection([place.lon, place.lat]) ?? [-99, -99]]));
  for (const kind of ["air", "water", "road", "rail"]) {
    for (const link of theatre.links.filter((each) => each.kind === kind)) {
      const [one, other] = [at.get(link.ends[0]), at.get(link.ends[1])];
      if (!one || !other) continue;
      const ends = { x1: round(one[0]!), y1: round(one[1]!), x2: round(other[0]!), y2: round(other[1]!) };
      const line = s("line", { ...ends, class: `link ${kind}` });
      if (link.name) line.append(title(link.name));
      image.append(line);
      if (kind === "rail" && link.tracks === 2) image.append(s("line", { ...ends, class: "link second" }));
    }
  }
  const moving = s("g", { class: "moving" });
  image.append(labels(theatre, at, width, height), moving, scaleBar(projection, width, height));
  positions.set(moving, projection);
  fillMoving(moving, theatre, now);
  return image;
}

const positions = new WeakMap<SVGGElement, GeoProjection>();

/** Land as a path over projected points: rings are small and already cut to the theatre. */
function landPath(theatre: Theatre, projection: GeoProjection): string {
  return theatre.land.map((ring) => ringPath(ring, projection)).join("");
}

function ringPath(ring: readonly (readonly [number, number])[], projection: GeoProjection): string {
  const points = ring.map((point) => projection([point[0], point[1]]) ?? [0, 0]);
  return `M${points.map(([x, y]) => `${round(x!)},${round(y!)}`).join("L")}Z`;
}

/** Names where there is room: the best connected places first, none over another. */
function labels(theatre: Theatre, at: ReadonlyMap<string, number[]>, width: number, height: number): SVGGElement {
  const group = s("g", { class: "names" });
  // No name is written over another, nor over the mark of a place unless it is one of the chief places and has no other room.
  type Room = readonly [number, number, number, number];
  const taken: Room[] = [];
  const marks = [...at.values()].map(([x, y]): Room => [x! - 5, y! - 5, x! + 5, y! + 5]);
  const meets = (room: Room, others: readonly Room[]): boolean =>
    others.some((other) => room[0] < other[2] && other[0] < room[2] && room[1] < other[3] && other[1] < room[3]);
  const ranked = [...theatre.places].sort((one, other) => one.rank - other.rank);
  ranked.forEach((place, rank) => {
    const [x, y] = at.get(place.id) as [number, number];
    if (x < 4 || y < 4 || x > width - 4 || y > height - 4) return;
    const long = 6.7 * place.name.length;
    const [right, west] = [x + 8, x - 8 - long];
    const beside = [[right, y - 6], [west, y - 6], [x - long / 2, y - 21], [x - long / 2, y + 8], [right, y + 3], [west, y + 3], [right, y - 15], [west, y - 15]] as const;
    const rooms = beside
      .map(([left, top]): Room => [left, top, left + long, top + 12])
      .filter((room) => room[0] >= 2 && room[2] <= width - 2 && room[1] >= 2 && room[3] <= height - 30 && !meets(room, taken));
    const room = rooms.find((each) => !meets(each, marks)) ?? (rank < CHIEF_PLACES ? rooms[0] : undefined);
    if (!room) return;
    taken.push(room);
    const name = text(room[0], room[1] + 10, place.name, { class: "halo name" });
    name.append(title(about(place)));
    group.append(name);
  });
  return group;
}

function about(place: Place): string {
  const today = place.modern_name && place.modern_name !== place.name ? `, today ${place.modern_name}` : "";
  return `${place.name}${today} (${place.kind})${place.holds ? `: ${place.holds}` : ""}${place.note ? `. ${place.note}` : ""}`;
}

function scaleBar(projection: GeoProjection, width: number, height: number): SVGGElement {
  const invert = projection.invert!;
  const y = height - 16;
  const perPixel = (geoDistance(invert([width / 2, y])!, invert([width / 2 + 10, y])!) * EARTH_KM) / 10;
  const most = perPixel * Math.min(160, width / 3);
  const power = 10 ** Math.floor(Math.log10(most));
  const km = ([5, 2, 1].find((each) => each * power <= most) ?? 1) * power;
  const long = round(km / perPixel);
  return s(
    "g",
    { class: "scalebar" },
    s("rect", { x: 8, y: y - 16, width: long + 12, height: 28, class: "plate" }),
    s("path", { d: `M14,${y}v6h${long}v-6` }),
    text(14 + long / 2, y - 2, `${km} km`, { "text-anchor": "middle" }),
  );
}

function holders(theatre: Theatre, now: number): Map<string, string> {
  const held = new Map<string, string>();
  for (const each of theatre.holdings) if (each.time_us <= now) held.set(each.place, each.side);
  return held;
}

/** Draw what time changes: who holds each place, and who is on the way. */
function fillMoving(layer: SVGGElement, theatre: Theatre, now: number): void {
  const projection = positions.get(layer)!;
  const held = holders(theatre, now);
  const row = new Map(theatre.sides.map((side, index) => [side.id, index]));
  layer.replaceChildren();
  for (const place of theatre.places) {
    const [x, y] = projection([place.lon, place.lat]) ?? [-99, -99];
    const side = row.get(held.get(place.id) ?? "");
    const sign =
      side === undefined
        ? s("circle", { cx: round(x), cy: round(y), r: 3, class: "nobody" })
        : mark(side, x, y, 4.2);
    sign.append(title(about(place)));
    layer.append(sign);
  }
  drawMovers(layer, theatre.movers, now, row, (lon, lat) => projection([lon, lat]) ?? [-99, -99]);
}

function latestOf(told: Chronicle, now: number): HTMLElement[] {
  const before = told.events.filter((event) => event.time_us <= now && !/^(letter|act_heard)/.test(event.kind));
  return before.slice(-3).map((event) => h("li", {}, h("time", {}, `${dayOf(event.time_us)} ${clockOf(event.time_us)}`), ` ${event.text}`));
}
