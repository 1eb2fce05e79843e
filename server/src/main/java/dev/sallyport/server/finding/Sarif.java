package dev.sallyport.server.finding;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads SARIF 2.1.0, as much as findings need: of each result its rule, level, text, first location and fingerprints. Members that nobody asks for
 * are ignored; those that are asked for and are of another type are refused with their place. Confined to one thread.
 */
public final class Sarif {
    /** Greatest length of a file. */
    public static final int MOST_BYTES = 4 << 20;

    /** Most results in a file. */
    public static final int MOST_RESULTS = 2_000;

    private static final String VERSION = "2.1.0";
    private static final JsonLimits LIMITS = new JsonLimits(MOST_BYTES, 64, 500_000, MOST_BYTES);
    private static final byte[] DOMAIN = Sha256.domain("sallyport/code-finding/1");
    private static final int ID_DIGITS = 32;
    /** Where fingerprints stand. `fingerprints` is not read: it may hold the same words for every result of a scanner that is not signed in. */
    private static final String MEMBER = "partialFingerprints";

    /** What scanners agree on as the one fingerprint that outlives a moved line. */
    private static final String LINE_HASH = "primaryLocationLineHash";

    /** Kinds of results that are no findings (§3.27.9). */
    private static final Set<String> NO_FINDINGS = Set.of("pass", "notApplicable");

    private final String source;
    private final List<Read> read = new ArrayList<>();

    private Sarif(String source) {
        this.source = source;
    }

    /** A finding before it has an id; {@code same} is what makes it the same finding in the next import. */
    private record Read(List<String> same, CodeFinding finding) {}

    /**
     * The findings of a file.
     *
     * @param source the scanner's name, which is part of the findings' ids
     * @throws dev.sallyport.action.json.MalformedJson if the bytes are no strict JSON within the limits
     * @throws IllegalArgumentException if something has another type or is beyond its limit, with its place
     */
    public static List<CodeFinding> read(String source, byte[] bytes) {
        Json log = StrictJson.parse(bytes, LIMITS, Numbers.ROUNDED);
        if (!(log instanceof JsonObject object)) {
            throw new IllegalArgumentException("the file is not an object; send a SARIF " + VERSION + " log");
        }
        if (!text(object, "version", "the log").equals(Optional.of(VERSION))) {
            throw new IllegalArgumentException("`version` of the log is not " + VERSION + "; send SARIF " + VERSION);
        }
        Sarif sarif = new Sarif(source);
        List<JsonObject> runs = objects(object, "runs", "the log")
                .orElseThrow(() -> new IllegalArgumentException("the log lacks `runs`"));
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(
                    "the log has no run; a scan that found nothing has one, with no results");
        }
        for (int i = 0; i < runs.size(); i++) {
            sarif.run(runs.get(i), "runs[" + i + "]");
        }
        return sarif.findings();
    }

    private void run(JsonObject run, String where) {
        Map<String, Level> usual = usualLevels(run, where);
        succeeded(run, where);
        // §3.14.23: null, or nothing, is what a scan writes that did not come to its end.
        List<JsonObject> results = objects(run, "results", where)
                .orElseThrow(() -> new IllegalArgumentException(
                        where + " has no results, not even none: the scan failed, and says nothing of what is there"));
        for (int i = 0; i < results.size(); i++) {
            result(results.get(i), where + ".results[" + i + "]", usual);
            if (read.size() > MOST_RESULTS) {
                throw new IllegalArgumentException("the file has more than " + MOST_RESULTS
                        + " results; hand in the levels that matter, or under several sources");
            }
        }
    }

    /** Findings that a scan did not come to are not gone. */
    private static void succeeded(JsonObject run, String where) {
        for (JsonObject invocation : objects(run, "invocations", where).orElse(List.of())) {
            if (JsonBoolean.of(false).equals(invocation.get("executionSuccessful"))) {
                throw new IllegalArgumentException(
                        where + ".invocations say that the scan failed; hand in one that came to its end");
            }
        }
    }

    /** What rules say their findings' level is, where a result does not (§3.50.2). */
    private static Map<String, Level> usualLevels(JsonObject run, String where) {
        Map<String, Level> levels = new HashMap<>();
        Optional<JsonObject> tool = object(run, "tool", where);
        if (tool.isEmpty()) {
            return levels;
        }
        String at = where + ".tool";
        List<JsonObject> parts =
                new ArrayList<>(objects(tool.get(), "extensions", at).orElse(List.of()));
        object(tool.get(), "driver", at).ifPresent(parts::add);
        for (JsonObject part : parts) {
            for (JsonObject rule : objects(part, "rules", at).orElse(List.of())) {
                Optional<String> id = text(rule, "id", at + ".rules");
                Optional<Level> level =
                        object(rule, "defaultConfiguration", at + ".rules").flatMap(set -> level(set, at + ".rules"));
                if (id.isPresent() && level.isPresent()) {
                    levels.put(id.get(), level.get());
                }
            }
        }
        return levels;
    }

    private void result(JsonObject result, String where, Map<String, Level> usual) {
        boolean none = text(result, "kind", where).filter(NO_FINDINGS::contains).isPresent()
                || text(result, "baselineState", where).equals(Optional.of("absent"));
        if (none) {
            return;
        }
        String rule = text(result, "ruleId", where)
                .or(() -> object(result, "rule", where).flatMap(named -> text(named, "id", where + ".rule")))
                .orElse("");
        limit("ruleId", rule, CodeFinding.LONGEST_RULE, where);
        Level level = level(result, where).orElse(usual.getOrDefault(rule, Level.WARNING));
        String message = object(result, "message", where)
                .flatMap(said -> text(said, "text", where + ".message"))
                .orElse("");
        Optional<JsonObject> place = objects(result, "locations", where)
                .flatMap(all -> all.stream().findFirst())
                .flatMap(first -> object(first, "physicalLocation", where + ".locations[0]"));
        String at = where + ".locations[0].physicalLocation";
        String uri = place.flatMap(physical -> object(physical, "artifactLocation", at))
                .flatMap(file -> text(file, "uri", at + ".artifactLocation"))
                .orElse("");
        limit("uri", uri, CodeFinding.LONGEST_URI, at);
        Optional<JsonObject> region = place.flatMap(physical -> object(physical, "region", at));
        long line =
                region.map(lines -> number(lines, "startLine", at + ".region")).orElse(0L);
        String cut = message.length() <= CodeFinding.LONGEST_MESSAGE
                ? message
                : message.substring(0, whole(message, CodeFinding.LONGEST_MESSAGE));
        List<String> same = new ArrayList<>(List.of(rule, uri));
        List<String> given = fingerprints(result, where);
        if (given.isEmpty()) {
            String context = region.flatMap(lines -> object(lines, "snippet", at + ".region"))
                    .flatMap(snippet -> text(snippet, "text", at + ".region.snippet"))
                    .orElse("");
            same.addAll(List.of("own", message, context));
        } else {
            same.addAll(given);
        }
        read.add(new Read(same, new CodeFinding("", rule, level, cut, uri, line)));
    }

    /** Where a text may be cut without leaving half a character. */
    private static int whole(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }

    /** The fingerprints that the scanner gives, each with its name; none if it gives none. */
    private static List<String> fingerprints(JsonObject result, String where) {
        Map<String, String> given = new TreeMap<>();
        object(result, MEMBER, where)
                .ifPresent(all -> all.members()
                        .keySet()
                        .forEach(name ->
                                text(all, name, where + "." + MEMBER).ifPresent(value -> given.put(name, value))));
        String line = given.get(LINE_HASH);
        List<String> out = new ArrayList<>();
        if (line != null) {
            out.addAll(List.of(LINE_HASH, line));
        } else {
            given.forEach((name, value) -> out.addAll(List.of(name, value)));
        }
        return out;
    }

    /** Each finding with its id. What is found twice alike in one file is told apart by its order in that. */
    private List<CodeFinding> findings() {
        read.sort(Comparator.comparing((Read one) -> one.finding().uri())
                .thenComparingLong(one -> one.finding().line()));
        Map<List<String>, Integer> times = new HashMap<>();
        return read.stream()
                .map(one -> {
                    int time = times.merge(one.same(), 1, Integer::sum);
                    CodeFinding found = one.finding();
                    return new CodeFinding(
                            id(one.same(), time),
                            found.rule(),
                            found.level(),
                            found.message(),
                            found.uri(),
                            found.line());
                })
                .toList();
    }

    private String id(List<String> same, int time) {
        List<Json> parts = new ArrayList<>(List.of(new JsonString(source)));
        same.forEach(part -> parts.add(new JsonString(part)));
        parts.add(JsonNumber.of((long) time));
        byte[] bytes = CanonicalForm.of(new JsonArray(parts), Scheme.SALLYPORT_JCS_2);
        return "fnd_" + Hex.of(Sha256.of(DOMAIN, bytes)).substring(0, ID_DIGITS);
    }

    private static void limit(String what, String text, int longest, String where) {
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    where + ": `" + what + "` has " + text.length() + " characters; it takes up to " + longest);
        }
    }

    private static Optional<Level> level(JsonObject object, String where) {
        return text(object, "level", where)
                .map(word -> Level.byWire(word)
                        .orElseThrow(() ->
                                new IllegalArgumentException(where + ".level takes error, warning, note or none")));
    }

    private static Optional<String> text(JsonObject object, String member, String where) {
        return switch (object.get(member)) {
            case null -> Optional.empty();
            case JsonString text -> Optional.of(text.value());
            default -> throw wrong(where, member, "a string");
        };
    }

    private static Optional<JsonObject> object(JsonObject object, String member, String where) {
        return switch (object.get(member)) {
            case null -> Optional.empty();
            case JsonObject inner -> Optional.of(inner);
            default -> throw wrong(where, member, "an object");
        };
    }

    private static long number(JsonObject object, String member, String where) {
        Json value = object.get(member);
        if (value == null) {
            return 0;
        }
        if (value instanceof JsonNumber number && number.isInteger() && number.value() >= 0) {
            return (long) number.value();
        }
        throw wrong(where, member, "a whole number from 0");
    }

    private static Optional<List<JsonObject>> objects(JsonObject object, String member, String where) {
        @Nullable Json value = object.get(member);
        if (value == null || value == dev.sallyport.action.json.JsonNull.NULL) {
            return Optional.empty();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrong(where, member, "an array");
        }
        List<JsonObject> out = new ArrayList<>();
        for (int i = 0; i < array.items().size(); i++) {
            if (!(array.items().get(i) instanceof JsonObject one)) {
                throw wrong(where, member + "[" + i + "]", "an object");
            }
            out.add(one);
        }
        return Optional.of(out);
    }

    private static IllegalArgumentException wrong(String where, String member, String type) {
        return new IllegalArgumentException(where + "." + member + " is not " + type);
    }
}
