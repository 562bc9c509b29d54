// The evidence: every value with its source and grade, the works, and what the accounts dispute.

import { share, signed } from "./clock";
import { h } from "./dom";
import { csv, download, scrolling, table, type Data } from "./figure";
import type { Report, Value } from "./schema";

const ROWS = 60;

export function evidence(report: Report): HTMLElement[] {
  return [grades(report), values(report), works(report)];
}

function grades(report: Report): HTMLElement {
  const { grades: told, unsourced } = report.evidence;
  const all = told.reduce((sum, each) => sum + each.values, 0);
  return h(
    "section",
    {},
    h("h3", {}, "How good the evidence is"),
    h(
      "p",
      {},
      `${all} values: ${report.about.supplied} supplied, ${report.about.inherited} inherited from a group, ${report.about.default} defaults of the language. `,
      `Of those that the scenario sets, ${unsourced} name no source.`,
    ),
    table("Values by grade", {
      columns: ["grade", "meaning", "values", "share"],
      rows: told.map((each) => [each.grade || "none", each.meaning, each.values, share(each.values / all)]),
    }),
  );
}

function data(rows: readonly Value[]): Data {
  return {
    columns: ["value", "is", "unit", "grade", "source", "origin", "influence", "what-ifs move", "note"],
    rows: rows.map((each) => [
      { id: each.name, words: each.label },
      each.value,
      each.unit,
      each.grade || "none",
      each.source,
      each.origin,
      each.influence === null ? "" : share(Math.max(0, each.influence)),
      each.moved === null ? "" : signed(each.moved),
      each.note,
    ]),
  };
}

function values(report: Report): HTMLElement {
  const sorted = report.evidence.values;
  const words = h("input", { type: "search", placeholder: "a name, a source", "aria-label": "Find a value" });
  const grade = h("select", {}, ...["all grades", "A", "B", "C", "D", "none"].map((each) => h("option", {}, each)));
  const origin = h("select", {}, ...["every origin", "supplied", "inherited", "default"].map((each) => h("option", {}, each)));
  const sourced = h("input", { type: "checkbox" });
  const status = h("span", { class: "small", role: "status" });
  const place = h("div");
  const more = h("button", { type: "button" }, "Show more");
  const save = h("button", { type: "button" }, "Download all as CSV");
  let most = ROWS;
  const show = (): void => {
    const wanted = words.value.trim().toLowerCase();
    const rows = sorted.filter(
      (each) =>
        (grade.selectedIndex === 0 || (each.grade || "none") === grade.value) &&
        (origin.selectedIndex === 0 || each.origin === origin.value) &&
        (!sourced.checked || (!each.source && each.origin !== "default")) &&
        (!wanted || `${each.name} ${each.label} ${each.value} ${each.source} ${each.note}`.toLowerCase().includes(wanted)),
    );
    const shown = rows.slice(0, most);
    status.textContent = `${shown.length} shown of ${rows.length}`;
    more.hidden = shown.length === rows.length;
    place.replaceChildren(scrolling(table("Values and what they rest on", data(shown))));
  };
  const anew = (): void => {
    most = ROWS;
    show();
  };
  for (const each of [words, grade, origin, sourced]) each.addEventListener("input", anew);
  more.addEventListener("click", () => {
    most *= 4;
    show();
  });
  save.addEventListener("click", () => download("register.csv", csv(data(sorted)), "text/csv"));
  show();
  return h(
    "section",
    { id: "values" },
    h("h3", {}, "Every value and what it rests on"),
    h(
      "p",
      { class: "says" },
      "What the answer hangs on stands first: by influence (the share of its variance that goes with the value, or with all that are correlated with it), then by how far a what-if that changes the value moves the answer, then what the scenario itself says on the weakest evidence.",
    ),
    h(
      "p",
      { class: "controls" },
      h("label", {}, "Find ", words),
      h("label", {}, " Grade ", grade),
      h("label", {}, " Origin ", origin),
      h("label", {}, sourced, " only those without a source"),
      status,
    ),
    place,
    h("p", { class: "controls" }, more, save),
  );
}

function works(report: Report): HTMLElement {
  const { works: told } = report.evidence;
  const items = told.map((work) =>
    h("li", {}, work.text, h("span", { class: "small" }, ` [${work.key}; ${work.cited ? `${work.cited} values` : "not cited for a value"}]`)),
  );
  return h(
    "details",
    { class: "works" },
    h("summary", {}, `Bibliography: ${told.length} works`),
    h("ul", {}, ...items),
  );
}
