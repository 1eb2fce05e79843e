package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pilot onboard}: walks through a customer's install: it is there, which shields advise and which block, the audit log is written, the telemetry
 * switch stands where the customer wants it, and false alarms and misses can be reported.
 */
@Command
public final class PilotOnboardVerb extends PilotVerb {
    private static final String CONSOLE = "/console/decisions";
    private final Predicate<String> verbs;

    @Option(
            names = "--telemetry",
            paramLabel = "on|off",
            required = true,
            description = "where the customer wants the switch")
    private String telemetry = "";

    /**
     * On that terminal.
     *
     * @param verbs whether the program has a verb
     */
    public PilotOnboardVerb(Terminal terminal, Predicate<String> verbs) {
        super(terminal);
        this.verbs = verbs;
    }

    @Override
    protected Exit pilot() {
        List<Outcome.Judged> checks = new ArrayList<>();
        checks.add(check("install", "is it installed?", this::install));
        checks.add(check("modes", "which shields advise and which block?", this::modes));
        checks.add(check("audit-log", "is the local audit log written?", this::auditLog));
        checks.add(check("telemetry", "does the telemetry switch stand where the customer wants it?", this::telemetry));
        checks.add(check("report", "can false alarms and misses be reported?", this::buttons));
        return show(checks);
    }

    private static Outcome.Judged check(String id, String question, Supplier<Outcome> answer) {
        try {
            return new Outcome.Judged(id, question, answer.get());
        } catch (Complaint complaint) {
            return new Outcome.Judged(
                    id, question, new Outcome.Inconclusive(List.of(complaint.code()), complaint.words()));
        }
    }

    private Outcome install() {
        Path keys = data().path().resolve("keys");
        return Files.isDirectory(keys)
                ? new Outcome.Pass(List.of("`" + data().path() + "` has its keys"))
                : new Outcome.Fail(List.of("no install in `" + data().path() + "`"), "sallyport init");
    }

    private Gateway gateway() {
        return Gateways.findAlive(terminal(), data().path().toString()).as(Gateways.operatorKey(terminal()));
    }

    private Reply ask(String path) {
        return gateway().get(path).orComplain();
    }

    private Outcome modes() {
        List<String> modes = ask("/v1/shields").list("shields").stream()
                .map(shield -> word(shield, "shield") + ": " + word(shield, "mode"))
                .toList();
        return modes.isEmpty()
                ? new Outcome.Fail(List.of("the gateway runs no shields"), "a gateway with shields")
                : new Outcome.Pass(modes);
    }

    private static String word(JsonObject object, String member) {
        return switch (object.get(member)) {
            case null -> "-";
            case JsonString text -> text.value();
            case Json other -> JsonText.of(other);
        };
    }

    private Outcome auditLog() {
        Path file = data().path().resolve("logs").resolve("audit.jsonl");
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0
                    ? new Outcome.Pass(List.of("`" + file + "`, " + Files.size(file) + " bytes, last written "
                            + Files.getLastModifiedTime(file)))
                    : new Outcome.Fail(List.of("`" + file + "` is empty or missing"), "one action through the gateway");
        } catch (IOException unreadable) {
            return new Outcome.Inconclusive(List.of(), "`" + file + "` can't be read: " + unreadable.getMessage());
        }
    }

    private Outcome telemetry() {
        if (!telemetry.equals("on") && !telemetry.equals("off")) {
            throw Complaint.usage("usage", "pilot onboard: --telemetry is on or off");
        }
        JsonObject state = ask("/v1/telemetry").object();
        String stands = word(state, "on").equals("true") ? "on" : "off";
        List<String> evidence = List.of("telemetry is " + stands);
        return stands.equals(telemetry)
                ? new Outcome.Pass(evidence)
                : new Outcome.Fail(evidence, "sallyport telemetry " + telemetry);
    }

    private Outcome buttons() {
        List<String> missing = List.of("shield report-fp", "shield report-fn").stream()
                .filter(verb -> !verbs.test(verb))
                .toList();
        if (!missing.isEmpty()) {
            return new Outcome.Fail(
                    List.of("this version has no " + String.join(", ", missing)), "a version with both");
        }
        // An empty report is refused for its form by a gateway that takes reports, and reports nothing.
        Gateway gateway = gateway();
        boolean takes = gateway.post("/v1/shields/reports", JsonObject.of())
                .text("code", "")
                .equals("wrong_form");
        boolean shows = gateway.get(CONSOLE).ok();
        List<String> evidence = List.of(
                "shield report-fp, shield report-fn",
                "the gateway " + (takes ? "takes reports" : "takes no reports from this key"),
                (shows ? "buttons at " : "no buttons at ") + CONSOLE + "/ID");
        return takes && shows
                ? new Outcome.Pass(evidence)
                : new Outcome.Fail(evidence, "a gateway of this version, and an operator's key");
    }
}
