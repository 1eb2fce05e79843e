package dev.sallyport.cli.conformance;

import dev.sallyport.action.json.JsonObject;
import java.util.Optional;

/**
 * How one language did in one suite.
 *
 * @param suite the suite
 * @param language the language's word
 * @param total questions of the suite
 * @param passed answered as written
 * @param failed answered otherwise, or not
 * @param reason why none was asked, if so
 */
record Tally(String suite, String language, int total, int passed, int failed, Optional<String> reason) {
    int skipped() {
        return total - passed - failed;
    }

    JsonObject row() {
        JsonObject.Builder row = JsonObject.builder()
                .put("suite", suite)
                .put("language", language)
                .put("total", total)
                .put("passed", passed)
                .put("failed", failed)
                .put("skipped", skipped());
        reason.ifPresent(why -> row.put("reason", why));
        return row.build();
    }

    String line() {
        return String.format(
                "%-8s %-11s %4d of %4d as written, %d failed, %d skipped%s",
                suite,
                language,
                passed,
                total,
                failed,
                skipped(),
                reason.map(why -> " (" + why + ")").orElse(""));
    }
}
