// Forms that say data-here come back to the address they were sent from, and the switch of the theme offers the one that is not there.
const dark = matchMedia("(prefers-color-scheme: dark)");
for (const form of document.querySelectorAll("form[data-here]")) {
  const theme = form.elements.namedItem("theme");
  if (theme && !document.documentElement.dataset.theme && dark.matches) {
    theme.value = "light";
    form.querySelector("button").textContent = "Light";
  }
  form.addEventListener("submit", () => {
    form.elements.namedItem("next").value = location.pathname + location.search;
  });
}
