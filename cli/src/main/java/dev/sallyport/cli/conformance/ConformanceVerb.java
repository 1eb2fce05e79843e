package dev.sallyport.cli.conformance;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.sdk.conformance.ConformanceProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code conformance}: asks the SDK of each language every vector of {@code spec/} and prints a row for each suite and
 * language. Each answer that differs is told on standard error.
 */
@Command
public final class ConformanceVerb extends Verb {
    private static final int LONGEST_SHOWN = 400;
    private static final int MOST_SHOWN = 50;

    @Option(names = "--lang", paramLabel = "L", description = "one language: java, python, typescript or go")
    private String lang = "";

    @Option(names = "--require-all", description = "the release check: fail when a language was skipped, too")
    private boolean requireAll;

    @Option(names = "--program", description = "be the conformance program of Java instead: requests in, answers out")
    private boolean program;

    @Option(
            names = "--sources",
            paramLabel = "DIR",
            description = "the copy of Sallyport's sources (default: this one)")
    private String sources = "";

    @Option(
            names = "--mutations",
            paramLabel = "N",
            description = "ask N damaged requests of every language instead, and want one answer to each")
    private int mutations;

    @Option(names = "--minutes", paramLabel = "M", description = "with --mutations: go on until M minutes are over")
    private int minutes;

    @Option(names = "--seed", paramLabel = "S", description = "with --mutations: where chance begins (default: 1)")
    private long seed = 1;

    /** On that terminal. */
    public ConformanceVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        if (program) {
            ConformanceProgram.run(terminal().in(), terminal().out());
            return Exit.OK;
        }
        Path root = root();
        List<Question> questions = Vectors.below(root.resolve("spec"));
        if (mutations > 0) {
            return differential(root, questions);
        }
        boolean good = true;
        List<ClientVectors.Vector> behaviours = ClientVectors.below(root.resolve("spec"));
        for (Language language : languages()) {
            for (Tally tally : asked(language, root, questions, behaviours)) {
                row(tally.row(), tally.line());
                good &= tally.failed() == 0 && !(requireAll && tally.skipped() > 0);
            }
        }
        if (languages().contains(Language.JAVA)) {
            good &= rules(root);
        }
        return good ? Exit.OK : Exit.NO;
    }

    /** Detection rules are read by one engine only; it is asked here, in this process. */
    private boolean rules(Path root) {
        Optional<Tally> tally = RuleVectors.of(
                root.resolve("spec"),
                (name, why) ->
                        terminal().aside(Language.JAVA.word() + " " + RuleVectors.SUITE + "/" + name + ": " + why));
        tally.ifPresent(rules -> row(rules.row(), rules.line()));
        return tally.isEmpty() || tally.get().failed() == 0;
    }

    /** Languages whose tool chain is missing are told and left out; fewer than two have nothing to compare. */
    private Exit differential(Path root, List<Question> questions) throws IOException {
        Map<Language, SdkProgram> programs = new EnumMap<>(Language.class);
        List<Tally> rows = new ArrayList<>();
        try {
            for (Language language : Language.values()) {
                SdkProgram sdk = SdkProgram.start(language.program(root), Map.of());
                programs.put(language, sdk);
                Optional<String> missing = sdk.missing();
                if (missing.isPresent()) {
                    rows.add(new Tally("differential", language.word(), mutations, 0, 0, missing));
                    programs.remove(language);
                    sdk.close();
                }
            }
            boolean allThere = rows.isEmpty();
            rows.addAll(compared(programs, questions));
            rows.forEach(tally -> row(tally.row(), tally.line()));
            boolean good = programs.size() > 1 && rows.stream().allMatch(tally -> tally.failed() == 0);
            return good && (allThere || !requireAll) ? Exit.OK : Exit.NO;
        } finally {
            programs.values().forEach(SdkProgram::close);
        }
    }

    private List<Tally> compared(Map<Language, SdkProgram> programs, List<Question> questions) {
        long start = System.nanoTime();
        long least = TimeUnit.MINUTES.toNanos(minutes);
        int shown = 0;
        try (Differential differential = new Differential(programs, new Mutator(questions, seed));
                Progress progress = new Progress(terminal(), "comparing", mutations)) {
            while (differential.asked() < mutations || System.nanoTime() - start < least) {
                int most = minutes > 0 ? Integer.MAX_VALUE : mutations - differential.asked();
                for (Differential.Difference difference : differential.ask(most)) {
                    if (shown++ < MOST_SHOWN) {
                        tell(difference);
                    }
                }
                progress.at(differential.asked());
            }
            return differential.tallies();
        }
    }

    private void tell(Differential.Difference difference) {
        terminal().aside("seed " + seed + ": " + whole(difference.request()));
        difference
                .answers()
                .forEach((language, answer) -> terminal().aside("  " + language.word() + " " + shown(answer)));
    }

    private List<Language> languages() {
        if (lang.isEmpty()) {
            return List.of(Language.values());
        }
        if (requireAll) {
            throw Complaint.usage("usage", "conformance: --require-all asks every language: leave --lang out");
        }
        return List.of(Language.of(lang).orElseThrow(() -> {
            String known = Arrays.stream(Language.values()).map(Language::word).collect(Collectors.joining(", "));
            return Complaint.usage("unknown_language", "conformance: no SDK in `" + lang + "`: use one of " + known);
        }));
    }

    private Path root() {
        Path root = sources.isEmpty()
                ? Path.of(System.getProperty("sallyport.root", ""))
                : terminal().path(sources);
        if (!Files.isDirectory(root.resolve("spec"))) {
            throw Complaint.usage(
                    "no_such_folder",
                    "conformance: no folder `spec` in `" + root + "`: name a copy of the sources with --sources");
        }
        return root;
    }

    private List<Tally> asked(
            Language language, Path root, List<Question> questions, List<ClientVectors.Vector> behaviours)
            throws IOException {
        try (SdkProgram sdk = SdkProgram.start(language.program(root), Map.of())) {
            Optional<String> missing = sdk.missing();
            List<JsonObject> answers = missing.isPresent()
                    ? List.of()
                    : sdk.ask(questions.stream().map(Question::request).toList());
            List<Tally> tallies = new ArrayList<>();
            for (String suite :
                    questions.stream().map(Question::suite).distinct().toList()) {
                tallies.add(tally(suite, language, questions, answers, missing));
            }
            tallies.add(behaved(sdk, language, behaviours, missing));
            return tallies;
        }
    }

    private Tally behaved(
            SdkProgram sdk, Language language, List<ClientVectors.Vector> behaviours, Optional<String> missing)
            throws IOException {
        int passed = 0;
        for (ClientVectors.Vector vector : missing.isPresent() ? List.<ClientVectors.Vector>of() : behaviours) {
            JsonObject answer = ClientVectors.ask(sdk, vector);
            if (answer.equals(vector.wanted())) {
                passed++;
            } else {
                tell(language, vector.name(), vector.wanted(), answer);
            }
        }
        int failed = missing.isPresent() ? 0 : behaviours.size() - passed;
        return new Tally(ClientVectors.SUITE, language.word(), behaviours.size(), passed, failed, missing);
    }

    private Tally tally(
            String suite,
            Language language,
            List<Question> questions,
            List<JsonObject> answers,
            Optional<String> missing) {
        int total = 0;
        int passed = 0;
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            if (!question.suite().equals(suite)) {
                continue;
            }
            total++;
            if (!answers.isEmpty() && question.isAnsweredBy(answers.get(i))) {
                passed++;
            } else if (!answers.isEmpty()) {
                tell(language, question.name(), question.wanted(), answers.get(i));
            }
        }
        int failed = answers.isEmpty() ? 0 : total - passed;
        return new Tally(suite, language.word(), total, passed, failed, missing);
    }

    private void tell(Language language, String name, JsonObject wanted, JsonObject answer) {
        terminal().aside(language.word() + " " + name + ": wanted " + shown(wanted) + ", got " + shown(answer));
    }

    private static String whole(JsonObject object) {
        return new String(CanonicalForm.of(object, Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8);
    }

    private static String shown(JsonObject object) {
        String text = whole(object);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
