package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.yaml.Node;
import dev.sallyport.sigma.yaml.YamlReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that a site gives to the placeholders of its rules.
 *
 * @param values by the name between the percent signs, none empty
 */
public record Placeholders(Map<String, List<String>> values) {
    /** No values at all. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    public Placeholders {
        Map<String, List<String>> copy = new HashMap<>();
        values.forEach((name, list) -> {
            if (list.isEmpty()) {
                throw new IllegalArgumentException("the placeholder `" + name + "` has no value");
            }
            copy.put(name, List.copyOf(list));
        });
        values = Map.copyOf(copy);
    }

    /** A placeholder's values. */
    public Optional<List<String>> of(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The values of a file: one YAML mapping from names to a value or a list of values.
     *
     * @throws dev.sallyport.sigma.yaml.Refused with the place, if it is anything else
     */
    public static Placeholders read(String file, byte[] bytes) {
        Refusals refusals = new Refusals(file);
        Map<String, List<String>> values = new HashMap<>();
        for (Node root : YamlReader.read(file, bytes)) {
            for (Node.Entry entry : refusals.mapping(root, "a file of values").entries()) {
                List<String> words = refusals.words(entry.value(), "`" + entry.name() + "`");
                if (words.isEmpty()) {
                    throw refusals.at(entry.value().place(), "empty_value_list", "`" + entry.name() + "` has no value");
                }
                values.put(entry.name(), words);
            }
        }
        return new Placeholders(values);
    }
}
