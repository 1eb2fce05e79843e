package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.loop.Applying;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.shield.ShieldMode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code pilot apply}: sets a shield of a customer's gateway to a mode that the pilot's measurement speaks for, with that gateway's operator key, and
 * records it. Ends with 1 if the evidence does not let it.
 */
@Command
public final class PilotApplyVerb extends PilotVerb {
    @Parameters(index = "0", paramLabel = "CUSTOMER", description = "the customer whose gateway it is")
    private String customer = "";

    @Parameters(index = "1", paramLabel = "SHIELD", description = "the shield")
    private String shield = "";

    @Parameters(index = "2", paramLabel = "MODE", description = "off, advisory, high-confidence or blocking")
    private String mode = "";

    @Option(names = "--cell", paramLabel = "CELL", description = "only for agents registered with that environment")
    private String cell = "";

    @Option(names = "--dry-run", description = "only say what would happen")
    private boolean dryRun;

    /** On that terminal. */
    public PilotApplyVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        ShieldMode wanted = ShieldMode.byWire(mode)
                .orElseThrow(() -> Complaint.usage(
                        "usage",
                        "pilot apply: a mode is off, advisory, high-confidence or blocking, not `" + mode + "`"));
        Gateway gateway = Gateways.find(terminal(), null).as(Gateways.operatorKey(terminal()));
        return switch (Applying.plan(begun(), customer, shield, wanted, stands(gateway), now())) {
            case Applying.Step.Refused refused -> {
                said("refused", refused.code(), refused.why());
                yield Exit.NO;
            }
            case Applying.Step.Stands stands -> {
                said("stands", stands.mode().wire(), stands.why());
                yield Exit.OK;
            }
            case Applying.Step.Sets sets -> {
                if (!dryRun) {
                    set(gateway, sets);
                }
                said(dryRun ? "would_set" : "set", sets.to().wire(), sets.why());
                yield Exit.OK;
            }
        };
    }

    private void set(Gateway gateway, Applying.Step.Sets sets) throws Exception {
        JsonObject.Builder body = JsonObject.builder()
                .put("shield", shield)
                .put("mode", sets.to().wire())
                .put("why", "pilot: " + sets.why());
        if (!cell.isEmpty()) {
            body.put("cell", cell);
        }
        gateway.post("/v1/shields", body.build()).orComplain();
        if (cell.isEmpty()) {
            // A mode of one cell is not the customer's choice for all it does, which is what the pilot counts.
            record(before -> List.of(new Fact.ModeSet(customer, shield, sets.to())));
        }
    }

    /** How the shield stands in the cell, or in the whole tenant. */
    private ShieldMode stands(Gateway gateway) {
        for (JsonObject row : gateway.get("/v1/shields").orComplain().list("shields")) {
            if (shield.equals(text(row, "shield"))) {
                return ShieldMode.byWire(text(own(row), "mode"))
                        .orElseThrow(() -> Complaint.cannotDecide(
                                "malformed_answer", "the gateway names a mode that nobody knows"));
            }
        }
        throw Complaint.usage("no_such_shield", "pilot apply: the gateway has no shield `" + shield + "`");
    }

    private JsonObject own(JsonObject row) {
        if (row.get("cells") instanceof JsonArray cells) {
            for (Json one : cells.items()) {
                if (one instanceof JsonObject of && cell.equals(text(of, "cell"))) {
                    return of;
                }
            }
        }
        return row;
    }

    private static String text(JsonObject row, String member) {
        return row.get(member) instanceof JsonString text ? text.value() : "";
    }

    private void said(String what, String value, String why) {
        row(
                JsonObject.builder()
                        .put("customer", customer)
                        .put("shield", shield)
                        .put(what, value)
                        .put("why", why)
                        .build(),
                shield + ": " + what.replace('_', ' ') + " " + value + ": " + why);
    }
}
