// Whose word counts: who obeyed whom over the runs, and who held which office in whose eyes.

import { moment, share } from "../clock";
import { h, lines, round, s, text, title, upperFirst, within } from "../dom";
import { canvas, dataOf, figure, inParts, scrolling } from "../figure";
import type { Authority, Choice, Standing } from "../schema";
import { HATCHES, hatch, NUMBER_AXIS, numberAxis, plain, scale } from "./axes";

/** The answer that is no news: bars that are full of it say it once, in words. */
const OBEYED = "obeyed";

/** As many as fill a page of paper, one below the other. */
const BARS = 16;

export function obedience(all: readonly Choice[], runs: number): HTMLElement {
  const answers = [...new Set(all.flatMap((each) => each.answers.map(([answer]) => answer)))];
  const isObeyed = (each: Choice): boolean => each.answers.every(([answer, part]) => answer === OBEYED || part === 0);
  const some = all.filter((each) => !isObeyed(each));
  const rest = all.length - some.length;
  const always = `${rest} ${rest === 1 ? "pair" : "pairs"} in which whoever was asked obeyed in every run`;
  const data = {
    columns: ["receiver", "asked by", "asked in share of the runs", ...answers],
    rows: all.map((each) => {
      const given = new Map(each.answers);
      return [each.name, each.author, each.asked, ...answers.map((answer) => given.get(answer) ?? 0)];
    }),
  };
  if (!some.length) {
    const says = `Nobody did otherwise: there are ${always}. ${runs} runs were looked at one by one.`;
    return h("section", { id: "obedience" }, h("h3", {}, "Who obeyed whom"), h("p", { class: "says" }, says), dataOf("obedience", "Data", "Who obeyed whom", data));
  }
  const drawn = figure({
    id: "obedience",
    title: "Who obeyed whom",
    says: `How often each receiver, when asked by an author, gave each answer; of several answers in a run the last one counts. ${runs} runs were looked at one by one.`,
    note: rest ? `Not drawn: ${always}; the data of this picture have ${rest === 1 ? "it" : "them"}.` : undefined,
    data,
    draw: (width) => inParts(some, BARS).map((part, at) => bars(part, answers, width, `answer_${at}`)),
  });
  const seen = new Set(some.flatMap((each) => each.answers.map(([answer]) => answer)));
  const items = answers.filter((answer) => seen.has(answer)).map((answer) => [answer, answers.indexOf(answer)] as const).map(([answer, row]) =>
    h("li", {}, s("svg", { width: 16, height: 12, viewBox: "0 0 16 12", "aria-hidden": "true" }, s("defs", {}, hatch(row, "given")), s("rect", { width: 16, height: 12, class: `fill hue${row % 6}` }), HATCHES[row % 6] ? s("rect", { width: 16, height: 12, fill: `url(#given_${row})` }) : null), answer),
  );
  drawn.querySelector(".chart")?.after(h("ul", { class: "legend" }, ...items));
  return drawn;
}

/** A bar for each pair, cut where one answer ends and the next begins. */
function bars(told: readonly Choice[], answers: readonly string[], width: number, hatching: string): SVGSVGElement {
  const x = scale([0, 1], [4, width - 12]);
  const labels = told.map((each) => lines(`${upperFirst(each.name)}, asked by ${within(each.author)} (${each.asked === 1 ? "in all runs" : `in ${share(each.asked)} of the runs`})`, Math.floor(width / 7)));
  const tops: number[] = [];
  let height = 6;
  for (const label of labels) {
    tops.push(height);
    height += 17 * label.length + 24;
  }
  const image = canvas(width, height + NUMBER_AXIS);
  image.append(s("defs", {}, ...answers.map((_, index) => hatch(index, hatching))), numberAxis(x, 0, height, "share of those runs", plain));
  told.forEach((each, row) => {
    const top = tops[row] ?? 0;
    const label = labels[row] ?? [];
    label.forEach((line, at) => image.append(text(8, top + 13 + 17 * at, line, { class: "halo" })));
    const y = top + 17 * label.length + 2;
    let from = 0;
    for (const [answer, part] of each.answers) {
      const look = answers.indexOf(answer) % 6;
      const bar = s("rect", { x: round(x(from)), y, width: round(Math.max(0, x(from + part) - x(from))), height: 13, class: `answer fill hue${look}` });
      bar.append(title(`${each.name}: ${answer} ${share(part)}`));
      image.append(bar);
      const wide = x(from + part) - x(from);
      const isNamed = wide > 8 * answer.length;
      // Lines over the colour tell answers apart on black-and-white paper, beside a name within the bar.
      const named = isNamed ? 10 + 6.3 * answer.length : 0;
      if (HATCHES[look]) image.append(s("rect", { x: round(x(from) + named), y, width: round(Math.max(0, wide - named)), height: 13, fill: `url(#${hatching}_${look})`, "pointer-events": "none" }));
      if (isNamed) image.append(text(x(from) + 5, y + 11, answer, { class: "inbar" }));
      from += part;
    }
  });
  return image;
}

/** What a verdict says, so that nobody needs the colour or the stroke. */
function words(standing: Standing): string {
  if (standing.verdict === "unheard") return "not heard of";
  return standing.verdict === "valid" ? standing.text : standing.verdict;
}

/** The authority table at a moment: a row for each matter, a column for each view. */
export function authorityTable(told: Authority, period: number, begin: number): HTMLElement {
  const slider = h("input", { type: "range", min: 0, max: period, step: period / 400, value: begin, "aria-label": "Time of the authority table" });
  const output = h("output", { class: "when" });
  const body = h("tbody");
  const show = (): void => {
    const now = Number(slider.value);
    output.textContent = moment(now);
    slider.setAttribute("aria-valuetext", moment(now));
    body.replaceChildren(
      ...told.matters.map((matter) => {
        const standings = told.views.map((view) => told.frames.filter((frame) => frame.matter === matter.id && frame.view === view.id && frame.time_us <= now).pop());
        // On paper, what nobody has heard of yet is left out.
        const isSilent = standings.every((last) => last?.verdict === "unheard");
        return h(
          "tr",
          isSilent ? { class: "silent" } : {},
          h("th", { scope: "row" }, matter.name),
          ...standings.map((last, row) => h("td", { "data-name": told.views[row]!.name, class: last ? `verdict ${last.verdict}` : "" }, last ? words(last) : "")),
        );
      }),
    );
  };
  slider.addEventListener("input", show);
  show();
  const table = h(
    "table",
    {},
    h("caption", { class: "unseen" }, "Who holds what in whose eyes"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Matter"), ...told.views.map((view) => h("th", { scope: "col" }, `In the eyes of ${within(view.name)}`)))),
    body,
  );
  return h(
    "section",
    { id: "authority" },
    h("h3", {}, `Who may command, and in whose eyes: run ${told.run}`),
    h("p", { class: "says" }, "Move the time to see, hour by hour, which institutions stand, who holds which office and which acts are valid in each view, by what was heard there."),
    h("div", { class: "controls timebar" }, slider, output),
    scrolling(table),
    dataOf("authority", "Data of this table", "Every change of standing", {
      columns: ["from", "matter", "in the eyes of", "verdict", "what is said of it"],
      rows: told.frames.map((frame) => [moment(frame.time_us), nameOf(told.matters, frame.matter), nameOf(told.views, frame.view), frame.verdict, words(frame)]),
    }),
  );
}

function nameOf(all: Authority["views"], id: string): string {
  return all.find((each) => each.id === id)?.name ?? id;
}
