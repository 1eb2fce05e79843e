package dev.sallyport.server.soc;

import dev.sallyport.server.config.SocPlan;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import dev.sallyport.sigma.yaml.Refused;
import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Manifest;
import dev.sallyport.soc.life.ManifestForm;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documents of a configuration: rules and playbooks. Immutable.
 *
 * @param bundled ids of the rules that came with the program
 * @param rules all rules that run, each as far as its status says
 * @param manifest what the folder says of its rules
 * @param playbooks in order of their files' names
 */
public record SocFolder(Set<String> bundled, SigmaRules rules, Manifest manifest, List<Playbook> playbooks) {
    private static final int MOST_BYTES = 1 << 20;

    /** A document that can't be used; the gateway does not start with it. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        private final String code;

        Unusable(String code, String message, Throwable cause) {
            super(message, cause);
            this.code = code;
        }

        /** {@code rules_unusable} or {@code playbooks_unusable}. */
        public String code() {
            return code;
        }
    }

    public SocFolder {
        bundled = Set.copyOf(bundled);
        playbooks = List.copyOf(playbooks);
    }

    /** Reads what the plan names. */
    public static SocFolder read(SocPlan plan) throws Unusable {
        List<Document> bundled = plan.on() && plan.bundledRules() ? BundledRules.read() : List.of();
        Set<String> ours =
                bundled.stream().map(document -> document.head().reference()).collect(Collectors.toSet());
        try {
            List<Document> documents = new ArrayList<>(bundled);
            Optional<Manifest> manifest = Optional.empty();
            if (plan.rules().isPresent()) {
                List<Document> own = documents(plan.rules().get());
                requireOther(ours, own);
                documents.addAll(own);
                manifest = manifest(plan.rules().get());
            }
            SigmaRules rules = SigmaRules.of(documents, plan.off());
            if (manifest.isPresent()) {
                require(manifest.get(), rules, ours, plan.off());
            }
            return new SocFolder(ours, rules, manifest.orElse(Manifest.NONE), playbooks(plan));
        } catch (IOException | IllegalArgumentException | Refused e) {
            throw new Unusable("rules_unusable", String.valueOf(e.getMessage()), e);
        }
    }

    /** The documents of a rules folder, in order of their files' names. */
    private static List<Document> documents(Path folder) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Path file : files(folder, ".yml", ".yaml")) {
            documents.addAll(RuleFile.read(file.toString(), bytes(file), Placeholders.NONE));
        }
        return documents;
    }

    /** What a rules folder says of its rules; a folder that says nothing lets them be recorded. */
    private static Optional<Manifest> manifest(Path folder) throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        return Files.isRegularFile(file)
                ? Optional.of(ManifestForm.read(file.toString(), bytes(file)))
                : Optional.empty();
    }

    /** A rule of a folder goes under its own name: else it would stand as one that came with the program. */
    private static void requireOther(Set<String> ours, List<Document> own) {
        for (Document document : own) {
            if (ours.contains(document.head().reference())) {
                throw new IllegalArgumentException(
                        document.head().file() + ": `"
                                + document.head().reference()
                                + "` is the id of a rule that comes with the program: take another, and name the first in `rules_off`");
            }
        }
    }

    private static void require(Manifest manifest, SigmaRules rules, Set<String> ours, Set<String> off) {
        List<SigmaRules.Whole> own = rules.wholes().stream()
                .filter(whole -> !ours.contains(whole.rule().id()))
                .toList();
        List<Manifest.Fault> faults = manifest.faults(own).stream()
                .filter(fault -> !fault.code().equals("rule_missing") || !off.contains(fault.rule()))
                .toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.getFirst().message());
        }
    }

    /** The playbooks that the plan names, each as its document says. */
    public static List<Playbook> playbooks(SocPlan plan) throws Unusable {
        return plan.playbooks().isPresent() ? playbooks(plan.playbooks().get()) : List.of();
    }

    /** The playbooks of a folder, in order of their files' names. */
    public static List<Playbook> playbooks(Path folder) throws Unusable {
        List<Playbook> playbooks = new ArrayList<>();
        try {
            for (Path file : files(folder, ".json")) {
                playbooks.add(PlaybookForm.read(file.toString(), bytes(file)));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Unusable("playbooks_unusable", String.valueOf(e.getMessage()), e);
        }
        return playbooks;
    }

    private static List<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Arrays.stream(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + " has more than " + MOST_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }
}
