// A form marked data-once is sent once: its button says “Đang gửi…” and rests. The server's form key is the real guard.
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-once]")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  sent.set(form, button && { button, content: [...button.childNodes] });
  // After this turn, so that the button's own name and value are still sent.
  setTimeout(() => {
    if (!button) return;
    if (button.dataset.sending) button.textContent = button.dataset.sending;
    button.disabled = true;
  });
});

// A page brought back by the Back button may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-once]")) {
    const before = sent.get(form);
    sent.delete(form);
    if (!before) continue;
    before.button.replaceChildren(...before.content);
    before.button.disabled = false;
  }
});
