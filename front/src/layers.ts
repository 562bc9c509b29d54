// The layers of doubt about a share of the runs, each by itself.

import { share } from "./clock";
import type { Layers } from "./schema";

function range(low: number | null, high: number | null): string {
  if (low === null || high === null) return "–";
  const [from, to] = [share(low), share(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** What stands in brackets behind a share; nothing where it is so in all runs, or in none, whatever one may doubt. */
export function brackets(layers: Layers): string {
  const { low, high, inputs_low, inputs_high, accounts_low, accounts_high } = layers;
  const ends = [inputs_low, inputs_high, accounts_low, accounts_high].filter((each) => each !== null);
  const isSure = (end: 0 | 1): boolean => (end ? high : low) === end && ends.every((each) => each === end);
  if (isSure(0) || isSure(1)) return "";
  const told = [range(low, high)];
  if (ends.length) told.push(range(inputs_low, inputs_high), range(accounts_low, accounts_high));
  return `[${told.join(" | ")}]`;
}

/** The same as cells of a table, empty where nothing was measured. */
export function layerCells(layers: Layers): (number | string)[] {
  const { low, high, inputs_low, inputs_high, accounts_low, accounts_high } = layers;
  return [low, high, inputs_low, inputs_high, accounts_low, accounts_high].map((end) => end ?? "");
}
