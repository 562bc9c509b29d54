// Elements made from words. Texts are set as text and never parsed, whatever a scenario holds.

type Attributes = Record<string, string | number | boolean | undefined>;
type Child = Node | string | null | undefined;

const SVG = "http://www.w3.org/2000/svg";

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child != null));
  return element;
}

export function text(
  x: number,
  y: number,
  words: string,
  attributes: Attributes = {},
): SVGTextElement {
  return s("text", { x: round(x), y: round(y), ...attributes }, words);
}

/** Write a text over several lines of at most so many letters; return the lines. */
export function lines(words: string, letters: number): string[] {
  const told: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/)) {
    if (line && line.length + 1 + word.length > letters) {
      told.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return line ? [...told, line] : told;
}

/** A name inside a sentence: its article is small there. */
export function within(name: string): string {
  return name.replace(/^(The|A|An) /, (article) => article.toLowerCase());
}

/** Ten thousand and more in groups of three; the decimals of a number are none of its thousands. */
export function grouped(words: string): string {
  return words.replace(/(?<![\w.,])\d{5,}(?![\w]|[.,]\d)/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, "\u202f"));
}

/** A number and what it counts, given in the plural. */
export function counted(count: number, noun: string): string {
  return `${grouped(String(count))} ${count === 1 ? noun.replace(/s$/, "") : noun}`;
}

/** A number stays with its percent sign, and is grouped; where it is wanted, a span of days stays whole too, with the dash that stands for “to”. */
export function unbroken(words: string, spans = false): string {
  const kept = grouped(words.replace(/(\d) %/g, "$1\u00a0%"));
  return spans ? kept.replace(/(\d)-(?=\d)/g, "$1\u2060–\u2060") : kept;
}

/** A command whose words do not break, as at the hyphens of an option. */
export function words(command: string): (HTMLElement | string)[] {
  return command.split(" ").flatMap((word, row) => [row ? " " : "", h("span", word.length < 30 ? { class: "whole" } : {}, word)]);
}

export function upperFirst(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function title(words: string): SVGTitleElement {
  return s("title", {}, words);
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
