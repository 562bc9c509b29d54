// The layers of doubt about a share of the runs, each by itself.

import { share } from "./clock";
import { h } from "./dom";
import type { Layers } from "./schema";

let hasAccounts = true;

/** Of a scenario without rival accounts nothing is said of them, not even that nothing was measured. */
export function setLayers(accounts: number): void {
  hasAccounts = accounts > 0;
}

/** What the brackets hold, one after the other. */
export function layersInWords(): string {
  const inputs = "where it would lie nine times in ten if the inputs were known";
  const rest = hasAccounts ? `${inputs} | the range over the rival accounts; the last two` : `${inputs}; the latter`;
  return `its 95 % interval by the luck of the draw | ${rest} without the luck of the draw, and a dash where nothing was measured.`;
}

function range(low: number | null, high: number | null, write = share): string {
  if (low === null || high === null) return "–";
  const [from, to] = [write(low), write(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** The end of a range that a fitted distribution has is no sharper than a thousandth, as the commands tell it. */
function end(value: number): string {
  if (value > 0 && value < 0.001) return "<0.001";
  return value < 1 && value > 0.999 ? ">0.999" : share(value);
}

/** What stands in brackets behind a share; nothing where it is so in all runs, or in none, whatever one may doubt. */
export function brackets(layers: Layers): string {
  const { low, high, inputs_low, inputs_high, accounts_low, accounts_high } = layers;
  const ends = [inputs_low, inputs_high, accounts_low, accounts_high].filter((each) => each !== null);
  const isSure = (all: 0 | 1): boolean => (all ? high : low) === all && ends.every((each) => each === all);
  if (isSure(0) || isSure(1)) return "";
  const told = [range(low, high)];
  if (ends.length) told.push(range(inputs_low, inputs_high, end));
  if (ends.length && hasAccounts) told.push(range(accounts_low, accounts_high));
  return `[${told.join(" | ")}]`;
}

/** The same as a part of a text, in which no range is broken over two lines. */
export function bracketed(layers: Layers, isBlock = true): HTMLElement | null {
  const ranges = brackets(layers).split(" | ");
  if (!ranges[0]) return null;
  const parts = ranges.flatMap((range, row) => [row ? " " : "", h("span", { class: "whole" }, row < ranges.length - 1 ? `${range} |` : range)]);
  return h("span", { class: isBlock ? "brackets block" : "brackets" }, ...parts);
}

/** The same as cells of a table, empty where nothing was measured. */
export function layerCells(layers: Layers): (number | string)[] {
  const { low, high, inputs_low, inputs_high, accounts_low, accounts_high } = layers;
  return [low, high, inputs_low, inputs_high, accounts_low, accounts_high].map((end) => end ?? "");
}
