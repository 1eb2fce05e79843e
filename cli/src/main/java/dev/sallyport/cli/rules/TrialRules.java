package dev.sallyport.cli.rules;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.config.SocPlan;
import dev.sallyport.server.soc.SocFolder;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.yaml.Refused;
import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Manifest;
import dev.sallyport.soc.life.ManifestForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a folder as a gateway would run them, beside those that come with the program.
 *
 * @param rules all of them
 * @param own those of the folder
 * @param manifest what the folder says of them, if it says anything
 */
public record TrialRules(SigmaRules rules, List<SigmaRules.Whole> own, Optional<Manifest> manifest) {
    private static final int MOST_BYTES = 1 << 20;

    public TrialRules {
        own = List.copyOf(own);
    }

    /** Those that come with the program, alone. */
    public static TrialRules shipped() {
        return new TrialRules(SigmaRules.of(BundledRules.read(), Set.of()), List.of(), Optional.empty());
    }

    /** Those that a gateway of that plan would run. */
    public static TrialRules installed(SocPlan plan) {
        try {
            SocFolder folder = SocFolder.read(plan);
            return new TrialRules(
                    folder.rules(), own(folder.rules(), folder.bundled()), Optional.of(folder.manifest()));
        } catch (SocFolder.Unusable e) {
            throw Complaint.usage(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** Those of a folder; one that has the id of a rule that comes with the program stands in its place. */
    public static TrialRules folder(Terminal terminal, String folder, @Nullable String values) {
        RuleFolder read = RuleFolder.read(terminal, folder, values);
        read.demandAll();
        List<Document> own =
                read.files().stream().flatMap(file -> file.documents().stream()).toList();
        try {
            return of(own, manifest(terminal, folder));
        } catch (Refused refused) {
            throw Complaint.usage(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Documents of a folder that were read.
     *
     * @throws Refused if they do not fit together
     */
    static TrialRules of(List<Document> own, Optional<Manifest> manifest) {
        Set<String> taken =
                own.stream().map(document -> document.head().reference()).collect(Collectors.toSet());
        List<Document> all = new ArrayList<>(BundledRules.read());
        all.removeIf(document -> taken.contains(document.head().reference()));
        Set<String> bundled =
                all.stream().map(document -> document.head().reference()).collect(Collectors.toSet());
        all.addAll(own.stream().filter(TrialRules::runs).toList());
        SigmaRules rules = SigmaRules.of(all, Set.of());
        return new TrialRules(rules, own(rules, bundled), manifest);
    }

    /** A rule with an open placeholder runs nowhere. */
    private static boolean runs(Document document) {
        return !(document instanceof Document.Detection detection)
                || detection.placeholders().isEmpty();
    }

    private static List<SigmaRules.Whole> own(SigmaRules rules, Set<String> bundled) {
        return rules.wholes().stream()
                .filter(whole -> !bundled.contains(whole.rule().id()))
                .toList();
    }

    /** What a folder says of its rules. */
    static Optional<Manifest> manifest(Terminal terminal, String folder) {
        Path file = terminal.path(folder).resolve(Manifest.FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw Complaint.usage("file_too_large", "`" + file + "` has more than " + MOST_BYTES + " bytes");
            }
            return Optional.of(ManifestForm.read(Manifest.FILE, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw Complaint.usage("unreadable", "`" + file + "` can't be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw Complaint.usage("bad_lifecycle", String.valueOf(e.getMessage()));
        }
    }
}
