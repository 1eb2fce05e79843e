package dev.sallyport.server.console;

import dev.sallyport.server.config.Chosen;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.List;
import java.util.Optional;

/** How the gateway is set, where each setting came from, and what waits for the next start. Nothing is changed here: the file is the truth. */
final class SettingsPages {
    private static final String PATH = "/console/settings";

    private final Console.Parts parts;
    private final Doors doors;

    SettingsPages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        if (!person.approver().tenant().equals(parts.house())) {
            // They are the whole install's, so only those see them whose install it is.
            throw new Problem(404, "no_such_settings", "no such settings");
        }
        boolean all = exchange.query("show").equals(Optional.of("all"));
        List<Chosen> settings = parts.chosen().get();
        StringBuilder out = new StringBuilder(16_384);
        long waiting = settings.stream().filter(s -> !s.waits().isEmpty()).count();
        out.append(
                        "<p>An option of the file takes a restart. Contents of the folders of policies, rules and playbooks are read again at")
                .append(
                        " <code>SIGHUP</code>. Secrets are never shown: of addresses the host, of what may hold one that it is set.</p>\n");
        if (waiting > 0) {
            out.append("<p class=\"bad\" role=\"status\">")
                    .append(waiting)
                    .append(waiting == 1 ? " option waits" : " options wait")
                    .append(" for a restart: the file changed since this gateway began.</p>\n");
        }
        out.append("<p><a href=\"")
                .append(all ? PATH : PATH + "?show=all")
                .append(all ? "\">Only what somebody set</a></p>\n" : "\">With every default</a></p>\n");
        List<Chosen> shown = settings.stream()
                .filter(s -> all || s.isSet() || !s.waits().isEmpty())
                .toList();
        if (shown.isEmpty()) {
            out.append(Pages.empty(
                    "Everything is as it comes.",
                    "No configuration sets anything. What a file says is checked before the gateway begins:",
                    "sallyport config check FILE"));
        } else {
            table(shown, out);
        }
        return Frame.of(person, exchange, Screen.SETTINGS).page("Settings", out.toString());
    }

    private static void table(List<Chosen> settings, StringBuilder out) {
        out.append(
                Pages.wide("Settings") + "<table><thead><tr><th scope=\"col\">Option</th><th scope=\"col\">Value</th>"
                        + "<th scope=\"col\">From</th><th scope=\"col\">At the next start</th></tr></thead><tbody>\n");
        for (Chosen setting : settings) {
            out.append("<tr data-row><td><code>")
                    .append(Pages.shown(setting.option()))
                    .append("</code></td><td>")
                    .append(Pages.shown(setting.value()))
                    .append("</td><td>")
                    .append(Pages.shown(setting.from()))
                    .append("</td><td>")
                    .append(
                            setting.waits().isEmpty()
                                    ? "<span class=\"muted\">the same</span>"
                                    : "<strong class=\"bad\">" + Pages.shown(setting.waits()) + "</strong>")
                    .append("</td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }
}
