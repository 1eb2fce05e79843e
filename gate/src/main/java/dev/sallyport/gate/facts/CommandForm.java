package dev.sallyport.gate.facts;

import dev.sallyport.action.canonical.CanonicalObject;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.command.CommandFacts;
import dev.sallyport.gate.command.Power;
import dev.sallyport.gate.form.Fields;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The member {@code commands} of facts: names and words from closed sets, never an argument. */
final class CommandForm {
    private CommandForm() {}

    static void write(CommandFacts c, CanonicalObject.Writer out) {
        out.put("dynamic", c.dynamic())
                .put("packages", List.copyOf(c.packages()))
                .put("powers", powers(c))
                .put("programs", List.copyOf(c.programs()))
                .put("unreadable", c.unreadable())
                .close();
    }

    static JsonObject toJson(CommandFacts c) {
        return JsonObject.builder()
                .put("unreadable", c.unreadable())
                .put("dynamic", c.dynamic())
                .put("programs", texts(c.programs()))
                .put("powers", texts(powers(c)))
                .put("packages", texts(c.packages()))
                .build();
    }

    static CommandFacts read(Fields f) {
        SortedSet<Power> powers = new TreeSet<>();
        for (String word : f.texts("powers")) {
            powers.add(
                    Power.byWire(word).orElseThrow(() -> new IllegalArgumentException("unknown power `" + word + "`")));
        }
        CommandFacts facts = new CommandFacts(
                f.flag("unreadable"),
                f.flag("dynamic"),
                new TreeSet<>(f.texts("programs")),
                powers,
                new TreeSet<>(f.texts("packages")));
        f.end();
        return facts;
    }

    private static List<String> powers(CommandFacts c) {
        return c.powers().stream().map(Power::wire).toList();
    }

    private static JsonArray texts(Collection<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
