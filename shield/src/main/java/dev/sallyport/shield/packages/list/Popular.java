package dev.sallyport.shield.packages.list;

import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.name.Squats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A registry's well-known names, best known first. Immutable. */
public final class Popular {
    private final Squats squats;
    private final Map<String, Integer> majors = new HashMap<>();
    private final int size;

    /**
     * @param lines each a name, then a tab and the first number of its version if that is known; a line that begins with {@code #} says something
     *     about the list; one that begins with {@code !} is no package but a thing whose name is as well known, such as a product
     */
    public Popular(Ecosystem ecosystem, List<String> lines) {
        List<String> names = new ArrayList<>();
        List<String> things = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("!")) {
                things.add(ecosystem.normal(text.substring(1)));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                int tab = text.indexOf('\t');
                String name = ecosystem.normal(tab < 0 ? text : text.substring(0, tab));
                names.add(name);
                if (tab > 0) {
                    majors.put(name, Integer.valueOf(text.substring(tab + 1).strip()));
                }
            }
        }
        this.size = names.size();
        this.squats = new Squats(ecosystem, merged(names, things));
    }

    /** Things stand where a package of middling rank would. */
    private static List<String> merged(List<String> names, List<String> things) {
        List<String> all = new ArrayList<>(names);
        all.addAll(Math.min(names.size(), 900), things);
        return all;
    }

    /** What names could be taken for one of these. */
    public Squats squats() {
        return squats;
    }

    /** Whether the normal name is one of them. */
    public boolean contains(String normal) {
        return squats.knows(normal);
    }

    /** The first number of its version when the list was made. */
    public OptionalInt major(String normal) {
        Integer major = majors.get(normal);
        return major == null ? OptionalInt.empty() : OptionalInt.of(major);
    }

    /** How many packages it holds. */
    public int size() {
        return size;
    }
}
