package dev.sallyport.cli.people;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.held.HeldText;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code approve} and {@code reject}: a person's answer to a held action. The person's credential is typed here and nowhere
 * else, so a gated agent that can run this verb still can't answer for anybody.
 *
 * <p>The action is fetched and shown first; then, to approve, the person confirms; the answer is sent with the hash of what was
 * shown, and the gateway refuses it for anything else.
 */
@Command
public final class VoteVerb extends AskingVerb {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,6})([smhd])");
    private static final int PREFIX = 8;
    private static final String YES = "approve";

    private final boolean approves;

    @Parameters(paramLabel = "ID", description = "the approval's id, as `approvals` lists it")
    private String approval = "";

    @Option(
            names = "--hash",
            paramLabel = "H",
            description =
                    "answer only if this is the action's hash, 64 hexadecimal digits; stands for the confirmation")
    private @Nullable String hash;

    @Option(
            names = "--remember",
            paramLabel = "D",
            description =
                    "do not ask again for this long about the same agent, tool and values: 1s to 30d, such as 12h;"
                            + " with `approve` only")
    private @Nullable String remember;

    private VoteVerb(Terminal terminal, boolean approves) {
        super(terminal);
        this.approves = approves;
    }

    /** The person agrees. */
    public static VoteVerb approve(Terminal terminal) {
        return new VoteVerb(terminal, true);
    }

    /** The person refuses. */
    public static VoteVerb reject(Terminal terminal) {
        return new VoteVerb(terminal, false);
    }

    @Override
    protected Exit run() {
        String id = id("approval", approval);
        if (hash != null && !HASH.matcher(hash).matches()) {
            throw Complaint.usage(
                    "not_a_hash", "--hash takes the whole action hash, 64 hexadecimal digits in lower case");
        }
        JsonObject.Builder body = JsonObject.builder();
        if (remember != null) {
            body.put("remember_seconds", rememberSeconds(remember));
        }
        Gateway gateway = gateway();
        Gateway person = gateway.as(Gateways.personsCredential(terminal()));
        JsonObject held = person.get("/v1/approvals/" + id).orComplain().object();
        String shown = shown(held, "action_hash");
        refuseOther(id, shown);
        show(held);
        if (approves) {
            refuseUnseen(id, held, shown);
            confirm(id, shown);
        }
        JsonObject answer = person.post(
                        "/v1/approvals/" + id + (approves ? "/approve" : "/reject"),
                        body.put("action_hash", shown).build())
                .orComplain()
                .object();
        row(answer, id + " is " + shown(answer, "status") + remembered(answer));
        return Exit.OK;
    }

    private static String remembered(JsonObject answer) {
        return answer.get("grant") instanceof JsonObject grant
                ? ", remembered as " + shown(grant, "grant_id") + " until " + shown(grant, "expires_at")
                : "";
    }

    private long rememberSeconds(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!approves || !matcher.matches()) {
            throw Complaint.usage(
                    "usage",
                    "--remember takes a number and s, m, h or d, such as 12h, and only an approval is remembered");
        }
        long unit = switch (matcher.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    private void refuseOther(String id, String shown) {
        if (hash != null && !hash.equals(shown)) {
            throw new Complaint(
                    Exit.NO,
                    "approval_hash_mismatch",
                    "approval " + id + " is for hash " + shown + ", not for the hash you gave");
        }
    }

    /** Programs read standard output; the person reads the rest. */
    private void show(JsonObject held) {
        String page = HeldText.of(held);
        if (json()) {
            terminal().aside(page);
        } else {
            terminal().line(page);
        }
    }

    /** Nobody agrees to what was not shown, or to a page that is not what its hash says. */
    private static void refuseUnseen(String id, JsonObject held, String shown) {
        if (!shown(held, "status").equals("PENDING")) {
            throw new Complaint(
                    Exit.NO,
                    "approval_not_pending",
                    "approval " + id + " is " + shown(held, "status") + ", not pending");
        }
        if (!(held.get("call") instanceof JsonObject call)) {
            throw new Complaint(
                    Exit.NO,
                    "call_not_shown",
                    "the gateway does not show you what approval " + id + " would run: only group `"
                            + shown(held, "approver_group") + "` may answer it");
        }
        if (!isHashOf(call, shown)) {
            throw new Complaint(
                    Exit.NO,
                    "approval_hash_mismatch",
                    "what the gateway shows of " + id + " is not what its hash is of");
        }
    }

    private static boolean isHashOf(JsonObject call, String hash) {
        try {
            Action action = Action.fromJson(withoutBeside(call));
            return Arrays.stream(Scheme.values())
                    .anyMatch(scheme -> hash.equals(action.hash(scheme).hex()));
        } catch (MalformedJson | IllegalArgumentException noAction) {
            return false;
        }
    }

    /** The hash is of the action; what an MCP request carries beside it is bound with it by the approval's binding. */
    private static JsonObject withoutBeside(JsonObject call) {
        JsonObject.Builder action = JsonObject.builder();
        call.members().forEach((name, value) -> {
            if (!name.equals("beside")) {
                action.put(name, value);
            }
        });
        return action.build();
    }

    private void confirm(String id, String shown) {
        if (hash != null) {
            return;
        }
        String prefix = shown.substring(0, Math.min(PREFIX, shown.length()));
        String typed = terminal()
                .keyboard()
                .word("type `" + YES + "` or " + prefix + " to agree to exactly this, anything else to leave it")
                .orElseThrow(() -> Complaint.usage(
                        "not_confirmed",
                        "approve: nobody confirmed it: run this in a terminal, or name what you saw with --hash"))
                .toLowerCase(Locale.ROOT);
        if (!typed.equals(YES) && !typed.equals(prefix) && !typed.equals(shown)) {
            throw new Complaint(Exit.NO, "not_confirmed", "not approved: " + id + " waits on");
        }
    }
}
