// The table of a scorecard: sums of children against their group, kept true while points are typed.
import { say } from "./live.js";

// Hundredths of a point behind what was typed; NaN for what is no number or may mean two ("1.234").
function hundredths(text) {
  let plain = text.trim().replace(/\s/g, "");
  if (/^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(plain)) plain = plain.replaceAll(".", "");
  const found = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "0").padEnd(2, "0")) : NaN;
}

function written(value) {
  const english = document.documentElement.lang === "en";
  return (value / 100).toLocaleString(english ? "en" : "vi-VN", { maximumFractionDigits: 2 });
}

// Bonus and penalty stand outside the sum, unless a group holds nothing else (rules/scorecards, sum_of).
function sumOf(fields, group) {
  const below = fields.filter((field) => field.dataset.parent === group);
  const counted = below.filter((field) => !("outside" in field.dataset));
  const used = group && !counted.length ? below : counted;
  return used.reduce((sum, field) => sum + hundredths(field.value), 0);
}

function refresh(form, aloud) {
  const fields = [...form.querySelectorAll("[data-points]")];
  const said = [];
  for (const state of form.querySelectorAll("[data-sum-of]")) {
    const group = state.dataset.sumOf;
    const own = fields.find((field) => field.dataset.points === group);
    const most = hundredths(own ? own.value : state.dataset.total);
    const sum = sumOf(fields, group);
    const clear = !Number.isNaN(sum) && !Number.isNaN(most);
    const { right, wrong, unclear } = state.dataset;
    const words = clear ? (sum === most ? right : wrong) : unclear;
    const text = words.replace("{sum}", written(sum)).replace("{max}", written(most));
    if (state.textContent === text) continue;
    state.textContent = text;
    state.className = `tag sum-state tag-${clear && sum === most ? "success" : clear ? "problem" : "attention"}`;
    const code = group ? document.getElementById(`code-${group}`)?.value : "";
    said.push(code ? `${code}: ${text}` : text);
  }
  if (aloud && said.length) say(said.join(". "));
}

for (const form of document.querySelectorAll("form[data-sums]")) {
  let waiting;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("[data-points]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh(form, true), 400); // a number is said once, not digit by digit
  });
  refresh(form, false);
}
