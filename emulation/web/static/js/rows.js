// Rows of fields: add, remove, move up and down without a round trip. Markup: templates/_macros/rows.html.
import { say } from "./live.js";

const rowsOf = (box) => [...box.querySelectorAll(":scope > [data-row]")];
const NAMED = ["id", "name", "for", "aria-describedby", "aria-labelledby"];

function renumber(row, prefix, index) {
  const old = new RegExp(`(^|\\s)${prefix}-\\d+-`, "g");
  for (const node of [row, ...row.querySelectorAll("*")]) {
    for (const key of NAMED) {
      const value = node.getAttribute(key);
      if (value) node.setAttribute(key, value.replace(old, `$1${prefix}-${index}-`));
    }
    if (node.matches("[data-row-number]")) node.textContent = index + 1;
    if (node.matches("[data-row-up], [data-row-down], [data-row-remove]")) node.value = index;
  }
}

function settle(box, text, focus) {
  rowsOf(box).forEach((row, index) => renumber(row, box.dataset.rows, index));
  box.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
  say(text);
  focus?.focus();
}

const firstField = (row) => row?.querySelector("input:not([type=hidden]), select, textarea");

function add(box) {
  const row = box.querySelector(":scope > template[data-row-template]").content.firstElementChild.cloneNode(true);
  const rows = rowsOf(box);
  const place = rows.at(-1);
  if (place) place.after(row);
  else box.prepend(row);
  settle(box, `${box.dataset.added} ${rows.length + 1}`, firstField(row));
}

function remove(box, row) {
  const number = rowsOf(box).indexOf(row) + 1;
  const next = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
  row.remove();
  settle(box, `${box.dataset.removed} ${number}`, firstField(next) ?? box.querySelector("[data-row-add]"));
}

function move(box, row, button, step) {
  const rows = rowsOf(box);
  const from = rows.indexOf(row);
  const target = rows[from + step];
  if (!target) return;
  if (step < 0) target.before(row);
  else target.after(row);
  settle(box, `${box.dataset.moved} ${from + 1} → ${from + step + 1}`, button);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const box = button?.closest("[data-rows]");
  if (!box?.querySelector(":scope > template[data-row-template]")) return;
  const row = button.closest("[data-row]");
  if (button.matches("[data-row-add]")) add(box);
  else if (button.matches("[data-row-remove]")) remove(box, row);
  else if (button.matches("[data-row-up]")) move(box, row, button, -1);
  else if (button.matches("[data-row-down]")) move(box, row, button, +1);
  else return;
  event.preventDefault();
});
