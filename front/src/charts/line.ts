// The distance-time diagram: stations down, hours across, a line a train, as railwaymen draw it.

import { moment } from "../clock";
import { h, round, s, text, title, within } from "../dom";
import { canvas, figure } from "../figure";
import type { Chronicle, Line } from "../schema";
import { look, scale, TIME_AXIS, timeAxis } from "./axes";

/** Stretches of trains beyond which only every so-many-th train is drawn: more make a field of thin lines in which none can be followed. */
const MOST_TRAINS = 120;

/** Every so-many-th train as they set out, so that each day and each part of the railway keeps its share. */
function thinned(paths: Line["paths"]): { drawn: Line["paths"]; step: number; trains: number } {
  const first = new Map<string, number>();
  for (const { name, marks } of paths) first.set(name, Math.min(marks[0]![0], first.get(name) ?? Infinity));
  const step = Math.max(1, Math.ceil(paths.length / MOST_TRAINS));
  const order = [...first].sort(([one, at], [other, then]) => at - then || (one < other ? -1 : 1)).map(([name]) => name);
  const kept = new Set(order.filter((_, row) => row % step === 0));
  return { drawn: paths.filter((path) => kept.has(path.name)), step, trains: order.length };
}

function ordinal(number: number): string {
  const isTeen = [11, 12, 13].includes(number % 100);
  return `${number}${isTeen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th")}`;
}

/** One diagram; where several railways carried trains, a list to choose from. */
export function lines(told: readonly Line[], period: number, roles: readonly Chronicle[]): HTMLElement {
  const drawn = told.map((each, row) => line(each, row, period));
  if (drawn.length === 1) return drawn[0]!;
  const names = told.map((each) => `${each.stations[0]!.name} to ${each.stations[each.stations.length - 1]!.name}, run ${each.run} (${(roles.find((role) => role.run === each.run)?.role ?? "").toLowerCase()})`);
  const select = h("select", {}, ...names.map((name, row) => h("option", { value: row }, name)));
  const show = (): void => drawn.forEach((each, row) => (each.hidden = row !== Number(select.value)));
  select.addEventListener("change", show);
  show();
  return h("section", { id: "lines" }, h("h3", {}, "The railways, train by train"), h("p", { class: "controls" }, h("label", {}, "Railway ", select)), ...drawn);
}

function line(told: Line, row: number, period: number): HTMLElement {
  const first = told.stations[0]!;
  const last = told.stations[told.stations.length - 1]!;
  const { drawn: paths, step, trains } = thinned(told.paths);
  const units = [...new Set(paths.map((path) => path.unit))];
  const unitName = new Map(told.paths.map((path) => [path.unit, path.name.replace(/, echelon \d+$/, "")]));
  const moments = told.paths.flatMap((path) => path.marks.map(([time_s]) => time_s * 1e6)).filter((us) => us < period);
  const margin = (Math.max(...moments) - Math.min(...moments)) * 0.02;
  const domain: [number, number] = moments.length
    ? [Math.max(0, Math.min(...moments) - margin), Math.min(period, Math.max(...moments) + margin)]
    : [0, period];
  const lookOf = (unit: string): Record<string, string | undefined> => look(units.indexOf(unit));
  const few = step > 1 ? ` Of ${trains} trains every ${ordinal(step)} is drawn, as they set out; the data have them all.` : "";
  const drawn = figure({
    id: `line_${row}`,
    title: `The line from ${within(first.name)} to ${within(last.name)}, run ${told.run}`,
    says: "The stations stand down the side at their distances, time runs across, and each line is a train: the steeper it is, the faster the train; where it is level, the train stands." + few,
    data: {
      columns: ["train", "time", "km"],
      rows: told.paths.flatMap((path) => path.marks.map(([time_s, km]) => [path.name, moment(time_s * 1e6), km] as const)),
    },
    draw: (width) => {
      // Long names of stations get room where there is some.
      const longest = Math.max(...told.stations.map((station) => station.name.length));
      const left = width >= 640 ? Math.max(110, Math.min(width / 3, 16 + 7.3 * longest)) : 104;
      const height = Math.max(300, Math.min(560, told.stations.length * 26 + 80));
      const x = scale(domain, [left, width - 10]);
      const y = scale([0, last.km], [16, height]);
      const image = canvas(width, height + TIME_AXIS + 6);
      image.append(timeAxis(x, 8, height + 8));
      let lowest = -99;
      for (const station of told.stations) {
        const at = round(y(station.km));
        image.append(s("line", { x1: left, x2: width - 10, y1: at, y2: at, class: "station" }));
        if (at - lowest < 13) continue;
        lowest = at;
        const most = Math.floor((left - 8) / 7.4);
        const name = station.name.length > most ? `${station.name.slice(0, most - 1)}…` : station.name;
        const label = text(left - 6, at + 4, name, { "text-anchor": "end" });
        label.append(title(`${station.name}, km ${station.km}`));
        image.append(label);
      }
      // What stands to the end of the period is not drawn beyond the edge.
      const clip = `clip_line_${row}`;
      image.append(s("clipPath", { id: clip }, s("rect", { x: left, y: 0, width: width - 10 - left, height: height + 8 })));
      for (const path of paths) {
        const d = path.marks.map(([time_s, km], at) => `${at ? "L" : "M"}${round(x(time_s * 1e6))},${round(y(km))}`).join("");
        const train = s("path", { d, "clip-path": `url(#${clip})`, ...lookOf(path.unit) });
        train.classList.add("trainpath");
        train.append(title(path.name));
        image.append(train);
      }
      return image;
    },
  });
  const items = units.map((unit) =>
    h(
      "li",
      {},
      s("svg", { width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" }, s("line", { x1: 1, x2: 33, y1: 5, y2: 5, ...lookOf(unit) })),
      unitName.get(unit) ?? unit,
    ),
  );
  drawn.querySelector(".chart")?.after(h("ul", { class: "legend lines" }, ...items));
  return drawn;
}
