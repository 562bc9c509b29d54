// Written by `python -m echelon.report.typescript` from report/schema: change it there.

export interface About {
  readonly title: string;
  readonly question: string;
  readonly about: string;
  readonly scenario: string;
  readonly scenario_hash: string;
  readonly echelon: string;
  readonly seed: number;
  readonly runs: number;
  readonly digest: string;
  readonly command: string;
  readonly supplied: number;
  readonly inherited: number;
  readonly default: number;
  readonly events_per_run: number;
}

export interface Account {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly weight: number;
  readonly changes: readonly string[];
  readonly runs: number;
  readonly probabilities: readonly number[];
}

export interface Answer {
  readonly sentence: string;
  readonly doubts: readonly string[];
}

export interface Authority {
  readonly run: number;
  readonly views: readonly Side[];
  readonly matters: readonly Side[];
  readonly frames: readonly Standing[];
}

export interface Band {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

export interface Choice {
  readonly receiver: string;
  readonly name: string;
  readonly author: string;
  readonly answers: readonly (readonly [string, number])[];
  readonly asked: number;
}

export interface Chronicle {
  readonly role: string;
  readonly reason: string;
  readonly run: number;
  readonly outcome: string;
  readonly command: string;
  readonly events: readonly Event[];
  readonly cut: boolean;
}

export interface Clock {
  readonly start_ms: number;
  readonly period_us: number;
  readonly t0_us: number;
  readonly years: string;
}

export interface Control {
  readonly runs: number;
  readonly sides: readonly Side[];
  readonly places: readonly string[];
  readonly moments: readonly number[];
  readonly shares: readonly (readonly (readonly number[])[])[];
}

export interface Event {
  readonly id: string;
  readonly time_us: number;
  readonly kind: string;
  readonly text: string;
  readonly cause: number | null;
}

export interface Evidence {
  readonly values: readonly Value[];
  readonly grades: readonly Grade[];
  readonly works: readonly Work[];
  readonly unsourced: number;
}

export interface Fact {
  readonly low: number;
  readonly best: number;
  readonly high: number;
  readonly share: number | null;
  readonly used_for: readonly string[];
  readonly text: string;
}

export interface Fan {
  readonly place: string;
  readonly side: string;
  readonly runs: number;
  readonly unit: string;
  readonly moments: readonly number[];
  readonly quantiles: readonly (readonly number[])[];
}

export interface File {
  readonly name: string;
  readonly text: string;
}

export interface Funnel {
  readonly side: string;
  readonly name: string;
  readonly ordered: Band;
  readonly gates: readonly Gate[];
}

export interface Gate {
  readonly id: string;
  readonly label: string;
  readonly stopped: Band;
  readonly left: Band;
  readonly gain: Band | null;
  readonly fact: Fact | null;
  readonly fact_left: Fact | null;
}

export interface Grade {
  readonly grade: string;
  readonly meaning: string;
  readonly values: number;
}

export interface Hill {
  readonly first: number;
  readonly width: number;
  readonly counts: readonly number[];
}

export interface Holding {
  readonly time_us: number;
  readonly place: string;
  readonly side: string;
}

export interface Influence {
  readonly input: string;
  readonly label: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly direction: number;
  readonly grade: string;
  readonly source: string;
  readonly value: string;
}

export interface Influences {
  readonly outcome: string;
  readonly label: string;
  readonly method: string;
  readonly rows: readonly Influence[];
}

export interface Layers {
  readonly low: number;
  readonly high: number;
  readonly inputs_low: number | null;
  readonly inputs_high: number | null;
  readonly accounts_low: number | null;
  readonly accounts_high: number | null;
}

export interface Line {
  readonly run: number;
  readonly stations: readonly Station[];
  readonly paths: readonly Path[];
}

export interface Link {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly ends: readonly [string, string];
  readonly tracks: number;
}

export interface Mover {
  readonly who: string;
  readonly name: string;
  readonly side: string;
  readonly means: "rail" | "foot" | "motor" | "water" | "air" | "person";
  readonly times_s: readonly number[];
  readonly spots: readonly number[];
  readonly gone_s: number | null;
}

export interface OnMap {
  readonly run: number;
  readonly holdings: readonly Holding[];
  readonly movers: readonly Mover[];
}

export interface Outcome {
  readonly id: string;
  readonly label: string;
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly text: string;
  readonly interval_text: string;
}

export interface Path {
  readonly unit: string;
  readonly name: string;
  readonly marks: readonly (readonly [number, number])[];
}

export interface Pattern {
  readonly first: string;
  readonly then: string;
  readonly share: number;
  readonly share_text: string;
  readonly layers: Layers;
  readonly verdict: string;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly modern_name: string;
  readonly lat: number;
  readonly lon: number;
  readonly kind: string;
  readonly holds: string;
  readonly note: string;
  readonly rank: number;
}

export interface Report {
  readonly about: About;
  readonly clock: Clock;
  readonly answer: Answer;
  readonly outcomes: readonly Outcome[];
  readonly times: readonly Spread[];
  readonly patterns: readonly Pattern[];
  readonly quantities: readonly Spread[];
  readonly funnels: readonly Funnel[];
  readonly what_ifs: readonly WhatIf[];
  readonly what_ifs_left_out: string;
  readonly accounts: readonly Account[];
  readonly theatre: Theatre | null;
  readonly lines: readonly Line[];
  readonly fans: readonly Fan[];
  readonly control: Control | null;
  readonly influences: Influences;
  readonly choices: readonly Choice[];
  readonly authority: Authority | null;
  readonly chronicles: readonly Chronicle[];
  readonly evidence: Evidence;
  readonly rules: readonly Rule[];
  readonly files: readonly File[];
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Shift {
  readonly outcome: string;
  readonly label: string;
  readonly base: number;
  readonly changed: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly inputs_low: number | null;
  readonly inputs_high: number | null;
  readonly accounts_low: number | null;
  readonly accounts_high: number | null;
}

export interface Side {
  readonly id: string;
  readonly name: string;
}

export interface Spread {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly share: number;
  readonly share_text: string;
  readonly layers: Layers;
  readonly quantiles: readonly number[];
  readonly hill: Hill | null;
  readonly fact: Fact | null;
}

export interface Standing {
  readonly time_us: number;
  readonly matter: string;
  readonly view: string;
  readonly text: string;
  readonly verdict: "valid" | "undecided" | "void" | "unheard";
}

export interface Station {
  readonly name: string;
  readonly km: number;
}

export interface Theatre {
  readonly places: readonly Place[];
  readonly links: readonly Link[];
  readonly land: readonly (readonly (readonly [number, number])[])[];
  readonly sides: readonly Side[];
  readonly spots: readonly (readonly [number, number])[];
  readonly runs: readonly OnMap[];
}

export interface Value {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly origin: string;
  readonly source: string;
  readonly grade: string;
  readonly note: string;
  readonly influence: number | null;
  readonly moved: number | null;
}

export interface WhatIf {
  readonly id: string;
  readonly label: string;
  readonly who: string;
  readonly decided_us: number | null;
  readonly evidence: string;
  readonly source: string;
  readonly grade: string;
  readonly plausible: string;
  readonly supposed: Layers | null;
  readonly runs: number;
  readonly differing: number;
  readonly account_runs: number;
  readonly shifts: readonly Shift[];
}

export interface Work {
  readonly key: string;
  readonly text: string;
  readonly cited: number;
}
