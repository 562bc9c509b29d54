// A picture with its title, what it says in words, and its data one click away.

import { h, s, unbroken } from "./dom";

export type Cell = string | number | Named;

/** A thing with a name in words above its id. */
export interface Named {
  readonly id: string;
  readonly words: string;
}

function plain(value: Cell): string {
  return typeof value === "object" ? value.id : String(value);
}

export interface Data {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly note?: string;
  readonly data: Data;
  /** A second table, where one cannot hold what the picture shows. */
  readonly more?: { readonly name: string; readonly data: Data } | undefined;
  readonly controls?: Node;
  /** Draws for a width in pixels; called again when the width changes. A tall picture comes in parts, each of which fits a page. */
  readonly draw: (width: number) => SVGSVGElement | SVGSVGElement[];
}

/** Rows of a table on the page: more would keep a browser busy for minutes, and nobody reads them. */
const MOST_ROWS = 10_000;

/** Pixels across what is printed on A4, and nearly on letter paper: a picture drawn for a screen would be shrunk, and its words with it. */
const PAPER = 680;

let onPaper = false;

const redraws: ((width?: number) => void)[] = [];

export function figure(picture: Picture): HTMLElement {
  const chart = h("div", { class: "chart" });
  let drawn = 0;
  const draw = (given?: number): void => {
    const width = given ?? Math.max(280, Math.floor(chart.clientWidth || 720));
    drawn = width;
    const parts = [picture.draw(width)].flat();
    parts.forEach((image, row) => {
      image.setAttribute("role", "img");
      const part = parts.length > 1 ? `, part ${row + 1} of ${parts.length}` : "";
      image.setAttribute("aria-label", `${picture.title}${part}. ${picture.says}`);
    });
    chart.replaceChildren(...parts);
    chart.classList.toggle("parts", parts.length > 1);
  };
  new ResizeObserver(() => {
    if (!onPaper && chart.clientWidth && Math.abs(chart.clientWidth - drawn) > 1) draw();
  }).observe(chart);
  chart.addEventListener("redraw", () => draw());
  redraws.push(draw);
  return h(
    "figure",
    { id: picture.id },
    h("figcaption", {}, h("h3", {}, picture.title), h("p", { class: "says" }, unbroken(picture.says))),
    picture.controls,
    chart,
    picture.note ? h("p", { class: "note" }, picture.note) : null,
    dataOf(picture.id, "Data of this picture", picture.title, picture.data),
    picture.more ? dataOf(`${picture.id}-more`, `Data: ${picture.more.name}`, picture.more.name, picture.more.data) : null,
  );
}

export function drawAll(): void {
  for (const draw of redraws) draw();
  addEventListener("beforeprint", () => {
    onPaper = true;
    for (const draw of redraws) draw(PAPER);
  });
  addEventListener("afterprint", () => {
    onPaper = false;
    for (const draw of redraws) draw();
  });
}

/** As few parts as hold at most so many each, nearly alike; the first, which has words above it, may hold fewer. */
export function inParts<T>(all: readonly T[], most: number, first = most): T[][] {
  if (all.length > first && first < most) return [all.slice(0, first), ...inParts(all.slice(first), most)];
  const parts = Math.max(1, Math.ceil(all.length / most));
  const each = Math.ceil(all.length / parts);
  return Array.from({ length: parts }, (_, row) => all.slice(row * each, (row + 1) * each));
}

/** A blank picture of a size, which scales with what it stands in. */
export function canvas(width: number, height: number): SVGSVGElement {
  return s("svg", { viewBox: `0 0 ${width} ${Math.ceil(height)}`, width: "100%" });
}

/** The data of a picture, unfolded and made only when asked for. */
export function dataOf(id: string, heading: string, name: string, data: Data): HTMLElement {
  const details = h("details", { class: "data" }, h("summary", {}, heading));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) {
      const button = h("button", { type: "button" }, "Download as CSV");
      button.addEventListener("click", () => download(`${id}.csv`, csv(data), "text/csv"));
      const shown = data.rows.slice(0, MOST_ROWS);
      const isAll = shown.length === data.rows.length;
      details.append(button, isAll ? "" : ` The first ${MOST_ROWS} of ${data.rows.length} rows; the CSV has them all.`, scrolling(table(name, { ...data, rows: shown })));
    }
  });
  return details;
}

export function table(name: string, data: Data): HTMLTableElement {
  const numeric = data.columns.map((_, row) => data.rows.every((cells) => typeof cells[row] === "number"));
  const cell = (value: Cell, row: number): HTMLElement =>
    typeof value === "object"
      ? h("td", {}, value.words || null, h("code", { class: "block small" }, ...breakable(value.id)))
      : h("td", numeric[row] ? { class: "number" } : {}, ...(typeof value === "string" ? breakable(value) : [String(value)]));
  return h(
    "table",
    {},
    h("caption", { class: "unseen" }, name),
    h("thead", {}, h("tr", {}, ...data.columns.map((column) => h("th", { scope: "col" }, column)))),
    h("tbody", {}, ...data.rows.map((cells) => h("tr", {}, ...cells.map(cell)))),
  );
}

const MOMENT = /(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)/;

/** Let long ids and distributions break after their points and low lines, and a moment nowhere. */
function breakable(words: string): (string | HTMLElement)[] {
  return words.split(MOMENT).flatMap((part, row) => {
    if (row % 2) return [h("span", { class: "whole" }, part)];
    return part.split(/(?<=_|\.\.|[a-z]\.(?=[a-z]))/).flatMap((piece, at) => (at ? [h("wbr"), piece] : [piece]));
  });
}

/** Let a wide table scroll by itself; the keyboard reaches it. */
export function scrolling(inner: HTMLTableElement): HTMLElement {
  const label = inner.caption?.textContent ?? "table";
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, inner);
}

export function csv(data: Data): string {
  const quoted = (value: Cell): string => {
    const words = plain(value);
    return /[",\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  };
  return [data.columns, ...data.rows].map((cells) => cells.map(quoted).join(",")).join("\n") + "\n";
}

export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
