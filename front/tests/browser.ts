// A headless Chromium that is held to the page: every request and every complaint is kept.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium, type Browser, type Page } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where `tools/report-tests.sh` has put the reports. */
export const REPORTS = process.env["ECHELON_REPORTS"] ?? join(import.meta.dirname, "../../build/reports");

export interface Look {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  /** Lets a checker into the page, which the page's own policy would keep out. */
  readonly checked?: boolean;
}

export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

export function launch(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS });
}

export async function open(browser: Browser, name: string, look: Look = {}): Promise<Opened> {
  const path = join(REPORTS, `${name}.html`);
  if (!existsSync(path)) throw new Error(`there is no ${path}: run \`make test-report\``);
  const width = look.width ?? 1440;
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 1000 : 844 },
    colorScheme: look.scheme ?? "light",
    bypassCSP: look.checked ?? false,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector("nav");
  return { page, complaints, requests };
}
