package dev.sallyport.server.console;

import dev.sallyport.server.held.Change;
import dev.sallyport.server.held.Changes;
import dev.sallyport.server.held.Earlier;
import dev.sallyport.server.held.Excerpt;
import java.util.Optional;

/** What is not as in the last held call like this one, value by value. What is shown was marked for people where it was compared. */
final class EarlierCall {
    private EarlierCall() {}

    static void tell(Optional<Earlier> found, StringBuilder out) {
        out.append("<section aria-labelledby=\"earlier\"><h2 id=\"earlier\">Against the last one like it</h2>\n");
        found.ifPresentOrElse(
                earlier -> compared(earlier, out),
                () -> out.append(
                        "<p>Nobody was asked about such a call before, that you may read: the same agent, tool and action.</p>\n"));
        out.append("</section>\n");
    }

    private static void compared(Earlier earlier, StringBuilder out) {
        String id = Html.of(earlier.approval().id().value());
        Changes changes = earlier.changes();
        out.append("<p><a href=\"/console/approvals/")
                .append(id)
                .append("\">")
                .append(id)
                .append("</a>, asked ")
                .append(Pages.time(earlier.approval().createdMillis()))
                .append(' ')
                .append(Pages.tag(earlier.approval().status().name().toLowerCase(java.util.Locale.ROOT)))
                .append(": ")
                .append(changes.differing() == 0 ? "nothing differs" : changes.differing() + " differ")
                .append(", ")
                .append(changes.same())
                .append(" the same.</p>\n");
        if (changes.shown().isEmpty()) {
            return;
        }
        out.append(
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"What differs\"><table class=\"diff\"><thead><tr>"
                        + "<th scope=\"col\">Where</th><th scope=\"col\">Then</th><th scope=\"col\">Now</th></tr></thead><tbody>\n");
        changes.shown().forEach(change -> row(change, out));
        out.append("</tbody></table></div>\n");
        if (changes.differing() > changes.shown().size()) {
            out.append("<p>")
                    .append(changes.differing() - changes.shown().size())
                    .append(" more differ.</p>\n");
        }
    }

    private static void row(Change change, StringBuilder out) {
        out.append("<tr><th scope=\"row\"><code>")
                .append(Html.of(change.argument()))
                .append("</code></th><td>")
                .append(change.before()
                        .map(text -> marked(text, "del"))
                        .orElse("<span class=\"muted\">not there</span>"))
                .append("</td><td>")
                .append(change.now().map(text -> marked(text, "ins")).orElse("<span class=\"muted\">gone</span>"))
                .append("</td></tr>\n");
    }

    private static String marked(Excerpt text, String element) {
        return "<code>" + Html.of(text.before())
                + (text.differs().isEmpty() ? "" : "<" + element + ">" + Html.of(text.differs()) + "</" + element + ">")
                + Html.of(text.after()) + "</code>";
    }
}
