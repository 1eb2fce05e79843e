package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Actor;
import dev.sallyport.govern.pilot.Dated;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.FactJson;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.server.api.PilotControls;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.pilot.PilotDifference;
import dev.sallyport.server.pilot.PilotWish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The forms about a pilot, and what is shown before one of them is recorded. */
final class PilotActing {
    private PilotActing() {}

    /** Every act, by heading; each leads to what it would change first. */
    static String forms(Doors.Person person, PilotLog.Head head) {
        StringBuilder out = new StringBuilder(8192);
        String group = "";
        for (PilotAct act : PilotAct.values()) {
            if (!act.group().equals(group)) {
                group = act.group();
                out.append("<h3>").append(Html.of(group)).append("</h3>\n");
            }
            out.append("<details><summary>").append(Html.of(act.label())).append("</summary>");
            out.append(
                    act.isPossible(head.pilot())
                            ? form(person, act, head)
                            : "<p class=\"muted\">Nothing to choose from yet.</p>");
            out.append("</details>\n");
        }
        return out.toString();
    }

    private static String form(Doors.Person person, PilotAct act, PilotLog.Head head) {
        StringBuilder inputs = new StringBuilder(Pages.hidden("act", act.wire()))
                .append(Pages.hidden("step", "look"))
                .append(Pages.hidden("head", head.hash()));
        act.fields().forEach(field -> inputs.append(field.html(head.pilot())));
        return Pages.form(person, PilotPages.PATH, "class=\"row\"", inputs + "<button>See what it changes</button>");
    }

    /** What a form asks for; the reason comes with the second step. */
    static PilotControls.Asked asked(Form form, PilotAct act, Actor actor) {
        PilotWish wish = act.wish(form, actor.name(), PilotControls::said);
        return new PilotControls.Asked(wish, Optional.of(form.text("head")), form.text("reason"));
    }

    /** What would be recorded and what that changes, with the form that does it. */
    static String foreseen(Doors.Person person, Form form, PilotAct act, PilotControls.Foreseen foreseen) {
        StringBuilder out = new StringBuilder(4096)
                .append("<section aria-labelledby=\"recorded\"><h2 id=\"recorded\">What would be recorded</h2>");
        for (Fact fact : foreseen.facts()) {
            out.append("<dl>");
            FactJson.of(fact)
                    .members()
                    .forEach((name, value) ->
                            RuleStory.said(out, name.replace('_', ' '), Pages.shown(IncidentStory.cut(text(value)))));
            out.append("</dl>");
        }
        out.append("</section>\n<section aria-labelledby=\"changes\"><h2 id=\"changes\">What that changes</h2>");
        if (foreseen.changes().isEmpty()) {
            out.append("<p>No phase, no answer to a criterion or gate, and nothing that is late.</p>");
        } else {
            Table table = new Table("What that changes", "What", "Now", "Then");
            for (PilotDifference change : foreseen.changes()) {
                table.plain(cell(change.what()), cell(change.before()), cell(change.after()));
            }
            out.append(table.html());
        }
        StringBuilder again = new StringBuilder(Pages.hidden("act", act.wire()))
                .append(Pages.hidden("step", "record"))
                .append(Pages.hidden("head", foreseen.head()));
        act.fields().forEach(field -> again.append(Pages.hidden(field.name(), form.text(field.name()))));
        return out.append("</section>\n")
                .append(Pages.form(
                        person,
                        PilotPages.PATH,
                        "class=\"row\"",
                        again + "<label>Why <input name=\"reason\" required maxlength=\"500\"></label>"
                                + "<button class=\"danger\">Record it</button>"))
                .append("<p><a href=\"" + PilotPages.PATH + "\">Back without recording</a></p>\n")
                .toString();
    }

    private static String cell(String text) {
        return text.isEmpty() ? "<span class=\"muted\">not asked</span>" : Pages.shown(IncidentStory.cut(text));
    }

    private static String text(Json value) {
        return value instanceof JsonString string
                ? string.value()
                : new String(JsonText.bytes(value), StandardCharsets.UTF_8);
    }

    /** What was agreed and is not done, so that the next check-in begins with it. */
    static String agreed(Pilot pilot) {
        Table table = new Table("Agreed and open", "Name", "Customer", "What", "Who", "Until");
        List<String> open = PilotField.open().choices().apply(pilot);
        pilot.all(Fact.Agreed.class).stream()
                .map(Dated::fact)
                .filter(agreed -> open.contains(agreed.id()))
                .forEach(agreed -> table.plain(
                        cell(agreed.id()),
                        cell(agreed.customer()),
                        cell(agreed.what()),
                        cell(agreed.owner()),
                        Html.of(agreed.due().toString())));
        return open.isEmpty()
                ? ""
                : "<section aria-labelledby=\"agreed\"><h2 id=\"agreed\">Agreed and open</h2>" + table.html()
                        + "</section>\n";
    }
}
