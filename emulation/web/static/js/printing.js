// “In trang này”, and on paper the moment and the address of printing.
const two = (number) => String(number).padStart(2, "0");

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

window.addEventListener("beforeprint", () => {
  const now = new Date();
  for (const line of document.querySelectorAll("[data-printed]")) {
    line.textContent = line.dataset.printed
      .replace("{time}", `${two(now.getHours())}:${two(now.getMinutes())}`)
      .replace("{date}", `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`)
      .replace("{address}", location.href);
  }
});
