package dev.sallyport.provenance.assess;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.provenance.catalogue.LeafRoles;
import dev.sallyport.provenance.catalogue.Role;
import dev.sallyport.provenance.catalogue.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One leaf of a call's arguments, with the role it is judged in.
 *
 * @param name the argument's, and behind a dot those of the members it stands in
 * @param told whether somebody, its name or its shape says what it decides
 */
record Argument(String name, Role role, String text, boolean number, boolean told) {
    /** What is attached leaves; a file of the caller's own machine is named by its path, whatever else may be attached. */
    private static final Pattern ATTACHED = Pattern.compile("(?i)attach");

    private static final Pattern PATH = Pattern.compile("[/~]|\\.{1,2}[/\\\\]|[A-Za-z]:[/\\\\]|file:");

    Argument(String name, Role role, String text, boolean number) {
        this(name, role, text, number, true);
    }

    /** The leaves of all arguments; a list written into one text counts as its elements where the role names things. */
    static List<Argument> of(ToolEntry tool, JsonObject arguments) {
        List<Argument> out = new ArrayList<>();
        arguments.members().forEach((name, value) -> new Reader(tool, name, out).read(Optional.empty(), name, value));
        return out;
    }

    /** Reads the leaves of one argument. */
    private record Reader(ToolEntry tool, String argument, List<Argument> out) {
        /**
         * Reads one value.
         *
         * @param inner the name of the member it stands in
         */
        void read(Optional<String> inner, String name, Json value) {
            switch (value) {
                case JsonString s -> split(inner, name, s.value());
                case JsonNumber n -> {
                    String text = text(n.value());
                    LeafRoles found = LeafRoles.of(tool, argument, inner, text);
                    out.add(new Argument(name, found.role(), text, true, found.told()));
                }
                case JsonArray a -> a.items().forEach(item -> read(inner, name, item));
                case JsonObject o ->
                    o.members().forEach((member, item) -> read(Optional.of(member), name + "." + member, item));
                case JsonBoolean b -> {
                    if (b.value()) {
                        Flags.of(name).ifPresent(word -> out.add(new Argument(name, Role.VISIBILITY, word, false)));
                    }
                }
                case JsonNull n -> {}
            }
        }

        private void split(Optional<String> inner, String name, String text) {
            LeafRoles whole = LeafRoles.of(tool, argument, inner, text);
            boolean list = whole.role() == Role.RECIPIENT && (text.contains(",") || text.contains(";"));
            for (String part : list ? text.split("[,;]") : new String[] {text}) {
                if (!part.isBlank()) {
                    String value = part.strip();
                    boolean file = whole.role() == Role.CONTENT
                            && ATTACHED.matcher(name).find()
                            && PATH.matcher(value).lookingAt();
                    out.add(new Argument(name, file ? Role.PATH : whole.role(), value, false, file || whole.told()));
                }
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
