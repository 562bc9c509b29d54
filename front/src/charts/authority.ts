// Whose word counts: who obeyed whom over the runs, and who held which office in whose eyes.

import { moment, share } from "../clock";
import { h, lines, round, s, text, title, upperFirst, within } from "../dom";
import { canvas, dataOf, figure, scrolling } from "../figure";
import type { Authority, Choice, Standing } from "../schema";
import { HATCHES, hatch, NUMBER_AXIS, numberAxis, plain, scale } from "./axes";

export function obedience(told: readonly Choice[], runs: number): HTMLElement {
  const answers = [...new Set(told.flatMap((each) => each.answers.map(([answer]) => answer)))];
  const drawn = figure({
    id: "obedience",
    title: "Who obeyed whom",
    says: `How often each receiver, when asked by an author, gave each answer; of several answers in a run the last one counts. ${runs} runs were looked at one by one.`,
    data: {
      columns: ["receiver", "asked by", "asked in share of the runs", ...answers],
      rows: told.map((each) => {
        const given = new Map(each.answers);
        return [each.name, each.author, each.asked, ...answers.map((answer) => given.get(answer) ?? 0)];
      }),
    },
    draw: (width) => {
      const x = scale([0, 1], [4, width - 12]);
      const labels = told.map((each) => lines(`${upperFirst(each.name)}, asked by ${within(each.author)} (${each.asked === 1 ? "in all runs" : `in ${share(each.asked)} of the runs`})`, Math.floor(width / 7)));
      const tops: number[] = [];
      let height = 6;
      for (const label of labels) {
        tops.push(height);
        height += 17 * label.length + 24;
      }
      const image = canvas(width, height + NUMBER_AXIS);
      image.append(s("defs", {}, ...answers.map((_, index) => hatch(index, "answer"))), numberAxis(x, 0, height, "share of those runs", plain));
      told.forEach((each, row) => {
        const top = tops[row] ?? 0;
        const label = labels[row] ?? [];
        label.forEach((line, at) => image.append(text(4, top + 13 + 17 * at, line, { class: "halo" })));
        const y = top + 17 * label.length + 2;
        let from = 0;
        for (const [answer, part] of each.answers) {
          const look = answers.indexOf(answer) % 6;
          const bar = s("rect", { x: round(x(from)), y, width: round(Math.max(0, x(from + part) - x(from))), height: 13, class: `answer fill hue${look}` });
          bar.append(title(`${each.name}: ${answer} ${share(part)}`));
          image.append(bar);
          const wide = x(from + part) - x(from);
          const isNamed = wide > 8 * answer.length;
          // What is not named in its bar is told apart by lines over the colour.
          if (!isNamed && HATCHES[look]) image.append(s("rect", { x: round(x(from)), y, width: round(Math.max(0, wide)), height: 13, fill: `url(#answer_${look})`, "pointer-events": "none" }));
          if (isNamed) image.append(text(x(from) + 5, y + 11, answer, { class: "inbar" }));
          from += part;
        }
      });
      return image;
    },
  });
  const items = answers.map((answer, row) =>
    h("li", {}, s("svg", { width: 16, height: 12, viewBox: "0 0 16 12", "aria-hidden": "true" }, s("defs", {}, hatch(row, "given")), s("rect", { width: 16, height: 12, class: `fill hue${row % 6}` }), HATCHES[row % 6] ? s("rect", { width: 16, height: 12, fill: `url(#given_${row})` }) : null), answer),
  );
  drawn.querySelector(".chart")?.after(h("ul", { class: "legend" }, ...items));
  return drawn;
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
