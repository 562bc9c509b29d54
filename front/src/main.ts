// The page: the first screen, then the six steps of campaign analysis, then how to make it again.

import { accounts } from "./charts/accounts";
import { authorityTable, obedience } from "./charts/authority";
import { control, fan } from "./charts/ensemble";
import { funnel } from "./charts/funnel";
import { influence } from "./charts/influence";
import { lines } from "./charts/line";
import { theatreMap } from "./charts/map";
import { outcomes } from "./charts/outcomes";
import { patterns } from "./charts/patterns";
import { amounts, arrivals } from "./charts/spreads";
import { tornado, whatIfTable } from "./charts/whatifs";
import { chronicle } from "./chronicle";
import { moment, setClock } from "./clock";
import { counted, h, unbroken, words } from "./dom";
import { evidence } from "./evidence";
import { download, drawAll } from "./figure";
import { setLayers } from "./layers";
import { unpacked } from "./packing";
import type { Report } from "./schema";
import "./style.css";
import { zip } from "./zip";

type Content = (HTMLElement | null | false | undefined)[];

function step(number: number, id: string, name: string, lead: string, ...content: Content): HTMLElement {
  return h(
    "section",
    { id, class: "step", "aria-labelledby": `${id}-name` },
    h("h2", { id: `${id}-name` }, h("span", { class: "number" }, String(number)), name),
    h("p", { class: "lead" }, lead),
    ...content.filter((each): each is HTMLElement => each instanceof HTMLElement),
  );
}

function glance(report: Report): HTMLElement {
  const about = report.about;
  const first = report.funnels[0] ? funnel(report.funnels[0], about.runs) : outcomes(report);
  return h(
    "section",
    { id: "glance" },
    h("p", { class: "kicker" }, `Campaign analysis · ${counted(about.runs, "simulated runs")} · echelon ${about.echelon}`),
    h("h1", {}, unbroken(about.title, true)),
    h("p", { class: "question" }, about.question),
    h(
      "div",
      { class: "answer" },
      h("p", { class: "sentence" }, unbroken(report.answer.sentence)),
      h("ul", {}, ...report.answer.doubts.map((doubt) => h("li", {}, unbroken(doubt)))),
    ),
    first,
    report.what_ifs.length ? whatIfTable(report) : null,
  );
}

function rules(report: Report): HTMLElement {
  return h(
    "details",
    { class: "rules" },
    h("summary", {}, `The ${report.rules.length} rules of the model, each in a few words`),
    h("dl", {}, ...report.rules.flatMap((rule) => [h("dt", {}, rule.title), h("dd", {}, rule.text)])),
  );
}

function reproduce(report: Report): HTMLElement {
  const about = report.about;
  const folder = h("button", { type: "button" }, "Download the scenario (ZIP)");
  // A name that a file may have everywhere, whatever the scenario's folder is called.
  const name = about.scenario.replace(/[^\p{L}\p{N}._-]+/gu, "_");
  folder.addEventListener("click", () => download(`${name}.zip`, zip(name, report.files), "application/zip"));
  const data = h("button", { type: "button" }, "Download everything in this report (JSON)");
  data.addEventListener("click", () => download(`${name}-report.json`, JSON.stringify(report), "application/json"));
  const facts: [string, string][] = [
    ["Made by", `echelon ${about.echelon}`],
    ["Scenario", `${about.scenario}, hash ${about.scenario_hash}`],
    ["Runs", unbroken(`${about.runs}, seed ${about.seed}, ${Math.round(about.events_per_run)} events each`)],
    ["Digest of the results", about.digest],
  ];
  return h(
    "section",
    { id: "reproduce", class: "step", "aria-labelledby": "reproduce-name" },
    h("h2", { id: "reproduce-name" }, "How to make it again"),
    h("p", { class: "lead" }, "The same command gives the same figures, to the last bit, on any machine. The scenario is inside this file."),
    h("pre", { tabindex: 0 }, h("code", {}, ...words(about.command))),
    h("dl", { class: "facts" }, ...facts.flatMap(([name, words]) => [h("dt", {}, name), h("dd", {}, words)])),
    h("p", { class: "controls" }, folder, data),
  );
}

function navigation(steps: readonly HTMLElement[]): HTMLElement {
  const links = steps.map((each) => {
    const name = each.querySelector("h2")?.lastChild?.textContent ?? "At a glance";
    return h("li", {}, h("a", { href: `#${each.id}` }, name));
  });
  const theme = h("button", { type: "button", class: "theme" }, "Dark");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = (isDark: boolean): void => {
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    theme.textContent = isDark ? "Light" : "Dark";
  };
  show(dark.matches);
  dark.addEventListener("change", (event) => show(event.matches));
  theme.addEventListener("click", () => show(document.documentElement.dataset["theme"] !== "dark"));
  return h("nav", { "aria-label": "The steps" }, h("ol", {}, ...links), theme);
}

function build(report: Report): void {
  setClock(report.clock);
  setLayers(report.accounts.length);
  const period = report.clock.period_us;
  const steps = [
    glance(report),
    step(
      1,
      "question",
      "Question",
      `The question is about the time from ${moment(0)} to ${moment(period)} (${report.clock.years}); it is put with what was known by ${moment(report.clock.t0_us)}.`,
      report.funnels.length ? outcomes(report) : h("p", {}, `The answer is one of ${report.outcomes.length} endings, shown above; of those that are true of a run, the first counts.`),
    ),
    step(
      2,
      "scenario",
      "Scenario",
      report.about.about || "The ground, the sides, and what one run did there.",
      report.theatre && theatreMap(report.theatre, report),
      report.accounts.length ? accounts(report) : null,
    ),
    step(3, "model", "Model", "What the simulation is made of: men, trains, messages and decisions, and nothing else.", rules(report)),
    step(4, "values-step", "Values", "Every value and where it comes from: a result is only as good as what it rests on.", ...evidence(report)),
    step(
      5,
      "sensitivity",
      "Sensitivity",
      "Which changes, and which poorly known facts, move the answer.",
      report.what_ifs.length ? tornado(report) : null,
      influence(report.influences),
    ),
    step(
      6,
      "interpretation",
      "Interpretation",
      "When things happen, how strong the sides are, and what single runs look like beside the record.",
      report.times.length ? arrivals(report) : null,
      report.patterns.length ? patterns(report.patterns) : null,
      ...(report.quantities.length ? amounts(report) : []),
      ...report.funnels.slice(1).map((each) => funnel(each, report.about.runs)),
      ...report.fans.map(fan),
      report.control && control(report.control),
      report.choices.length ? obedience(report.choices, Math.min(100, report.about.runs)) : null,
      report.authority && authorityTable(report.authority, period, report.clock.t0_us > 0 && report.clock.t0_us < period ? report.clock.t0_us : period),
      report.lines.length ? lines(report.lines, period, report.chronicles) : null,
      h("h3", {}, `${["One run", "Two runs"][report.chronicles.length - 1] ?? "Three runs"}, told`),
      ...report.chronicles.map((each, row) => chronicle(each, row === 0)),
    ),
    reproduce(report),
  ];
  const main = document.getElementById("report")!;
  main.replaceChildren(...steps);
  main.before(h("a", { class: "skip", href: "#glance" }, "To the answer"), navigation(steps));
  drawAll();
  // A closed bibliography would be missing from the paper that a report is printed for.
  const works = document.querySelector<HTMLDetailsElement>("details.works");
  addEventListener("beforeprint", () => works?.setAttribute("open", ""));
}

build(unpacked(JSON.parse(document.getElementById("data")!.textContent!)) as Report);
