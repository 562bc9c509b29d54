// The report as a reader meets it: opened from the disk, at every width, in light and dark.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { moment, number, setClock, share, signed } from "../src/clock";
import { unpacked } from "../src/packing";
import type { Layers, Report, Shift } from "../src/schema";
import { launch, open, REPORTS } from "./browser";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const WIDTHS = [390, 1440] as const;
const SCHEMES = ["light", "dark"] as const;
const LOOKS = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));

describe.each(LOOKS)("at $width pixels, $scheme", (look) => {
  test.each(["flagship", "road", "algiers", "mobilisation", "hostile"])("%s opens without complaint and asks for nothing", async (name) => {
    const { page, complaints, requests } = await open(browser, name, look);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([page.url()]);
    await page.context().close();
  });

  test.each(["flagship", "road", "algiers", "mobilisation"])("every picture of %s has marks", async (name) => {
    const { page } = await open(browser, name, look);
    const marks = await page.$$eval("figure", (figures) =>
      figures.filter((each) => !(each as HTMLElement).hidden).map((each) => ({
        id: each.id,
        marks: each.querySelectorAll(".chart svg :is(rect, path, circle)").length,
        named: (each.querySelector(".chart svg")?.getAttribute("aria-label") ?? "").length > 20,
      })),
    );
    expect(marks.length).toBeGreaterThan(4);
    // Where a scenario has but one quantity or what-if, its picture has but one hill or bar.
    const fewest = name === "algiers" || name === "mobilisation" ? 1 : 2;
    expect(marks.filter((each) => each.marks < fewest || !each.named)).toEqual([]);
    await page.context().close();
  });

  test.each(["flagship", "algiers", "mobilisation"])("nothing of %s is wider than the page", async (name) => {
    const { page } = await open(browser, name, look);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.width);
    await page.context().close();
  });

  test.each(["flagship", "algiers"])("axe finds no serious fault in %s", async (name) => {
    const { page } = await open(browser, name, { ...look, checked: true });
    await page.addScriptTag({ content: axe.source });
    await page.locator(".why").first().click();
    await page.locator("details.data summary").first().click();
    const found = await page.evaluate(async () => {
      const checker = (window as unknown as { axe: typeof axe }).axe;
      const result = await checker.run(document, { resultTypes: ["violations"] });
      return result.violations
        .filter((each) => each.impact === "serious" || each.impact === "critical")
        .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
    });
    expect(found).toEqual([]);
    await page.context().close();
  }, 60_000);
});

test("the slider moves the trains, tells the time and what has just happened", async () => {
  const { page } = await open(browser, "flagship");
  const state = () =>
    page.evaluate(() => ({
      trains: [...document.querySelectorAll("#map .mover.rail")].map((each) => each.getAttribute("transform")).join(),
      time: document.querySelector("#map output")?.textContent,
      latest: document.querySelector("#map .latest")?.textContent,
    }));
  const before = await state();
  await page.locator("#map-time").focus();
  for (let press = 0; press < 40; press++) await page.keyboard.press("ArrowRight");
  const after = await state();
  expect(after.trains).not.toBe(before.trains);
  expect(after.time).not.toBe(before.time);
  expect(after.latest).not.toBe(before.latest);
  await page.context().close();
});

test("where there is no rail, columns and travellers move, and a flight has the mark of one", async () => {
  const { page, report } = await tablesOf("algiers");
  const movers = report.theatre!.runs[0]!.movers;
  const at = (mover: (typeof movers)[number]): number => 1e6 * (mover.times_s[0]! + 0.5 * (mover.times_s.find((each) => each > mover.times_s[0]!)! - mover.times_s[0]!));
  expect(new Set(movers.map((each) => each.means))).toContain("motor");
  const outlines = new Set<string>();
  for (const mover of movers) {
    await page.locator("#map-time").evaluate((slider, us) => {
      (slider as HTMLInputElement).step = "any";
      (slider as HTMLInputElement).value = String(us);
      slider.dispatchEvent(new Event("input"));
    }, at(mover));
    const marks = page.locator(`#map .mover.${mover.means}`, { hasText: mover.name });
    expect(await marks.locator("title").first().textContent()).toContain("from");
    outlines.add(`${mover.means}: ${(await marks.first().locator("path").first().getAttribute("d"))!}`);
  }
  // No two means share an outline.
  const byOutline = new Map([...outlines].map((each) => [each.split(": ")[1], each.split(": ")[0]]));
  expect(byOutline.size).toBe(outlines.size);
  await page.context().close();
}, 60_000);

test("a table of many rows shows the first, says so, and has them all to download", async () => {
  const { page } = await open(browser, "mobilisation");
  const ways = page.locator("#map details.data").nth(1);
  await ways.locator("summary").click();
  await expect.poll(() => ways.locator("tbody tr").count()).toBe(10_000);
  const told = /The first 10000 of (\d+) rows/.exec((await ways.textContent())!)!;
  const [download] = await Promise.all([page.waitForEvent("download"), ways.getByText("Download as CSV").click()]);
  const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\n");
  expect(lines.length).toBe(Number(told[1]) + 1);
  await page.context().close();
}, 60_000);

test("the map is moved and zoomed with the keyboard", async () => {
  const { page } = await open(browser, "road");
  const land = (): Promise<string | null> => page.locator("#map .land").getAttribute("d");
  const seen = new Set([await land()]);
  for (const name of ["West", "North", "East", "Zoom in", "Whole theatre"]) {
    await page.locator("#map").getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
    seen.add(await land());
  }
  expect(seen.size).toBe(6);
  await page.context().close();
});

test("each told run can be chosen on the map", async () => {
  const { page, report } = await tablesOf("flagship");
  const runs = report.theatre!.runs;
  expect(runs.map((each) => each.run)).toEqual(report.chronicles.map((each) => each.run));
  for (const [row, { movers }] of runs.entries()) {
    await page.locator("#map-run").selectOption(String(row));
    await page.locator("#map-time").evaluate((slider) => {
      (slider as HTMLInputElement).value = (slider as HTMLInputElement).max;
      slider.dispatchEvent(new Event("input"));
    });
    const shown = (await page.locator("#map .mover title").allTextContents()).flatMap((each) => each.split("; ").map((words) => words.split(/, (by|on) /)[0]));
    const end_s = report.clock.period_us / 1e6;
    const there = movers.filter((each) => (each.gone_s === null || each.gone_s > end_s) && each.times_s[0]! <= end_s).map((each) => each.name);
    expect(shown.sort()).toEqual(there.sort());
  }
  await page.context().close();
});

test("the map has the coast, a scale bar and the names of today", async () => {
  const { page } = await open(browser, "flagship");
  expect(await page.locator("#map .land").getAttribute("d")).toMatch(/^M/);
  expect(await page.locator("#map .scalebar").textContent()).toMatch(/\d km/);
  expect(await page.locator("#map .name title").allTextContents()).toContainEqual(expect.stringContaining("today"));
  await page.context().close();
});

test("why unfolds in place, back to the start, and folds again", async () => {
  const { page } = await open(browser, "flagship");
  const shown = page.locator("#interpretation .why");
  const last = shown.nth((await shown.count()) - 6);
  await last.focus();
  await page.keyboard.press("Enter");
  const causes = page.locator(".causes li");
  expect(await causes.count()).toBeGreaterThan(1);
  expect(await causes.last().textContent()).toContain("The period begins");
  expect(await last.getAttribute("aria-expanded")).toBe("true");
  await page.keyboard.press("Enter");
  expect(await causes.count()).toBe(0);
  await page.context().close();
});

interface Table {
  readonly id: string;
  readonly rows: readonly (readonly string[])[];
}

/** Open the data of every picture and read the tables, with the data of the report itself. */
async function tablesOf(name: string): Promise<{ page: Page; report: Report; tables: Map<string, Table["rows"]> }> {
  const { page } = await open(browser, name);
  const read = await page.evaluate(async () => {
    document.querySelectorAll<HTMLDetailsElement>("details.data").forEach((each) => (each.open = true));
    await new Promise((done) => setTimeout(done, 100));
    return {
      data: document.getElementById("data")!.textContent!,
      tables: [...document.querySelectorAll("figure")].map((each) => ({
        id: each.id,
        rows: [...each.querySelectorAll("details.data tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
      })),
    };
  });
  return { page, report: unpacked(JSON.parse(read.data)) as Report, tables: new Map(read.tables.map((each) => [each.id, each.rows])) };
}

const texts = (...cells: (string | number | null | undefined)[]): string[] => cells.map((each) => String(each ?? ""));

const layersOf = ({ low, high, inputs_low, inputs_high, accounts_low, accounts_high }: Layers): (number | null)[] => [low, high, inputs_low, inputs_high, accounts_low, accounts_high];

test.each(["flagship", "road"])("the figures in the tables of %s are those of --json", async (name) => {
  const { page, report, tables } = await tablesOf(name);
  setClock(report.clock);
  const expected = new Map<string, string[][]>();
  expected.set("outcomes", report.outcomes.map((each) => texts(each.label, each.count, each.probability, each.low, each.high)));
  expected.set("tornado", report.what_ifs.flatMap((what_if) =>
    what_if.shifts.map((each) => texts(what_if.label, each.label, each.base, each.changed, each.difference, each.low, each.high, each.inputs_low, each.inputs_high, each.accounts_low, each.accounts_high))));
  for (const funnel of report.funnels) {
    const all = texts("All whom an order could move", funnel.ordered.low, funnel.ordered.median, funnel.ordered.high, ...Array<string>(6).fill(""));
    expected.set(`funnel_${funnel.side}`, [all, ...funnel.gates.map((gate) =>
      texts(gate.label, gate.left.low, gate.left.median, gate.left.high, gate.stopped.low, gate.stopped.median, gate.stopped.high, gate.gain?.median, gate.fact?.text, gate.fact_left?.text))]);
  }
  report.fans.forEach((fan, row) =>
    expected.set(`fan_${row}`, fan.moments.map((us, at) => texts(moment(us), ...fan.quantiles.map((values) => values[at])))));
  if (report.control) {
    const { places, moments, sides, shares } = report.control;
    expected.set("control", places.flatMap((place, row) => moments.map((us, at) => texts(place, moment(us), ...sides.map((_, side) => shares[row]![side]![at])))));
  }
  if (report.influences.rows.length)
    expected.set("influence", report.influences.rows.map((each) => texts(each.input, each.label, each.share, each.low, each.high)));
  for (const [id, rows] of expected) {
    const told = tables.get(id)?.map((cells) => (id === "influence" ? cells.slice(0, 5) : cells));
    expect(told, id).toEqual(rows);
  }
  const accounts = tables.get("accounts")?.map((cells) => cells.slice(4, 4 + report.outcomes.length).map(Number));
  expect(accounts ?? []).toEqual(report.accounts.map((each) => each.probabilities));
  const times = new Map(report.times.map((each) => [each.label, texts(each.share, ...layersOf(each.layers), ...each.quantiles.map(moment))]));
  for (const cells of tables.get("arrivals") ?? []) expect(cells.slice(1, 1 + times.get(cells[0]!)!.length), cells[0]).toEqual(times.get(cells[0]!));
  const amounts = new Map(report.quantities.map((each) => [each.label, texts(each.share, ...layersOf(each.layers), ...each.quantiles.map(number))]));
  const shown = [...tables].filter(([id]) => id.startsWith("amounts_")).flatMap(([, rows]) => rows);
  expect(shown.length).toBe(amounts.size);
  for (const cells of shown) expect(cells.slice(1, 1 + amounts.get(cells[0]!)!.length), cells[0]).toEqual(amounts.get(cells[0]!));
  const marks = (tables.get("obedience") ?? []).map((cells) => Number(cells[2]));
  expect(marks).toEqual(report.choices.map((each) => each.asked));
  const { places = [], runs = [], spots = [] } = report.theatre ?? {};
  const sights = runs.flatMap(({ run, movers }) => movers.flatMap((each) =>
    each.spots.map((spot, row) => texts(run, each.name, moment(each.times_s[row]! * 1e6), ...spots[spot]!))));
  const rows = tables.get("map") ?? [];
  expect(rows.slice(0, places.length).map((cells) => cells[0])).toEqual(places.map((each) => each.name));
  expect(rows.slice(places.length).map((cells) => [cells[0], cells[1], cells[4], cells[6], cells[7]])).toEqual(sights);
  report.lines.forEach((line, row) => {
    const marks = line.paths.flatMap((path) => path.marks.map(([time_s, km]) => texts(path.name, moment(time_s * 1e6), km)));
    expect(tables.get(`line_${row}`)).toEqual(marks);
  });
  await page.context().close();
}, 60_000);

test.each(["flagship", "road"])("what is printed in the pictures of %s are the figures of --json", async (name) => {
  const { page, report } = await tablesOf(name);
  const printed = (id: string): Promise<string[]> => page.$$eval(`#${id} .chart svg > text`, (all) => all.map((each) => each.textContent ?? ""));
  expect(report.funnels.length).toBeGreaterThan(0);
  for (const funnel of report.funnels) {
    const told = (await printed(`funnel_${funnel.side}`)).filter((words) => /^(\+|0 \(|nothing$)/.test(words));
    const two = (men: number): string => number(Number(men.toPrecision(2)));
    const gains = funnel.gates.flatMap(({ gain }) =>
      gain === null ? [] : [gain.high < 0.5 ? "nothing" : `${gain.median >= 0.5 ? "+" : ""}${two(gain.median)} (${two(gain.low)} to ${two(gain.high)})`]);
    expect(told).toEqual(gains);
  }
  const outcomes = await printed("outcomes");
  for (const each of report.outcomes) expect(outcomes).toContain(each.text);
  const row = report.outcomes.map((each) => each.count).indexOf(Math.max(...report.outcomes.map((each) => each.count)));
  const table = await page.$$eval("#what-ifs tbody tr", (rows) => rows.map((each) => each.children[2]?.textContent ?? ""));
  const range = (low: number | null, high: number | null): string => (low === null || high === null ? "–" : [...new Set([signed(low), signed(high)])].join(" to "));
  const rangesOf = (shift: Shift): string[] => [range(shift.low, shift.high), range(shift.inputs_low, shift.inputs_high), range(shift.accounts_low, shift.accounts_high)];
  // What was measured of no what-if is not shown.
  const all = report.what_ifs.flatMap((each) => each.shifts.map(rangesOf));
  const measured = [0, 1, 2].filter((layer) => all.some((each) => each[layer] !== "–"));
  expect(measured).toEqual([0, 1, 2]);
  expect(table).toEqual(
    report.what_ifs.map((each) => {
      const shift = each.shifts[row]!;
      const brackets = measured.map((layer) => rangesOf(shift)[layer]);
      return `${signed(shift.difference)} (${share(shift.base)} → ${share(shift.changed)}) [${brackets.join(" | ")}]`;
    }),
  );
  await page.context().close();
}, 60_000);

test.each(["road", "flagship"])("each picture's data in %s is one click away", async (name) => {
  const { page } = await open(browser, name);
  const details = page.locator("figure:not([hidden]) details.data");
  for (let row = 0; row < (await details.count()); row++) {
    await details.nth(row).locator("summary").click();
    await details.nth(row).locator("tbody tr").first().waitFor({ state: "attached" });
  }
  await page.context().close();
});

test.each(["flagship", "road"])("the distance-time diagrams of %s draw the marks of the data, and nothing else", async (name) => {
  const { page, report } = await tablesOf(name);
  expect(report.lines.length).toBeGreaterThan(0);
  for (const [row, line] of report.lines.entries()) {
    await page.evaluate((id) => {
      document.getElementById(id)!.hidden = false;
    }, `line_${row}`);
    await page.waitForTimeout(100);
    const drawn = await page.evaluate((id) => {
      const chart = document.querySelector(`#${id} .chart`)!;
      return {
        paths: [...chart.querySelectorAll(".trainpath")].map((each) => ({ d: each.getAttribute("d")!, name: each.querySelector("title")!.textContent! })),
        stations: [...chart.querySelectorAll("line.station")].map((each) => Number(each.getAttribute("y1"))),
        days: [...chart.querySelectorAll(".axis line.day")].map((each) => Number(each.getAttribute("x1"))),
        titles: [...chart.querySelectorAll("text title")].map((each) => each.textContent!),
      };
    }, `line_${row}`);
    expect(drawn.paths.map((each) => each.name)).toEqual(line.paths.map((each) => each.name));
    // The stations stand at their kilometres.
    const last = line.stations.length - 1;
    const perKm = (drawn.stations[last]! - drawn.stations[0]!) / (line.stations[last]!.km - line.stations[0]!.km);
    const y = (km: number): number => drawn.stations[0]! + perKm * (km - line.stations[0]!.km);
    line.stations.forEach((station, at) => expect(drawn.stations[at]).toBeCloseTo(y(station.km), 0));
    expect(line.stations.map((each) => `${each.name}, km ${each.km}`)).toEqual(expect.arrayContaining(drawn.titles));
    // The first and last moment give the scale of time; the midnights stand where it has them.
    const points = drawn.paths.flatMap((each) => each.d.slice(1).split("L").map((pair) => pair.split(",").map(Number) as [number, number]));
    const marks = line.paths.flatMap((each) => each.marks);
    expect(points.length).toBe(marks.length);
    const times = marks.map(([time_s]) => time_s);
    const [from, to] = [times.indexOf(Math.min(...times)), times.indexOf(Math.max(...times))];
    const perSecond = (points[to]![0] - points[from]![0]) / (times[to]! - times[from]!);
    const x = (time_s: number): number => points[from]![0] + perSecond * (time_s - times[from]!);
    marks.forEach(([time_s, km], at) => {
      expect(Math.abs(points[at]![0] - x(time_s))).toBeLessThan(0.2);
      expect(Math.abs(points[at]![1] - y(km))).toBeLessThan(0.2);
    });
    const midnight = (at: number): number => (at * 86_400_000 - (report.clock.start_ms % 86_400_000)) / 1000;
    const nights = Array.from({ length: 400 }, (_, at) => x(midnight(at)));
    for (const day of drawn.days) expect(Math.min(...nights.map((each) => Math.abs(each - day)))).toBeLessThan(0.3);
  }
  await page.context().close();
}, 60_000);

test("of thousands of trains so many are drawn that each can be followed, and it is said how many", async () => {
  const { page } = await open(browser, "mobilisation");
  const report = unpacked(JSON.parse((await page.locator("#data").textContent())!)) as Report;
  const line = page.locator("#line_0");
  const told = /Of (\d+) trains every (\d+)\w\w is drawn/.exec((await line.locator(".says").textContent())!)!;
  const all = new Set(report.lines[0]!.paths.map((each) => each.name)).size;
  const drawn = new Set(await line.locator(".trainpath title").allTextContents()).size;
  expect(Number(told[1])).toBe(all);
  expect(drawn).toBe(Math.ceil(all / Number(told[2])));
  expect(drawn).toBeGreaterThan(60);
  expect(drawn).toBeLessThanOrEqual(120);
  await page.context().close();
}, 60_000);

test.each(["flagship", "algiers"])("the authority table of %s shows at each moment the verdicts of the data", async (name) => {
  const { page, report } = await tablesOf(name);
  const told = report.authority!;
  const changes = [...new Set(told.frames.map((frame) => frame.time_us))];
  for (const now of [changes[0]!, changes[Math.floor(changes.length / 2)]! - 1, ...changes.slice(-2)]) {
    const shown = await page.locator("#authority").evaluate((section, us) => {
      const slider = section.querySelector<HTMLInputElement>("input[type=range]")!;
      slider.step = "any";
      slider.value = String(us);
      slider.dispatchEvent(new Event("input"));
      return [...section.querySelectorAll(":scope > .scroll tbody tr")].map((row) => [...row.children].map((cell) => `${cell.className.replace("verdict ", "")}: ${cell.textContent!}`));
    }, now);
    const expected = told.matters.map((matter) => [
      `: ${matter.name}`,
      ...told.views.map((view) => {
        const known = told.frames.filter((each) => each.matter === matter.id && each.view === view.id && each.time_us <= now);
        const last = known[known.length - 1];
        if (!last) return ": ";
        const words = { valid: last.text, unheard: "not heard of", void: "void", undecided: "undecided" }[last.verdict];
        return `${last.verdict}: ${words}`;
      }),
    ]);
    expect(shown).toEqual(expected);
  }
  await page.context().close();
});

test.each(["road", "hostile"])("the scenario inside %s can be downloaded, unpacked and run, with the same digest", async (name) => {
  const { page, report } = await tablesOf(name);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download the scenario").click()]);
  expect(download.suggestedFilename()).toMatch(/^[\w.-]+\.zip$/);
  const folder = mkdtempSync(join(tmpdir(), "scenario-"));
  const archive = join(folder, "scenario.zip");
  await download.saveAs(archive);
  const python = process.env["PYTHON"] ?? "python3";
  execFileSync(python, ["-m", "zipfile", "-e", archive, folder]);
  const inside = join(folder, download.suggestedFilename().replace(/\.zip$/, ""));
  const { runs, seed, digest } = report.about;
  const told = execFileSync(python, ["-m", "echelon", "run", inside, "-n", String(runs), "--seed", String(seed), "--json"], { maxBuffer: 1e8 });
  expect((JSON.parse(told.toString()) as { digest: string }).digest).toBe(digest);
  await page.context().close();
}, 300_000);

test("names that hold mark-up and scripts are shown as text, wherever they stand", async () => {
  const { page, complaints } = await open(browser, "hostile");
  await page.locator("details").evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
  for (const button of await page.locator(".why").all()) if (await button.isVisible()) await button.click();
  await page.waitForTimeout(300);
  const harm = "<img src=x onerror=harm=1></script><script>window.harm=1</script><b>&amp;{{harm}}";
  const found = await page.evaluate((words) => {
    const texts = (selector: string): string[] => [...document.querySelectorAll(selector)].map((each) => each.textContent ?? "");
    const places = ["title", "h1", ".question", "#scenario .lead", "svg text", "svg title", "figure td", "#values td", ".events li span", ".causes li", ".latest li", ".legend li", "option", ".chronicle summary", ".numbers li, #accounts li", ".cards th"];
    return {
      harm: (window as unknown as { harm?: number }).harm,
      made: document.querySelectorAll("body img, body b, body iframe, body object, body link, body base").length,
      scripts: document.querySelectorAll("script").length,
      handlers: [...document.querySelectorAll("*")].filter((each) => [...each.attributes].some((one) => one.name.startsWith("on"))).length,
      without: places.filter((selector) => !texts(selector).some((each) => each.includes(words))),
      works: texts(".works li").filter((each) => !each.includes("<img src=x onerror=harm=1></script>")),
    };
  }, harm);
  expect(found.harm).toBeUndefined();
  expect([found.made, found.scripts, found.handlers]).toEqual([0, 2, 0]);
  expect([found.without, found.works]).toEqual([[], []]);
  expect(complaints).toEqual([]);
  await page.context().close();
}, 60_000);

test.each(["flagship", "road", "mobilisation"])("%s ends where its last words stand", async (name) => {
  const { page } = await open(browser, name);
  const [whole, last] = await page.evaluate(() => [document.documentElement.scrollHeight, document.querySelector("#reproduce")!.getBoundingClientRect().bottom + scrollY]);
  expect(whole! - last!).toBeLessThan(120);
  await page.context().close();
});

test("for paper every picture is drawn as wide as a page, and a tall one in parts that fit it", async () => {
  const { page } = await open(browser, "flagship");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const drawn = await page.$$eval("figure .chart svg", (all) => all.map((each) => each.getAttribute("viewBox")!.split(" ").map(Number)));
  expect(new Set(drawn.map((each) => each[2]))).toEqual(new Set([680]));
  expect(Math.max(...drawn.map((each) => each[3]!))).toBeLessThan(1010);
  expect(await page.locator("#arrivals .chart svg").count()).toBeGreaterThan(1);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  const again = await page.$$eval("figure .chart svg", (all) => all.map((each) => Number(each.getAttribute("viewBox")!.split(" ")[2])));
  expect(Math.min(...again)).toBeGreaterThan(680);
  await page.context().close();
});

test("a report can be sent: it has less than five megabytes", () => {
  for (const name of ["flagship", "road", "algiers", "mobilisation", "hostile"]) expect(statSync(join(REPORTS, `${name}.html`)).size).toBeLessThan(5_000_000);
});

test.each(WIDTHS.flatMap((width) => ["flagship", "algiers", "mobilisation"].map((name) => ({ name, width }))))("no words of a picture of $name are cut off at $width pixels", async ({ name, width }) => {
  const { page } = await open(browser, name, { width });
  const cut = await page.$$eval("figure .chart svg", (all) =>
    all.flatMap((image) => {
      const whole = (image as SVGSVGElement).viewBox.baseVal.width;
      return [...image.querySelectorAll<SVGTextElement>("text:not(.count)")].flatMap((each) => {
        const { x, width: wide } = each.getBBox();
        return wide && (x < -1 || x + wide > whole + 1) ? [`${each.closest("figure")!.id}: ${each.firstChild?.textContent}`] : [];
      });
    }),
  );
  expect(cut).toEqual([]);
  await page.context().close();
});

test("no train on the map hides another of its side", async () => {
  const { page } = await open(browser, "mobilisation");
  const marks = await page.$$eval("#map .mover.rail", (all) => all.map((each) => each.getAttribute("transform")!.match(/[-\d.]+/g)!.map(Number) as [number, number]));
  expect(marks.length).toBeGreaterThan(3);
  const near = marks.flatMap(([x, y], row) => marks.slice(row + 1).filter(([u, v]) => Math.abs(x - u) < 20 && Math.abs(y - v) < 10));
  expect(near).toEqual([]);
  await page.context().close();
});

test("ranges are no sharper than a fitted distribution is, and tell nothing of accounts where there are none", async () => {
  const { page, report } = await tablesOf("algiers");
  expect(report.accounts).toEqual([]);
  const told = await page.$$eval(".brackets, #arrivals .chart text", (all) => all.map((each) => each.textContent ?? ""));
  expect(told.filter((each) => each.includes("["))).not.toEqual([]);
  expect(told.filter((each) => /–\]|0\.000|0\.9999/.test(each))).toEqual([]);
  await page.context().close();
});

test("where no change was laid over the accounts, the page says why", async () => {
  const { page, report } = await tablesOf("hostile");
  expect(report.what_ifs_left_out).toContain("too few");
  expect(await page.locator("#what-ifs .says").textContent()).toContain(report.what_ifs_left_out);
  await page.context().close();
});

test("sides are told apart without colour where they fill a strip", async () => {
  const { page } = await open(browser, "flagship");
  const patterns = await page.$$eval("#control .chart pattern path", (all) => all.map((each) => each.getAttribute("d")));
  expect(patterns.length).toBeGreaterThan(1);
  expect(new Set(patterns).size).toBe(patterns.length);
  await page.context().close();
});

test("the whole page can be reached with the keyboard", async () => {
  const { page } = await open(browser, "road");
  const reached = new Set<string>();
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.textContent?.slice(0, 40) || document.activeElement?.id || ""));
  }
  for (const name of ["To the answer", "At a glance", "Dark", "Data of this picture", "map-time"]) expect([...reached]).toContain(name);
  await page.context().close();
});
