package dev.sallyport.cli.conformance;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language with an SDK. */
enum Language {
    JAVA,
    PYTHON,
    TYPESCRIPT,
    GO;

    /** As it is called on the command line and as its folder. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its conformance program in that copy of the project. */
    Path program(Path root) {
        return root.resolve("sdk").resolve(word()).resolve("conformance");
    }

    static Optional<Language> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
