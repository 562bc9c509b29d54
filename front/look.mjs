// Pictures to be looked at: every section of a report, at a width, in light or dark, and as print.
// node look.mjs REPORT.html DIR [WIDTH] [light|dark|grey|print|deuteranopia|protanopia|achromatopsia]

import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const [report, folder, width = "1440", look = "light"] = process.argv.slice(2);
if (!report || !folder) throw new Error("node look.mjs REPORT.html DIR [WIDTH] [light|dark|grey|print|deuteranopia|protanopia|achromatopsia]");
const PARTS = "#glance > .answer, figure, section.whatifs, #authority, #values, .step > section, details.chronicle, #reproduce";

mkdirSync(folder, { recursive: true });
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
const context = await browser.newContext({
  viewport: { width: Number(width), height: Number(width) > 600 ? 1000 : 844 },
  colorScheme: look === "dark" ? "dark" : "light",
  reducedMotion: "reduce",
});
const page = await context.newPage();
await page.goto(pathToFileURL(resolve(report)).href);
await page.waitForSelector("nav");
const name = `${basename(report, ".html")}-${width}-${look}`;
if (look === "print") {
  await page.pdf({ path: join(folder, `${name}.pdf`), format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
} else {
  // What floats over the page would stand in every picture of a part of it.
  await page.addStyleTag({ content: "nav { position: static !important; }" }).catch(() => undefined);
  if (/anopia|opsia$/.test(look)) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setEmulatedVisionDeficiency", { type: look });
  }
  if (look === "grey") await page.evaluate(() => (document.documentElement.style.filter = "grayscale(1)"));
  await page.screenshot({ path: join(folder, `${name}-0-first-screen.png`) });
  let row = 0;
  for (const part of await page.$$(PARTS)) {
    if (!(await part.isVisible())) continue;
    row += 1;
    const id = (await part.getAttribute("id")) || (await part.getAttribute("class")) || "part";
    await part.screenshot({ path: join(folder, `${name}-${row}-${id.replace(/\W+/g, "_")}.png`) });
  }
}
await browser.close();
