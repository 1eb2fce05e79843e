package dev.sallyport.soc.notice;

import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Notices of tests. */
public final class Samples {
    /** When everything happens, in milliseconds since the epoch. */
    public static final long NOON = 1_790_000_000_000L;

    private static final Notice.Times TIMES = new Notice.Times(NOON - 30, NOON - 20, NOON - 10, 0);

    private Samples() {}

    /** An ordinary one. */
    public static Notice notice(String incident, int revision, Kind kind, Severity severity) {
        return new Notice(
                new TenantId("acme"),
                incident,
                revision,
                kind,
                false,
                severity,
                new Notice.About(
                        "denied again and again",
                        "One agent was denied six times within a minute.",
                        new RuleName("deny-storm", "A. Author", "3", "sha256:0011"),
                        "mailer",
                        "payments"),
                new Notice.Counts(1, 6, 6, 0),
                TIMES,
                links("https://console.example/"),
                List.of("rcp_1", "rcp_2"));
    }

    /** One as long as can be, full of what means something somewhere. */
    public static Notice longest(String incident, int revision, Kind kind, Severity severity) {
        String hostile = "|=\\]\"*_~`<!channel> @here {noformat} ``` </b> =?utf-8?B?eA==?= \u00e9\ud83d\ude00";
        String full = hostile.repeat(20);
        return new Notice(
                new TenantId("t".repeat(128)),
                incident + "-" + "i".repeat(79 - incident.length()),
                revision,
                kind,
                false,
                severity,
                new Notice.About(
                        Bounded.cut(full, 200),
                        Bounded.cut(full, 600),
                        new RuleName("r".repeat(100), Bounded.cut(full, 200), "v".repeat(40), "d".repeat(80)),
                        Bounded.cut(full, 120),
                        Bounded.cut(full, 80)),
                new Notice.Counts(1_000_000, 1_000_000, 1_000_000, 1_000_000),
                TIMES,
                links("https://console.example/" + "p".repeat(460) + "/"),
                IntStream.range(0, 20)
                        .mapToObj(i -> "r".repeat(78) + "%02d".formatted(i))
                        .toList());
    }

    /** The same, taken by a person. */
    public static Notice taken(Notice n) {
        return new Notice(
                n.tenant(),
                n.incident(),
                n.revision(),
                n.kind(),
                true,
                n.severity(),
                n.about(),
                n.counts(),
                n.times(),
                n.links(),
                n.receipts());
    }

    private static Notice.Links links(String base) {
        return new Notice.Links(
                Optional.of(URI.create(base + "1")),
                Optional.of(URI.create(base + "2")),
                Optional.of(URI.create(base + "3")),
                Optional.of(URI.create(base + "4")));
    }
}
