package dev.sallyport.server.finding;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one source has found over its imports: everything of the newest, and what was found before and is gone. Immutable.
 *
 * @param revision what the newest import was of; empty if nobody said
 * @param atMillis when that came
 * @param all those that are found, and then up to {@value #MOST_GONE} that are gone, those that went last first
 */
public record Standing(String revision, long atMillis, List<Seen> all) {
    /** How many are kept that are gone. */
    public static final int MOST_GONE = 500;

    /** Nothing was imported yet. */
    public static final Standing NOTHING = new Standing("", 0, List.of());

    public Standing {
        all = List.copyOf(all);
    }

    /** What stands after an import of those. */
    public Standing after(List<CodeFinding> found, String of, long nowMillis) {
        Map<String, Seen> before = new HashMap<>();
        all.forEach(seen -> before.put(seen.finding().id(), seen));
        Set<String> ids = new HashSet<>();
        List<Seen> next = new ArrayList<>();
        for (CodeFinding finding : found) {
            Seen was = before.get(finding.id());
            ids.add(finding.id());
            next.add(
                    was == null || was.isGone()
                            ? new Seen(finding, nowMillis, of, 0)
                            : new Seen(finding, was.firstMillis(), was.firstRevision(), 0));
        }
        all.stream()
                .filter(seen -> !ids.contains(seen.finding().id()))
                .map(seen -> seen.isGone()
                        ? seen
                        : new Seen(seen.finding(), seen.firstMillis(), seen.firstRevision(), nowMillis))
                .sorted(Comparator.comparingLong(Seen::goneMillis).reversed())
                .limit(MOST_GONE)
                .forEach(next::add);
        return new Standing(of, nowMillis, next);
    }

    /** Whether the newest import was the first that found it. */
    public boolean isNew(Seen seen) {
        return !seen.isGone() && seen.firstMillis() == atMillis;
    }

    /** The canonical form, which {@link #parse} reads. */
    public byte[] bytes() {
        return CanonicalForm.of(
                JsonObject.builder()
                        .put("revision", revision)
                        .put("at_ms", atMillis)
                        .put(
                                "findings",
                                new JsonArray(all.stream().<Json>map(Seen::json).toList()))
                        .build(),
                Scheme.SALLYPORT_JCS_2);
    }

    /** What was written. */
    public static Standing parse(byte[] bytes) {
        Fields fields = Fields.parse("the findings", bytes);
        List<Seen> all = new ArrayList<>();
        for (Json item : fields.items("findings")) {
            all.add(Seen.read(Fields.of("a finding", item)));
        }
        return new Standing(fields.text("revision"), fields.integer("at_ms"), all);
    }
}
