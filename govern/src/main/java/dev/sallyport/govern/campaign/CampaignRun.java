package dev.sallyport.govern.campaign;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One run of a campaign (spec/campaign): which attacks were tried against what, and what became of them. Counts and names, no probe and no answer.
 *
 * @param campaign the campaign's name: a letter or digit, then letters, digits and {@code . _ : -}, up to 80 in all
 * @param run tells it from the campaign's other runs; written as the campaign's name is
 * @param started when it began, to the second
 * @param ended when it ended, to the second; never before {@code started}
 * @param corpus SHA-256 of the probes, 64 lower-case hexadecimal digits
 * @param underTest what was tried: digests of policies, versions of shields; up to {@value #MOST_UNDER_TEST}, each 1 to {@value #LONGEST_UNDER_TEST} characters
 * @param rows 1 to {@value #MOST_ROWS}, each class and persona once
 */
public record CampaignRun(
        String campaign,
        String run,
        Instant started,
        Instant ended,
        String corpus,
        List<String> underTest,
        List<Tried> rows) {
    /** The format's name. */
    public static final String FORMAT = "sallyport-campaign-1";

    /** Greatest length of a run as it is handed in. */
    public static final int MOST_BYTES = 128 * 1024;

    /** Most rows. */
    public static final int MOST_ROWS = 128;

    /** Most attempts, and most ordinary cases, of all rows together: an exact interval costs time that grows with the root of its trials. */
    public static final long MOST_TRIALS = 1_000_000;

    /** Most things under test. */
    public static final int MOST_UNDER_TEST = 32;

    /** Longest name of a thing under test, characters. */
    public static final int LONGEST_UNDER_TEST = 200;

    private static final JsonLimits LIMITS = new JsonLimits(MOST_BYTES, 4, 4_096, 1_000);
    private static final byte[] DOMAIN = Sha256.domain("sallyport/campaign/1");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._:-]{0,79}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

    /**
     * @throws IllegalArgumentException if something is out of its range
     */
    public CampaignRun {
        name("campaign", campaign);
        name("run", run);
        if (ended.isBefore(started)) {
            throw new IllegalArgumentException("`ended` is before `started`");
        }
        if (!HASH.matcher(corpus).matches()) {
            throw new IllegalArgumentException(
                    "`corpus` takes 64 lower-case hexadecimal digits, a SHA-256 of the probes");
        }
        underTest = List.copyOf(underTest);
        rows = List.copyOf(rows);
        if (underTest.size() > MOST_UNDER_TEST) {
            throw new IllegalArgumentException(
                    "`under_test` has " + underTest.size() + " items; it takes up to " + MOST_UNDER_TEST);
        }
        underTest.forEach(each -> text("under_test", each, LONGEST_UNDER_TEST));
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException("`rows` has " + rows.size() + " items; it takes 1 to " + MOST_ROWS);
        }
        most("attempts", rows.stream().mapToLong(Tried::attempts).sum());
        most("ordinary cases", rows.stream().mapToLong(Tried::benign).sum());
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!seen.add(List.of(rows.get(i).attackClass(), rows.get(i).by()))) {
                throw new IllegalArgumentException(
                        "rows[" + i + "] has the class and the persona of a row before; add the two up");
            }
        }
    }

    private static void most(String what, long count) {
        if (count > MOST_TRIALS) {
            throw new IllegalArgumentException("`rows` have " + count + " " + what + " together; a run takes up to "
                    + MOST_TRIALS + ": hand in several runs");
        }
    }

    private static void name(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "`" + what + "` takes 1 to 80 letters, digits and . _ : -, the first of them a letter or a digit");
        }
    }

    static void text(String what, String value, int longest) {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > longest) {
            throw new IllegalArgumentException(
                    "`" + what + "` has " + length + " characters; it takes 1 to " + longest);
        }
    }

    /**
     * Reads a run from bytes.
     *
     * @throws dev.sallyport.action.json.MalformedJson if they are no strict JSON within the limits
     * @throws FormBroken if a member is missing, unknown or of another type
     * @throws IllegalArgumentException if something is out of its range
     */
    public static CampaignRun parse(byte[] bytes) {
        return read(StrictJson.parse(bytes, LIMITS));
    }

    private static CampaignRun read(Json value) {
        Fields fields = Fields.of("the run", value);
        if (!fields.text("format").equals(FORMAT)) {
            throw new IllegalArgumentException("`format` takes " + FORMAT);
        }
        List<Json> items = fields.items("rows");
        List<Tried> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(items.size(), MOST_ROWS + 1); i++) {
            String where = "rows[" + i + "]";
            try {
                rows.add(Tried.read(Fields.of(where, items.get(i))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
            }
        }
        CampaignRun run = new CampaignRun(
                fields.text("campaign"),
                fields.text("run"),
                time(fields, "started"),
                time(fields, "ended"),
                fields.text("corpus"),
                fields.texts("under_test"),
                rows);
        fields.end();
        return run;
    }

    private static Instant time(Fields fields, String member) {
        String text = fields.text(member);
        try {
            if (TIME.matcher(text).matches()) {
                return Instant.parse(text);
            }
        } catch (DateTimeException e) {
            // refused below, like anything else that is no time
        }
        throw new IllegalArgumentException(
                "`" + member + "` takes a time such as 2026-11-22T01:00:00Z, in UTC, to the second");
    }

    /**
     * The figures of the synthetic harness as a run: what a shield noticed counts as flagged, for the harness refuses nothing.
     *
     * @param run the run's id
     * @throws IllegalArgumentException if the baseline has more rows than a run takes
     */
    public static CampaignRun of(Baseline baseline, String campaign, String run, Instant started, Instant ended) {
        Set<String> versions = new TreeSet<>();
        List<Tried> rows = new ArrayList<>();
        for (Baseline.Row row : baseline.rows()) {
            versions.add(row.shieldVersion());
            rows.add(new Tried(
                    row.attackClass(),
                    row.shield(),
                    0,
                    0,
                    row.truePositives(),
                    row.falseNegatives(),
                    row.falsePositives() + row.trueNegatives(),
                    row.falsePositives()));
        }
        return new CampaignRun(campaign, run, started, ended, baseline.workloads(), List.copyOf(versions), rows);
    }

    /** The run as it is written. */
    public JsonObject json() {
        return JsonObject.builder()
                .put("format", FORMAT)
                .put("campaign", campaign)
                .put("run", run)
                .put("started", started.toString())
                .put("ended", ended.toString())
                .put("corpus", corpus)
                .put(
                        "under_test",
                        new JsonArray(
                                underTest.stream().<Json>map(JsonString::new).toList()))
                .put("rows", new JsonArray(rows.stream().<Json>map(Tried::json).toList()))
                .build();
    }

    /** The canonical form, which {@link #parse} reads. */
    public byte[] bytes() {
        return CanonicalForm.of(json(), Scheme.SALLYPORT_JCS_2);
    }

    /** SHA-256 over {@code sallyport/campaign/1}, a line feed and the canonical form, in hexadecimal digits. */
    public String digest() {
        return Hex.of(Sha256.of(DOMAIN, bytes()));
    }

    /** Each class, added up over personas. */
    public SortedMap<String, Tally> classes() {
        SortedMap<String, Tally> classes = new TreeMap<>();
        rows.forEach(row -> classes.merge(row.attackClass(), Tally.NONE.and(row), (sum, one) -> sum.and(row)));
        return Collections.unmodifiableSortedMap(classes);
    }

    /** Everything added up. */
    public Tally whole() {
        Tally whole = Tally.NONE;
        for (Tried row : rows) {
            whole = whole.and(row);
        }
        return whole;
    }
}
