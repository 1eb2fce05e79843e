package dev.sallyport.server.console;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.govern.pilot.Customer;
import dev.sallyport.govern.pilot.Dated;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Novel;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.shield.ShieldMode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a form about a pilot asks for.
 *
 * @param name of the fact's member
 * @param choices what there is to choose from, as the records say; none: it is typed
 */
record PilotField(String name, String label, Kind kind, Function<Pilot, List<String>> choices) {
    /** As much of a choice as a phone has room for; the whole of it is what is sent. */
    private static final int SHOWN = 24;

    /** How it is asked for and written. */
    enum Kind {
        CHOICE,
        TEXT,
        LONG_TEXT,
        DATE,
        NUMBER,
        YES_NO
    }

    static PilotField text(String name, String label) {
        return new PilotField(name, label, Kind.TEXT, pilot -> List.of());
    }

    static PilotField of(String name, String label, Kind kind) {
        return new PilotField(name, label, kind, pilot -> List.of());
    }

    static PilotField choice(String name, String label, Function<Pilot, List<String>> choices) {
        return new PilotField(name, label, Kind.CHOICE, choices);
    }

    /** A customer that takes part. */
    static PilotField customer() {
        return choice(
                "customer",
                "Customer",
                pilot -> pilot.customers().values().stream()
                        .filter(Customer::active)
                        .map(Customer::id)
                        .toList());
    }

    /** A shield that counts. */
    static PilotField shield() {
        return choice("shield", "Shield", Pilot::shields);
    }

    /** A mode, mildest first. */
    static PilotField mode() {
        return choice(
                "mode",
                "Mode",
                pilot ->
                        Arrays.stream(ShieldMode.values()).map(ShieldMode::wire).toList());
    }

    /** What was agreed and is not settled. */
    static PilotField open() {
        return choice("id", "What", PilotField::unsettled);
    }

    private static List<String> unsettled(Pilot pilot) {
        Set<String> settled = pilot.all(Fact.Settled.class).stream()
                .map(done -> done.fact().id())
                .collect(Collectors.toSet());
        return pilot.all(Fact.Agreed.class).stream()
                .map(Dated::fact)
                .map(Fact.Agreed::id)
                .filter(id -> !settled.contains(id))
                .distinct()
                .toList();
    }

    /** What no corpus knew. */
    static PilotField surface() {
        return choice(
                "surface",
                "Novel surface",
                pilot -> Novel.all(pilot).stream().map(Novel::surface).toList());
    }

    /** The version that was released. */
    static PilotField version() {
        return choice(
                "version",
                "Version",
                pilot -> pilot.all(Fact.Released.class).stream()
                        .map(released -> released.fact().version().wire())
                        .distinct()
                        .toList());
    }

    /** Whether the form can be filled in: somebody is there to be chosen. */
    boolean isAnswerable(Pilot pilot) {
        return kind != Kind.CHOICE || !choices.apply(pilot).isEmpty();
    }

    /** The input; names and values of the records are strangers' words. */
    String html(Pilot pilot) {
        String open = "<label>" + Html.of(label) + " ";
        return switch (kind) {
            case CHOICE -> open + select(choices.apply(pilot)) + "</label>";
            case YES_NO -> open + select(List.of("yes", "no")) + "</label>";
            case TEXT -> open + "<input name=\"" + name + "\" maxlength=\"500\"" + required() + "></label>";
            case LONG_TEXT ->
                open + "<textarea name=\"" + name + "\" rows=\"6\" maxlength=\"8000\" required></textarea></label>";
            case DATE -> open + "<input type=\"date\" name=\"" + name + "\" required></label>";
            case NUMBER ->
                open + "<input type=\"number\" name=\"" + name
                        + "\" min=\"0\" max=\"10\" step=\"0.1\" required></label>";
        };
    }

    private String required() {
        return name.equals("key") ? "" : " required"; // a customer without a key signs no statement
    }

    private String select(List<String> all) {
        StringBuilder out = new StringBuilder("<select name=\"" + name + "\">");
        for (String each : all) {
            out.append("<option value=\"")
                    .append(Html.of(each))
                    .append("\">")
                    .append(Pages.shown(each.length() <= SHOWN ? each : each.substring(0, SHOWN) + "..."))
                    .append("</option>");
        }
        return out.append("</select>").toString();
    }

    /** What was filled in, as the fact holds it. */
    Json read(Form form) {
        String text = form.text(name).replace("\r\n", "\n");
        return switch (kind) {
            case YES_NO -> JsonBoolean.of(text.equals("yes"));
            case NUMBER -> number(text);
            case CHOICE, TEXT, DATE -> new JsonString(text.strip());
            case LONG_TEXT -> new JsonString(text.endsWith("\n") ? text : text + "\n"); // a note ends with one
        };
    }

    private static Json number(String text) {
        if (!text.matches("[0-9]{1,2}(\\.[0-9]{1,2})?")) {
            throw RulePages.wrong();
        }
        return JsonNumber.of(Double.parseDouble(text));
    }
}
