// Which orders of events of the record the runs show.

import { h } from "../dom";
import { bracketed } from "../layers";
import type { Pattern } from "../schema";

const WORDS: Record<string, string> = {
  reproduced: "reproduced, in half of the runs or more",
  sometimes: "sometimes",
  missed: "missed, in fewer than one run in twenty",
};

export function patterns(told: readonly Pattern[]): HTMLElement {
  const row = (each: Pattern): HTMLElement =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, each.first),
      h("td", { "data-name": "After it" }, each.then),
      h("td", { "data-name": "Runs" }, each.share_text, " ", bracketed(each.layers)),
      h("td", { "data-name": "So it is" }, WORDS[each.verdict] ?? each.verdict),
    );
  return h(
    "section",
    { id: "patterns", class: "patterns" },
    h("h3", {}, "One thing before another"),
    h("p", { class: "says" }, "Of two things in the record the one was certainly over before the other began; how many runs show them in that order, the most often missed first. Brackets, where there are any, are those of the times."),
    h(
      "table",
      { class: "cards" },
      h("caption", { class: "unseen" }, "Orders of events of the record among the runs"),
      h("thead", {}, h("tr", {}, ...["First", "After it", "Runs", "So it is"].map((column) => h("th", { scope: "col" }, column)))),
      h("tbody", {}, ...told.map(row)),
    ),
  );
}
