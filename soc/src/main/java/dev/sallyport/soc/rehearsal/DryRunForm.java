package dev.sallyport.soc.rehearsal;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.soc.detect.RuleForm;
import dev.sallyport.soc.plane.History;

/** Reports of dry runs as JSON: {@code sallyport-dry-run-1}. */
public final class DryRunForm {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/dry-run/1");

    private DryRunForm() {}

    /** The report as an object. */
    public static JsonObject of(DryRun.Report report) {
        return head(report)
                .put(
                        "rules",
                        new JsonArray(
                                report.rows().stream().<Json>map(DryRunForm::of).toList()))
                .build();
    }

    /** All of it but the rules. */
    public static JsonObject.Builder head(DryRun.Report report) {
        long passed = report.rows().stream().filter(DryRun.Row::passed).count();
        long failed = report.rows().stream()
                .filter(row -> row.now().isPresent() && !row.passed())
                .count();
        return JsonObject.builder()
                .put("format", "sallyport-dry-run-1")
                .put("tenant", report.tenant().value())
                .put("read", of(report.read()))
                .put("cut", report.cut())
                .put("digest", report.digest())
                .put("today", report.today())
                .put("passed", passed)
                .put("failed", failed);
    }

    static JsonObject of(History.Read read) {
        return JsonObject.builder()
                .put("receipts", read.receipts())
                .put("events", read.events())
                .put("first_ms", read.firstMillis())
                .put("last_ms", read.lastMillis())
                .put("chain_faults", RuleForm.texts(read.faults()))
                .build();
    }

    /** One rule. */
    public static JsonObject of(DryRun.Row row) {
        JsonObject.Builder out = JsonObject.builder()
                .put("rule_id", row.id())
                .put("change", row.change())
                .put("trend", row.trend())
                .put("passed", row.passed())
                .put("why", RuleForm.texts(row.why()));
        row.now().ifPresent(counted -> out.put("now", of(counted)));
        row.before().ifPresent(counted -> out.put("before", of(counted)));
        return out.build();
    }

    private static JsonObject of(Counted counted) {
        JsonObject.Builder days = JsonObject.builder();
        counted.perDay().forEach(days::put);
        return JsonObject.builder()
                .put("title", counted.rule().rule().title())
                .put("digest", counted.rule().digest())
                .put("status_stage", counted.rule().rule().stage().wire())
                .put("alerts", counted.alerts())
                .put("per_day", days.build())
                .put("groups", counted.groups())
                .put("first_ms", counted.firstMillis())
                .put("last_ms", counted.lastMillis())
                .put("incidents", counted.incidents())
                .build();
    }

    /** SHA-256 of the report: the same for the same events and rules. */
    public static String digest(DryRun.Report report) {
        return digest(DOMAIN, of(report));
    }

    static String digest(byte[] domain, JsonObject report) {
        return Hex.of(Sha256.of(domain, CanonicalForm.of(report, Scheme.SALLYPORT_JCS_2)));
    }
}
