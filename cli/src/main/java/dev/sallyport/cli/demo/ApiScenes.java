package dev.sallyport.cli.demo;

import static dev.sallyport.cli.demo.Stage.object;
import static dev.sallyport.cli.demo.Stage.text;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Reply;

/** The scene that goes through the HTTP API: what was approved is swapped for something else. */
final class ApiScenes {
    private final Stage stage;
    private final Stage.Agent who;

    ApiScenes(Stage stage, Stage.Agent who) {
        this.stage = stage;
        this.who = who;
    }

    Step swap() {
        Gateway agent = stage.gateway().as(who.token());
        Action approved = transfer("98.70");
        Action swapped = transfer("9870.00");
        JsonObject answer =
                agent.post("/v1/authorize", request(approved)).orComplain().object();
        Expectation.that(text(answer, "decision").equals("require_approval"), "the payment to be held", answer);
        String id = text(object(answer, "approval"), "approval_id");
        Scheme scheme = Scheme.byId(text(answer, "action_hash_scheme")).orElseThrow();
        String hash = approved.hash(scheme).hex();
        Expectation.that(text(answer, "action_hash").equals(hash), "the hash anybody can recompute: " + hash, answer);
        stage.person().post("/v1/approvals/" + id + "/approve", JsonObject.of()).orComplain();
        Reply tampered = agent.post(
                "/v1/approvals/" + id + "/consume", hash(swapped.hash(scheme).hex()));
        Expectation.that(tampered.status() == 409, "the swapped payment to be refused", tampered);
        String code = tampered.text("code", "");
        Expectation.that(code.equals("approval_hash_mismatch"), "the code approval_hash_mismatch", tampered);
        Reply late = agent.post("/v1/approvals/" + id + "/consume", hash(hash));
        Expectation.that(!late.ok(), "the approval to be void after the attempt", late);
        return new Step(
                "swap",
                "A payment of 98.70 is approved; then 9870.00 is presented with that approval.",
                "deny",
                code,
                "the approval is void, for the approved amount too (" + late.text("code", "") + ")");
    }

    private static Action transfer(String amount) {
        JsonObject parameters = JsonObject.builder()
                .put("iban", "DE02120300000000202051")
                .put("amount", amount)
                .put("currency", "EUR")
                .build();
        return new Action("payments", "transfer", "account/1200", true, parameters);
    }

    private JsonObject request(Action action) {
        return JsonObject.builder()
                .put("session", "demo-payments")
                .put(
                        "agent",
                        JsonObject.builder()
                                .put("id", who.id())
                                .put("environment", "development")
                                .build())
                .put("tool_call", action.toJson())
                .put(
                        "context",
                        JsonObject.builder()
                                .put("source_trust", "semi_trusted_customer")
                                .build())
                .build();
    }

    private static JsonObject hash(String hex) {
        return JsonObject.builder().put("action_hash", hex).build();
    }
}
