package dev.sallyport.cli.people;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approver roles} and {@code approver retire}: gives a person exactly these roles, or ends the person's credential. */
@Command
public abstract class PersonVerb extends AskingVerb {
    @Parameters(paramLabel = "NAME", description = "the person's name")
    private String name = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    private PersonVerb(Terminal terminal) {
        super(terminal);
    }

    /** {@code approver roles}: the roles a person has from now on, and no others. */
    @Command
    public static final class Roles extends PersonVerb {
        @Option(
                names = "--role",
                paramLabel = "R",
                description =
                        "viewer, analyst, approver, operator or auditor; may be repeated; none takes every role away")
        private List<String> roles = new ArrayList<>();

        @Option(names = "--group", paramLabel = "G", description = "a group the person approves for; may be repeated")
        private List<String> groups = new ArrayList<>();

        /** On that terminal. */
        public Roles(Terminal terminal) {
            super(terminal);
        }

        @Override
        protected Exit run() {
            JsonObject.Builder request = request().put("roles", texts(roles));
            if (!groups.isEmpty()) {
                request.put("groups", texts(groups));
            }
            JsonObject answer = asked("roles", request.build());
            row(answer, shown(answer, "name") + " is " + shown(answer, "roles") + " from now on");
            return Exit.OK;
        }
    }

    /** {@code approver retire}: the credential, the passkeys and every session of a person end. */
    @Command
    public static final class Retire extends PersonVerb {
        /** On that terminal. */
        public Retire(Terminal terminal) {
            super(terminal);
        }

        @Override
        protected Exit run() {
            JsonObject answer = asked("retire", request().build());
            row(answer, shown(answer, "name") + " is retired");
            return Exit.OK;
        }
    }

    /** {@code approver sign-out}: ends sessions of a person on the console. */
    @Command
    public static final class SignOut extends PersonVerb {
        @Option(
                names = "--session",
                paramLabel = "ID",
                description = "that session alone, as `approver sessions` lists it; without it all of them")
        private String session = "";

        /** On that terminal. */
        public SignOut(Terminal terminal) {
            super(terminal);
        }

        @Override
        protected Exit run() {
            JsonObject.Builder request = request().put("name", name());
            if (!session.isEmpty()) {
                request.put("session", session);
            }
            JsonObject answer = gatewayAsOperator()
                    .post("/v1/console/sessions/end", request.build())
                    .orComplain()
                    .object();
            row(
                    answer,
                    (session.isEmpty() ? "every session of " : "that session of ") + shown(answer, "name")
                            + " is over");
            return Exit.OK;
        }
    }

    /** The person's name. */
    final String name() {
        return name;
    }

    /** A request with its reason. */
    final JsonObject.Builder request() {
        JsonObject.Builder request = JsonObject.builder();
        if (!why.isEmpty()) {
            request.put("why", why);
        }
        return request;
    }

    /** What the gateway answers about that person. */
    final JsonObject asked(String step, JsonObject request) {
        String segment = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return gatewayAsOperator()
                .post("/v1/approvers/" + segment + "/" + step, request)
                .orComplain()
                .object();
    }

    static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<Json>map(JsonString::new).toList());
    }
}
