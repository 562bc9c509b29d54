// The report as a reader meets it: opened from the disk, at every width, in light and dark.

import { statSync } from "node:fs";
import { join } from "node:path";

import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { unpacked } from "../src/packing";
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
  test.each(["flagship", "road", "hostile"])("%s opens without complaint and asks for nothing", async (name) => {
    const { page, complaints, requests } = await open(browser, name, look);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([page.url()]);
    await page.context().close();
  });

  test("every picture has marks", async () => {
    const { page } = await open(browser, "flagship", look);
    const marks = await page.$$eval("figure", (figures) =>
      figures.filter((each) => !(each as HTMLElement).hidden).map((each) => ({
        id: each.id,
        marks: each.querySelectorAll(".chart svg :is(rect, path, circle)").length,
        named: (each.querySelector(".chart svg")?.getAttribute("aria-label") ?? "").length > 20,
      })),
    );
    expect(marks.length).toBeGreaterThan(6);
    expect(marks.filter((each) => each.marks < 2 || !each.named)).toEqual([]);
    await page.context().close();
  });

  test("nothing is wider than the page", async () => {
    const { page } = await open(browser, "flagship", look);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.width);
    await page.context().close();
  });

  test("axe finds no serious fault", async () => {
    const { page } = await open(browser, "flagship", { ...look, checked: true });
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
      trains: [...document.querySelectorAll("#map .train")].map((each) => each.getAttribute("transform")).join(),
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

test("the figures on the page are those of --json", async () => {
  const { page } = await open(browser, "flagship");
  const [told, data] = await page.evaluate(() => {
    document.querySelectorAll<HTMLDetailsElement>("#outcomes details, #tornado details").forEach((each) => (each.open = true));
    return new Promise<[string[], string]>((done) =>
      setTimeout(() => {
        const cells = [...document.querySelectorAll("#outcomes tbody td:nth-child(3)")].map((each) => each.textContent ?? "");
        done([cells, document.getElementById("data")!.textContent!]);
      }, 50),
    );
  });
  const report = unpacked(JSON.parse(data)) as { outcomes: { probability: number }[] };
  expect(told.map(Number)).toEqual(report.outcomes.map((each) => each.probability));
  await page.context().close();
});

test("each picture's data is one click away", async () => {
  const { page } = await open(browser, "road");
  const details = page.locator("figure:not([hidden]) details.data");
  for (let row = 0; row < (await details.count()); row++) {
    await details.nth(row).locator("summary").click();
    await details.nth(row).locator("tbody tr").first().waitFor({ state: "attached" });
  }
  await page.context().close();
});

test("the scenario inside can be downloaded as an archive", async () => {
  const { page } = await open(browser, "road");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download the scenario").click()]);
  expect(download.suggestedFilename()).toBe("ostrov-gatchina.zip");
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const whole = Buffer.concat(parts);
  expect(whole.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  expect(whole.includes(Buffer.from("ostrov-gatchina/scenario.yaml"))).toBe(true);
  await page.context().close();
});

test("names that hold mark-up and scripts are shown as text", async () => {
  const { page, complaints } = await open(browser, "hostile");
  await page.locator("details").evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as unknown as { harm?: number }).harm)).toBeUndefined();
  expect(await page.locator("main img, main b, main iframe").count()).toBe(0);
  expect(await page.locator("h1").textContent()).toContain("<img src=x onerror=");
  expect(await page.locator("main").textContent()).toContain("</script><script>");
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("a report can be sent: it has less than five megabytes", () => {
  for (const name of ["flagship", "road", "hostile"]) expect(statSync(join(REPORTS, `${name}.html`)).size).toBeLessThan(5_000_000);
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
