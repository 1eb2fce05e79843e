// How long it is until the moments of a page that say so. The gateway's clock counts, not the browser's: the page says when it was made.

const began = performance.now();

/** @param {number} millis @returns {string} */
function said(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours) return `${hours} h ${minutes} min left`;
  return minutes ? `${minutes} min ${seconds % 60} s left` : `${seconds} s left`;
}

const places = [...document.querySelectorAll("[data-until]")].map((place) => {
  const left = document.createElement("span");
  left.setAttribute("role", "timer");
  place.append(" ", left);
  return { left, millis: Number(place.dataset.until) - Number(place.dataset.now) };
});

function tick() {
  const gone = performance.now() - began;
  for (const { left, millis } of places) {
    const over = millis <= gone;
    left.textContent = over ? "time is over" : said(millis - gone);
    left.className = millis - gone < 60_000 ? "bad" : "";
    if (over) for (const button of document.querySelectorAll("form[data-answers] button")) button.disabled = true;
  }
}

if (places.length) {
  tick();
  setInterval(tick, 1000);
}
