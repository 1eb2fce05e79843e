package dev.sallyport.cli.remote;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the gateway to ask, and who asks. */
public final class Gateways {
    /** Names a gateway's address in the environment. */
    public static final String URL_VARIABLE = "SALLYPORT_URL";

    /** Holds an operator's, an enrolment or an agent's credential in the environment; never a person's. */
    public static final String TOKEN_VARIABLE = "SALLYPORT_TOKEN";

    /** Set to {@code 1}, lets credentials travel over plain HTTP to another machine, for a tunnel that protects them. */
    public static final String PLAINTEXT_VARIABLE = "SALLYPORT_ALLOW_PLAINTEXT";

    static final String PERSON = "sp_pe_";

    private Gateways() {}

    /**
     * How the gateway of a data directory can be reached.
     *
     * @param url its HTTP address
     * @param socket its local socket for MCP
     * @param egress where its egress proxy listens, {@code HOST:PORT}, if it has one
     * @param egressCa the certificate of its authority, if it opens tunnels
     * @param pid its process
     */
    public record Reach(URI url, Path socket, Optional<String> egress, Optional<Path> egressCa, Optional<Long> pid) {
        /** Whether its process is gone: then anybody could listen at its address now. */
        public boolean isGone() {
            return pid.flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).isEmpty();
        }
    }

    /** The gateway to ask: that of the data directory asked for, else {@value #URL_VARIABLE}, else that of the usual one. */
    public static Gateway find(Terminal terminal, @Nullable String askedData) {
        Optional<String> named = terminal.env(URL_VARIABLE).filter(url -> askedData == null);
        return named.isPresent()
                ? new Gateway(protectedUri(terminal, named.get()), Optional.empty())
                : running(DataFolder.of(terminal, askedData));
    }

    /** The gateway that runs on that data directory. */
    public static Gateway running(DataFolder data) {
        return new Gateway(reach(data).orElseThrow(() -> notRunning(data)).url(), Optional.empty());
    }

    /** The gateway to ask as {@link #find} does, if the process that wrote down its address still runs. */
    public static Gateway findAlive(Terminal terminal, @Nullable String askedData) {
        boolean isNamed = terminal.env(URL_VARIABLE).isPresent() && askedData == null;
        if (!isNamed) {
            DataFolder data = DataFolder.of(terminal, askedData);
            if (reach(data).filter(Reach::isGone).isPresent()) {
                throw notRunning(data);
            }
        }
        return find(terminal, askedData);
    }

    /** How to reach the gateway that says it runs on the data directory; it may have died since. */
    public static Optional<Reach> reach(DataFolder data) {
        try {
            if (!Files.exists(data.gatewayFile())) {
                return Optional.empty();
            }
            JsonObject written = (JsonObject) StrictJson.parse(Files.readAllBytes(data.gatewayFile()));
            if (written.get("url") instanceof JsonString url && written.get("socket") instanceof JsonString socket) {
                Optional<String> egress =
                        written.get("egress") instanceof JsonString s ? Optional.of(s.value()) : Optional.empty();
                Optional<Long> pid =
                        written.get("pid") instanceof JsonNumber n ? Optional.of((long) n.value()) : Optional.empty();
                Optional<Path> ca = written.get("egress_ca") instanceof JsonString s
                        ? Optional.of(Path.of(s.value()))
                        : Optional.empty();
                return Optional.of(new Reach(uri(url.value()), Path.of(socket.value()), egress, ca, pid));
            }
            return Optional.empty();
        } catch (IOException | MalformedJson | ClassCastException halfWritten) {
            return Optional.empty();
        }
    }

    /** The operator's key: {@value #TOKEN_VARIABLE}, else typed. */
    public static String operatorKey(Terminal terminal) {
        return terminal.env(TOKEN_VARIABLE)
                .map(Gateways::notAPerson)
                .or(() -> terminal.keyboard().secret("operator key"))
                .orElseThrow(() -> Complaint.usage(
                        "no_credential",
                        "no operator key: set " + TOKEN_VARIABLE + ", or run this in a terminal and type it"));
    }

    /**
     * The credential of a person, who must be there and type it: neither the environment nor a pipe nor a file will do. A
     * name and a passphrase with a colon between them are the credential that is made of them.
     */
    public static String personsCredential(Terminal terminal) {
        return terminal.keyboard()
                .secret("your approver credential, or NAME:PASSPHRASE")
                .map(Gateways::settled)
                .orElseThrow(() -> Complaint.usage(
                        "not_typed",
                        "an approver's credential is typed by a person: run this in a terminal,"
                                + " with neither standard input nor output redirected"));
    }

    private static String settled(String typed) {
        int colon = typed.indexOf(':');
        return typed.startsWith(PERSON) || colon < 0
                ? typed
                : Passphrase.credential(typed.substring(0, colon), typed.substring(colon + 1));
    }

    private static String notAPerson(String token) {
        if (token.startsWith(PERSON) || token.indexOf(':') >= 0) {
            throw Complaint.usage(
                    "persons_credential_in_environment",
                    TOKEN_VARIABLE
                            + " holds an approver's credential: remove it from the environment, it is only typed");
        }
        return token;
    }

    private static Complaint notRunning(DataFolder data) {
        return Complaint.cannotDecide(
                "no_gateway",
                "no gateway runs on `" + data.path() + "`: start one with `sallyport up --data " + data.path() + "`");
    }

    private static URI protectedUri(Terminal terminal, String text) {
        URI uri = uri(text);
        boolean plain = "http".equalsIgnoreCase(uri.getScheme());
        if (plain
                && !onThisMachine(uri.getHost())
                && !terminal.env(PLAINTEXT_VARIABLE).equals(Optional.of("1"))) {
            throw Complaint.usage(
                    "plaintext_refused",
                    URL_VARIABLE + " is `" + text + "`: a credential would travel unprotected; use https://, or set "
                            + PLAINTEXT_VARIABLE + "=1 if a tunnel protects it");
        }
        return uri;
    }

    /** By spelling and not by looking it up: a name that resolves to this machine now may not when it is called. */
    private static boolean onThisMachine(@Nullable String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || host.matches("127(\\.[0-9]{1,3}){3}"));
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw Complaint.usage("not_a_gateway", "not a gateway's address: `" + text + "`: use http://HOST:PORT");
        }
    }
}
