// The words of a query as chips show them: the text is the truth, chips are made of it.

const TOKEN = /-?(?:[a-z]{2,10}:)?(?:"[^"]*"|[^\s"]+)/g;

/** @param {string} text @returns {string[]} */
export function terms(text) {
  return text.match(TOKEN) ?? [];
}

/** @param {string} column @param {string} value @param {boolean} not */
export function term(column, value, not) {
  const plain = /^[^\s"]+$/.test(value);
  return (not ? "-" : "") + column + ":" + (plain ? value : '"' + value.replaceAll('"', "*") + '"');
}

/** The query with one more condition, which replaces its opposite. @param {string} text @param {string} more */
export function and(text, more) {
  const opposite = more.startsWith("-") ? more.slice(1) : "-" + more;
  return [...terms(text).filter((t) => t !== opposite && t !== more), more].join(" ");
}

/** The query without one condition. @param {string} text @param {number} at */
export function without(text, at) {
  return terms(text)
    .filter((_, i) => i !== at)
    .join(" ");
}
