// Says a sentence in the page's one polite live region.
export function say(text) {
  const region = document.getElementById("live");
  if (region) region.textContent = text;
}
