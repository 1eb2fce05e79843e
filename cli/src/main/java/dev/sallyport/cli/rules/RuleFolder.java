package dev.sallyport.cli.rules;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.sigma.engine.RuleSet;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Filters;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rule files of a folder, each read or refused. References are looked for in the file first, then in the other files. */
final class RuleFolder {
    private static final List<String> ENDINGS = List.of(".yml", ".yaml");

    /**
     * One file.
     *
     * @param documents none if it is refused
     */
    record Read(String file, List<Document> documents, Optional<Refused> refused) {}

    private final List<Read> files;

    private RuleFolder(List<Read> files) {
        this.files = files;
    }

    static RuleFolder read(Terminal terminal, String folder, @Nullable String values) {
        Placeholders placeholders = placeholders(terminal, values);
        SortedMap<String, byte[]> texts = Folder.read(terminal, folder, ENDINGS);
        if (texts.isEmpty()) {
            throw Complaint.usage("no_rules", "`" + folder + "` holds no *.yml or *.yaml");
        }
        SortedMap<String, Read> first = new TreeMap<>();
        texts.forEach((file, bytes) -> {
            try {
                first.put(file, new Read(file, RuleFile.read(file, bytes, placeholders), Optional.empty()));
            } catch (Refused refused) {
                first.put(file, new Read(file, List.of(), Optional.of(refused)));
            }
        });
        List<Read> files = new ArrayList<>();
        for (Read read : first.values()) {
            Optional<Refused> refused = read.refused().or(() -> unresolved(read, first));
            files.add(new Read(read.file(), refused.isPresent() ? List.of() : read.documents(), refused));
        }
        return new RuleFolder(files);
    }

    private static Placeholders placeholders(Terminal terminal, @Nullable String values) {
        if (values == null) {
            return Placeholders.NONE;
        }
        try {
            return Placeholders.read(values, terminal.read(values));
        } catch (Refused refused) {
            throw Complaint.usage("bad_values", String.valueOf(refused.getMessage()));
        }
    }

    /** What is wrong with the rules of a file that relate others. */
    @SuppressWarnings("ReferenceEquality") // that very file, not one with equal rules
    private static Optional<Refused> unresolved(Read read, Map<String, Read> all) {
        boolean alone = read.documents().stream()
                .allMatch(document -> document instanceof Document.Detection || document instanceof Document.Filter);
        if (alone) {
            return Optional.empty();
        }
        Optional<Refused> within = fault(read.documents());
        if (within.isEmpty() || !within.get().code().equals("unresolved_rule_reference")) {
            return within;
        }
        List<Document> together = new ArrayList<>(read.documents());
        Set<String> known = names(read);
        for (Read other : all.values()) {
            if (other != read && known.addAll(names(other))) {
                boolean sound = fault(other.documents()).isEmpty();
                other.documents().stream()
                        .filter(document -> sound || document instanceof Document.Detection)
                        .filter(document -> !(document instanceof Document.Filter))
                        .forEach(together::add);
            }
        }
        Optional<Refused> among = fault(together);
        // What is wrong with another file says nothing about this one's references.
        return among.isPresent() && !among.get().file().equals(read.file()) ? within : among;
    }

    private static Set<String> names(Read read) {
        Set<String> names = new HashSet<>();
        for (Document document : read.documents()) {
            Head head = document.head();
            Stream.concat(head.id().stream(), head.name().stream()).forEach(names::add);
        }
        return names;
    }

    private static Optional<Refused> fault(List<Document> documents) {
        try {
            RuleSet.of(documents);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused);
        }
    }

    List<Read> files() {
        return files;
    }

    /** All that was read, narrowed by its filters. */
    List<Document> documents() {
        return Filters.apply(
                files.stream().flatMap(read -> read.documents().stream()).toList());
    }

    /** The first refusal, as a complaint. */
    void demandAll() {
        for (Read read : files) {
            read.refused().ifPresent(refused -> {
                throw Complaint.usage(refused.code(), String.valueOf(refused.getMessage()));
            });
        }
    }
}
