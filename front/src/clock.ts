// Dates and hours in the calendar of the scenario, and numbers as the commands write them.

import type { Clock } from "./schema";

const HOUR_MS = 3_600_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export interface Tick {
  readonly us: number;
  readonly day: string;
  readonly clock: string;
  readonly isDay: boolean;
}

let zero = 0;
let isLong = false;
export let period = 0;

export function setClock(clock: Clock): void {
  zero = clock.start_ms;
  period = clock.period_us;
  isLong = clock.period_us > 300 * 24 * HOUR_MS * 1000;
}

function date(us: number): Date {
  return new Date(zero + us / 1000);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

export function dayOf(us: number): string {
  const at = date(us);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
}

export function clockOf(us: number): string {
  const at = date(us);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** `8 Nov 06:00`; over more than 300 days it is the hour that is left out, and the year told. */
export function moment(us: number): string {
  if (isLong) return `${dayOf(us)} ${date(us).getUTCFullYear()}`;
  return `${dayOf(us)} ${clockOf(us)}`;
}

/** Moments for an axis: full days, or full hours where a few days fill it. */
export function ticks(from: number, to: number, width: number): Tick[] {
  const most = Math.max(2, Math.floor(width / 56));
  const hours = (to - from) / (HOUR_MS * 1000);
  const step =
    [1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 1440, 2880, 8760].find((each) => hours / each <= most) ??
    8760 * Math.ceil(hours / 8760 / most);
  const stepMs = step * HOUR_MS;
  const told: Tick[] = [];
  for (let ms = Math.ceil((zero + from / 1000) / stepMs) * stepMs; ms <= zero + to / 1000; ms += stepMs) {
    const us = (ms - zero) * 1000;
    told.push({ us, day: dayOf(us), clock: two(date(us).getUTCHours()), isDay: ms % (24 * HOUR_MS) === 0 });
  }
  return told;
}

/** A probability with two significant digits; near 1 as many nines as tell it from 1. */
export function share(value: number): string {
  if (value === 0 || value === 1) return String(value);
  if (value >= 0.995) {
    let places = -Math.floor(Math.log10(1 - value));
    if (Math.round((1 - value) * 10 ** places) >= 10) places -= 1;
    return value.toFixed(places);
  }
  let places = 1 - Math.floor(Math.log10(value));
  if (Number(value.toFixed(places)) >= 10 ** (2 - places)) places -= 1;
  return value.toFixed(Math.max(0, places));
}

/** A difference of probabilities, with its sign. */
export function signed(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const words = size < 0.005 ? size.toFixed(3) : size.toFixed(2);
  return Number(words) === 0 ? "0" : `${value < 0 ? "−" : "+"}${words}`;
}

/** A number with three significant digits, a large one whole. */
export function number(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
  }
  return String(Number(value.toPrecision(3)));
}
