// A list of any length of which only the rows that can be seen are drawn; all rows have one height.

export const ROW = 28;
const SPARE = 6;

export class GridRows {
  /**
   * @param {HTMLElement} box what scrolls
   * @param {HTMLElement} rows what holds the rows
   * @param {(index: number) => HTMLElement} draw makes a row
   */
  constructor(box, rows, draw) {
    this.box = box;
    this.rows = rows;
    this.draw = draw;
    this.length = 0;
    this.wanted = false;
    box.addEventListener("scroll", () => this.later(), { passive: true });
    addEventListener("resize", () => this.later());
  }

  /** Draws before the next frame, however often it is asked. */
  later() {
    if (!this.wanted) {
      this.wanted = true;
      requestAnimationFrame(() => {
        this.wanted = false;
        this.now();
      });
    }
  }

  now() {
    this.rows.style.height = this.length * ROW + "px";
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE);
    const made = [];
    for (let i = first; i < last; i++) {
      const row = this.draw(i);
      row.style.top = i * ROW + "px";
      row.setAttribute("aria-rowindex", String(i + 2));
      made.push(row);
    }
    this.rows.replaceChildren(...made);
    this.box.setAttribute("aria-rowcount", String(this.length + 1));
  }

  /** Scrolls a row into view. @param {number} index */
  show(index) {
    const top = index * ROW;
    const seen = this.box.clientHeight - 2 * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top > this.box.scrollTop + seen) this.box.scrollTop = top - seen;
  }
}
