package dev.sallyport.provenance.assess;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One leaf of a call's arguments, with the role of the argument it stands in. */
record Argument(String name, Role role, String text, boolean number) {
    /** What is attached leaves; a file of the caller's own machine is named by its path, whatever else may be attached. */
    private static final Pattern ATTACHED = Pattern.compile("(?i)attach");

    private static final Pattern PATH = Pattern.compile("[/~]|\\.{1,2}[/\\\\]|[A-Za-z]:[/\\\\]|file:");

    /** The leaves of all arguments; a list written into one text counts as its elements where the role names things. */
    static List<Argument> of(ToolEntry tool, JsonObject arguments) {
        List<Argument> out = new ArrayList<>();
        arguments.members().forEach((name, value) -> collect(name, tool.role(name), value, out));
        return out;
    }

    private static void collect(String name, Role role, Json value, List<Argument> out) {
        switch (value) {
            case JsonString s -> split(name, role, s.value(), out);
            case JsonNumber n -> out.add(new Argument(name, role, text(n.value()), true));
            case JsonArray a -> a.items().forEach(item -> collect(name, role, item, out));
            case JsonObject o -> o.members().forEach((inner, item) -> collect(name + "." + inner, role, item, out));
            case JsonBoolean b -> {}
            case JsonNull n -> {}
        }
    }

    private static void split(String name, Role role, String text, List<Argument> out) {
        boolean list = role == Role.RECIPIENT && (text.contains(",") || text.contains(";"));
        for (String part : list ? text.split("[,;]") : new String[] {text}) {
            if (!part.isBlank()) {
                String value = part.strip();
                boolean file = role == Role.CONTENT
                        && ATTACHED.matcher(name).find()
                        && PATH.matcher(value).lookingAt();
                out.add(new Argument(name, file ? Role.PATH : role, value, false));
            }
        }
    }

    /** A number as calls write it. */
    static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
