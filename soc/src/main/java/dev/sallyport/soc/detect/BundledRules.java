package dev.sallyport.soc.detect;

import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that come with the program. */
public final class BundledRules {
    private static final String FOLDER = "/dev/sallyport/soc/rules/";
    private static final String INDEX = "index.txt";

    private BundledRules() {}

    /** Their documents, in order of their files' names. */
    public static List<Document> read() {
        List<Document> documents = new ArrayList<>();
        for (String file : files()) {
            documents.addAll(RuleFile.read("rules/" + file, bytes(file), Placeholders.NONE));
        }
        return documents;
    }

    /** The names of their files. */
    public static List<String> files() {
        return new String(bytes(INDEX), StandardCharsets.UTF_8).lines().toList();
    }

    /** The text of one of their files, if there is one of that name; examples lie below {@code examples/}. */
    public static Optional<String> text(String file) {
        boolean plain = file.matches("(examples/)?[a-z0-9_]+\\.(yml|bad\\.jsonl|good\\.jsonl)");
        return plain && BundledRules.class.getResource(FOLDER + file) != null
                ? Optional.of(new String(bytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static byte[] bytes(String file) {
        try (InputStream in = BundledRules.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the rule file " + file + " is missing from the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
