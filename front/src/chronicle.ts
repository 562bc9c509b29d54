// Told runs: dated sentences, each of which unfolds into why it happened.

import { clockOf, dayOf } from "./clock";
import { h, words } from "./dom";
import type { Chronicle, Event } from "./schema";

/** Kinds of event without which a run is told short: messages, news as it reaches one mind after the other, single movements. */
const MACHINERY = /^(act_heard|letter|order_stirs|report|line|echelon_(held|loaded|begins|reaches)|traveller|broadcast|link_news|actor|fact_learnt|wire|call)/;

/** Kinds of event that make up the story on paper. */
const TURNS = /^(period|fact_happens|act_falls_due|holder_changes|body_resolves|sides_agree|agreement_broken|combat_(begins|ends)|person_arrested)/;

export function chronicle(told: Chronicle, isOpen: boolean): HTMLElement {
  const list = h("div", { class: "events" });
  const all = h("input", { type: "checkbox", id: `all_${told.run}` });
  const filter = h("input", { type: "search", placeholder: "a name, a place", "aria-label": `Find in run ${told.run}` });
  const count = h("span", { class: "small", role: "status" });
  const details = h(
    "details",
    { class: "chronicle" },
    h("summary", {}, h("strong", {}, told.role), `, run ${told.run}`, told.outcome ? h("span", { class: "small block" }, `Ends: ${told.outcome}`) : null),
    h("p", { class: "says" }, `Chosen because ${told.reason}. `, h("code", {}, ...words(told.command))),
    h("p", { class: "controls" }, h("label", {}, all, " every message, hearing and movement"), h("label", {}, " Find ", filter), count),
    list,
    told.cut ? h("p", { class: "note" }, `Told here up to event ${told.events.length} only, for the size of this file; the command above tells the whole run.`) : null,
  );
  const show = (): void => {
    const wanted = filter.value.trim().toLowerCase();
    const shown = told.events.filter(
      (event) => (all.checked || wanted !== "" || !MACHINERY.test(event.kind)) && event.text.toLowerCase().includes(wanted),
    );
    count.textContent = `${shown.length} of ${told.events.length} events`;
    list.replaceChildren(...days(told, shown));
  };
  all.addEventListener("change", show);
  filter.addEventListener("input", show);
  details.addEventListener("toggle", () => {
    if (details.open && !list.childElementCount) show();
  });
  details.open = isOpen;
  return details;
}

function days(told: Chronicle, shown: readonly Event[]): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let day = "";
  let rows = h("ol");
  for (const event of shown) {
    if (dayOf(event.time_us) !== day) {
      day = dayOf(event.time_us);
      rows = h("ol");
      parts.push(h("h4", {}, day), rows);
    }
    rows.append(row(told, event));
  }
  return parts;
}

function row(told: Chronicle, event: Event): HTMLElement {
  const item = h("li", TURNS.test(event.kind) ? { class: "turn" } : {}, h("time", {}, clockOf(event.time_us)), h("span", {}, event.text));
  if (event.cause === null) return item;
  const button = h("button", { type: "button", "aria-expanded": "false", class: "why" }, "why");
  button.append(h("span", { class: "unseen" }, `: ${event.text}`));
  button.addEventListener("click", () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) item.querySelector(".causes")?.remove();
    else item.append(causes(told, event));
  });
  item.append(" ", button);
  return item;
}

/** Walk back from an event through its causes to the start. */
function causes(told: Chronicle, event: Event): HTMLElement {
  const list = h("ol", { class: "causes" });
  for (let at = event.cause; at !== null; ) {
    const cause = told.events[at];
    if (!cause) break;
    list.append(h("li", {}, h("time", {}, `${dayOf(cause.time_us)} ${clockOf(cause.time_us)}`), h("span", {}, `because ${cause.text}`)));
    at = cause.cause;
  }
  return list;
}
