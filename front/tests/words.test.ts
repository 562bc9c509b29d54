// Numbers and dates on the page are written as the commands write them.

import { expect, test } from "vitest";

import { moment, number, setClock, share, signed, ticks } from "../src/clock";
import { counted, unbroken } from "../src/dom";

const HOUR_US = 3_600_000_000;

test("a probability has two significant digits, and near 1 as many nines as it needs", () => {
  const told = [0.4689, 0.3, 0.00314, 0.9964, 0, 1, 0.0996, 0.995].map(share);
  expect(told).toEqual(["0.47", "0.30", "0.0031", "0.996", "0", "1", "0.10", "0.995"]);
});

test("a difference has a sign, unless it is nothing", () => {
  expect([0.123, -0.123, 0, 0.0001, -0.003].map(signed)).toEqual(["+0.12", "−0.12", "0", "0", "−0.003"]);
});

test("large numbers are whole and grouped", () => {
  expect([12345, 0.01234, 61.549].map(number)).toEqual(["12\u202f345", "0.0123", "61.5"]);
});

test("ten thousand and more are grouped in sentences, and years and decimals are left as they are", () => {
  const told = ["10000 runs of 6640 values in 1917", "0.99995 to 1, 95 %", "1234567 men; D12345"].map((words) => unbroken(words));
  expect(told).toEqual(["10\u202f000 runs of 6640 values in 1917", "0.99995 to 1, 95\u00a0%", "1\u202f234\u202f567 men; D12345"]);
  expect([counted(1, "simulated runs"), counted(20, "runs"), counted(10000, "runs")]).toEqual(["1 simulated run", "20 runs", "10\u202f000 runs"]);
});

test("moments are in the style of the scenario, whatever the zone of the reader", () => {
  // 25 October 1917, Old Style: the page is told the date as it is to be shown.
  setClock({ start_ms: Date.UTC(1917, 9, 25), period_us: 9 * 24 * HOUR_US, t0_us: 0, years: "1917, Old Style" });
  expect(moment(30.5 * HOUR_US)).toBe("26 Oct 06:30");
});

test("an axis has round hours, and no more of them than fit", () => {
  setClock({ start_ms: Date.UTC(1917, 10, 7, 5), period_us: 48 * HOUR_US, t0_us: 0, years: "1917" });
  const told = ticks(0, 48 * HOUR_US, 400);
  expect(told.length).toBeLessThanOrEqual(8);
  expect(told.map((tick) => tick.clock)).toEqual(["12", "00", "12", "00"]);
});
