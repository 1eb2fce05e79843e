package dev.sallyport.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One mapping of the file being read: every option is asked for once, and what nobody asked for is a fault. */
final class Section {
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private final String file;
    private final String name;
    private final Yaml.Mapping mapping;
    private final ChosenOptions chosen;
    private final TreeSet<String> asked = new TreeSet<>();
    private final List<Section> children = new ArrayList<>();

    Section(String file, String name, Yaml.Mapping mapping, ChosenOptions chosen) {
        this.chosen = chosen;
        this.file = file;
        this.name = name;
        this.mapping = mapping;
    }

    /** The section below, empty if it is not there. */
    Section section(String key) {
        Yaml value = take(key);
        Section child = switch (value) {
            case Yaml.Mapping m -> new Section(file, path(key), m, chosen);
            case Yaml.Empty e -> new Section(file, path(key), new Yaml.Mapping(e.line(), Map.of()), chosen);
            case Yaml.Scalar s -> throw fault(s, key, "takes options of its own, not a value");
            case Yaml.Sequence s -> throw fault(s, key, "takes options of its own, not a list");
        };
        children.add(child);
        return child;
    }

    /** The sections below, by the names the operator gave them. */
    Map<String, Section> sections(String key) {
        Section all = section(key);
        Map<String, Section> out = new LinkedHashMap<>();
        for (String each : all.mapping.entries().keySet()) {
            out.put(each, all.section(each));
        }
        return out;
    }

    /** The mappings of a list. */
    List<Section> list(String key) {
        return switch (take(key)) {
            case Yaml.Empty e -> List.of();
            case Yaml.Scalar s -> throw fault(s, key, "takes a list");
            case Yaml.Mapping m -> throw fault(m, key, "takes a list");
            case Yaml.Sequence s -> {
                List<Section> out = new ArrayList<>();
                for (Yaml item : s.items()) {
                    if (!(item instanceof Yaml.Mapping mapping)) {
                        throw fault(item, key, "takes a list of options in groups");
                    }
                    out.add(new Section(file, path(key) + "[" + out.size() + "]", mapping, chosen));
                }
                children.addAll(out);
                yield List.copyOf(out);
            }
        };
    }

    /** An absolute address of http or https. */
    Optional<URI> uri(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // answered below, like an address of another kind
        }
        throw fault(key, "takes an address that begins with http:// or https:// and holds no password");
    }

    /** The names that stand in the file. */
    List<String> names() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** Whether the option stands in the file, empty or not. */
    boolean has(String key) {
        asked.add(key);
        return mapping.entries().containsKey(key);
    }

    Optional<String> text(String key) {
        return switch (take(key)) {
            case Yaml.Scalar s -> {
                chosen.add(path(key), s.text(), Optional.of(file + ":" + s.line()));
                yield Optional.of(s.text());
            }
            case Yaml.Empty e -> {
                chosen.add(path(key), "", Optional.empty());
                yield Optional.empty();
            }
            case Yaml.Mapping m -> throw fault(m, key, "takes one value");
            case Yaml.Sequence s -> throw fault(s, key, "takes one value");
        };
    }

    String text(String key, String fallback) {
        Optional<String> text = text(key);
        return text.isPresent() ? text.get() : byDefault(key, fallback, fallback);
    }

    private <T> T byDefault(String key, String shown, T value) {
        chosen.add(path(key), shown, Optional.empty());
        return value;
    }

    int number(String key, int min, int max, int fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault(key, Integer.toString(fallback), fallback);
        }
        try {
            int value = Integer.parseInt(text.get().replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw fault(take(key), key, "takes a number from " + min + " to " + max + ", not `" + text.get() + "`");
    }

    /** A time span such as {@code 30s}, {@code 15m} or {@code 500ms}, in milliseconds. */
    long millis(String key, long min, long max, long fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault(key, ChosenOptions.span(fallback), fallback);
        }
        Optional<Long> value = span(text.get());
        if (value.isPresent() && value.get() >= min && value.get() <= max) {
            return value.get();
        }
        throw fault(
                take(key),
                key,
                "takes a time from " + min + "ms to " + max + "ms such as `30s`, not `" + text.get() + "`");
    }

    private static Optional<Long> span(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        Long unit = UNITS.get(text.substring(digits));
        if (digits == 0 || digits > 10 || unit == null) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(text.substring(0, digits)) * unit);
    }

    boolean flag(String key, boolean fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault(key, Boolean.toString(fallback), fallback);
        }
        return switch (text.get()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw fault(take(key), key, "takes true or false, not `" + text.get() + "`");
        };
    }

    List<String> texts(String key) {
        return switch (take(key)) {
            case Yaml.Empty e -> byDefault(key, "", List.of());
            case Yaml.Scalar s -> throw fault(s, key, "takes a list");
            case Yaml.Mapping m -> throw fault(m, key, "takes a list");
            case Yaml.Sequence s -> {
                List<String> out = new ArrayList<>();
                for (Yaml item : s.items()) {
                    if (!(item instanceof Yaml.Scalar scalar)) {
                        throw fault(item, key, "takes a list of single values");
                    }
                    out.add(scalar.text());
                }
                chosen.add(path(key), String.join(", ", out), Optional.of(file + ":" + s.line()));
                yield List.copyOf(out);
            }
        };
    }

    /** Single values by the names the operator gave them. */
    Map<String, String> pairs(String key) {
        Section all = section(key);
        Map<String, String> out = new LinkedHashMap<>();
        for (String each : all.mapping.entries().keySet()) {
            out.put(each, all.text(each).orElseThrow(() -> all.fault(each, "takes one value")));
            chosen.hide(all.path(each), file);
        }
        return out;
    }

    /** A fault of one option. */
    BadConfig fault(String key, String what) {
        return fault(take(key), key, what);
    }

    /** Refuses every option nobody asked for, here and below. */
    void finish() {
        mapping.entries().forEach((key, value) -> {
            if (!asked.contains(key)) {
                throw new BadConfig(
                        file + ":" + value.line(),
                        "no option is called `" + path(key) + "`; known here: " + String.join(", ", asked));
            }
        });
        children.forEach(Section::finish);
    }

    private Yaml take(String key) {
        asked.add(key);
        Yaml value = mapping.entries().get(key);
        return value == null ? new Yaml.Empty(mapping.line()) : value;
    }

    private BadConfig fault(Yaml at, String key, String what) {
        return new BadConfig(file + ":" + at.line(), "`" + path(key) + "` " + what);
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
