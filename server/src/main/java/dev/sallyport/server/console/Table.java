package dev.sallyport.server.console;

/** A table of a page that a narrow screen scrolls. Heads are our own words; cells are HTML. Confined to one thread. */
final class Table {
    private final StringBuilder out = new StringBuilder(1024);

    /** @param caption what it holds, for those who don't see it */
    Table(String caption, String... heads) {
        out.append("<div class=\"scroll named\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(Html.of(caption))
                .append("\"><table><thead><tr>");
        for (String head : heads) {
            out.append("<th scope=\"col\">").append(Html.of(head)).append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
    }

    /** A row that leads somewhere, so that it is walked by keys. */
    Table row(String... cells) {
        return row("<tr data-row>", cells);
    }

    /** A row to be read alone. */
    Table plain(String... cells) {
        return row("<tr>", cells);
    }

    private Table row(String begin, String... cells) {
        out.append(begin);
        for (String cell : cells) {
            out.append("<td>").append(cell).append("</td>");
        }
        out.append("</tr>\n");
        return this;
    }

    String html() {
        return out + "</tbody></table></div>\n";
    }
}
