// Makes elements. Text is always text: no function here or elsewhere takes markup.

/**
 * @param {string} name the element's name
 * @param {Record<string, string | boolean | ((event: any) => void)>} given attributes; a function listens to the event of its name
 * @param {...(Node | string)} inside
 * @returns {HTMLElement}
 */
export function element(name, given = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

/**
 * What is fetched from this gateway, as JSON; a refusal is an error that says why.
 * @param {string} path
 * @param {AbortSignal} [signal]
 */
export async function fetched(path, signal) {
  const answer = await fetch(path, { signal, headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? body.code ?? String(answer.status));
  return body;
}
