package dev.sallyport.connect.preview;

import dev.sallyport.action.Action;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.egress.wire.Head.Field;
import dev.sallyport.connect.retry.HeldRetries;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.NoPolicy;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.UnknownAgent;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Preview;
import dev.sallyport.gate.registry.Registry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The gate before previews: judges and records a request, asks the service once, and records what became of it. Nothing is sent before its
 * record, and nothing comes back after its preview was closed. Thread-safe; blocks.
 */
public final class GatePreview {
    /** The tool of every request. */
    public static final String TOOL = "preview";

    private static final String REFUSED_REDIRECT = "preview_redirect";

    /** What it stands on. */
    public record Parts(Gate gate, Supplier<Registry> registry, ServiceWire wire, InstantSource clock) {}

    private final Parts parts;
    private final HeldRetries held;

    /** A door of these parts. */
    public GatePreview(Parts parts) {
        this.parts = parts;
        this.held = new HeldRetries(
                parts.gate(),
                call -> call.action().hashes(Scheme.SALLYPORT_JCS_2).own().hex());
    }

    /** Whether requests of that preview may pass as far as the preview goes. */
    public boolean isOpen(Preview preview) {
        Registry now = parts.registry().get();
        return preview.isOpen(now, parts.clock().millis()) && now.previews().contains(preview);
    }

    /** A frozen one is judged, so that its refusal is recorded; what was under way when it was frozen ends here. */
    private boolean isActive(Preview preview) {
        Registry now = parts.registry().get();
        return now.agent(preview.tenant(), preview.agent())
                        .filter(agent -> agent.status() == AgentStatus.ACTIVE)
                        .isPresent()
                && !now.sessionFrozen(preview.tenant(), new SessionId(preview.id()));
    }

    /** Judges, records, asks and records again. */
    public PreviewRuling pass(Preview preview, Service service, PreviewRequest request) {
        PreviewScope scope = PreviewScope.of(preview);
        Optional<ServicePath> path = ServicePath.of(request.path());
        Screen screen = path.map(p -> scope.holds(request.method(), p)
                        ? Screen.clear(List.of())
                        : Screen.refused(ReasonCode.PREVIEW_SCOPE, List.of()))
                .orElseGet(() -> Screen.refused(ReasonCode.PREVIEW_PATH, List.of()));
        Call call = call(preview, service, request, path.map(ServicePath::text).orElse(request.path()), screen);
        try {
            Optional<Answer> claimed = screen.refusal().isEmpty() ? held.claim(call) : Optional.empty();
            return switch (claimed.orElseGet(() -> authorize(call))) {
                case Answer.Released released ->
                    released(preview, service, request, path.orElseThrow(), released.decided());
                case Answer.Recorded recorded -> recorded(recorded.decided());
                case Answer.Failed failed -> failed(failed.reason(), failed.detail(), failed.waitSeconds());
                case Answer.NotClaimable not ->
                    failed(
                            not.status() == ApprovalStatus.PENDING
                                    ? ReasonCode.APPROVAL_PENDING
                                    : ReasonCode.APPROVAL_INVALIDATED,
                            "",
                            0);
                case Answer.NoSuchApproval n -> failed(ReasonCode.APPROVAL_INVALIDATED, "", 0);
                case Answer.Repeated r -> throw new IllegalStateException("a request at this door has no request id");
                case Answer.Replayed r -> throw new IllegalStateException("a request at this door has no nonce");
            };
        } catch (UnknownAgent e) {
            return closed(Optional.empty());
        } catch (NoPolicy e) {
            return stopped(503, "no_policy", "no policy is active, so nothing is permitted");
        }
    }

    private Answer authorize(Call call) {
        Answer answer = parts.gate().authorize(call);
        if (answer instanceof Answer.Recorded recorded) {
            held.opened(call, recorded.decided());
        }
        return answer;
    }

    private static Call call(Preview preview, Service service, PreviewRequest request, String path, Screen screen) {
        boolean changes = !PreviewScope.SAFE.contains(request.method());
        JsonObject parameters = PreviewForm.parameters(request, path);
        JsonObject beside = PreviewForm.beside(request);
        JsonObject sent = JsonObject.builder()
                .put("service", service.origin())
                .put(TOOL, parameters)
                .build();
        return new Call(
                        preview.tenant(),
                        preview.agent(),
                        Door.PREVIEW,
                        TOOL,
                        new Action(TOOL, request.method(), service.name() + ":" + path, changes, parameters),
                        new SessionId(preview.id()),
                        false,
                        Optional.empty(),
                        false,
                        Optional.of(preview.person().value()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Call.Dispatch(CanonicalForm.of(sent, Scheme.SALLYPORT_JCS_2), beside)),
                        Optional.empty(),
                        Optional.empty())
                // What comes back goes to the person; what the person sends is no more trusted for it.
                .screened(new Call.Screened(screen, Optional.of(TrustLevel.SEMI_TRUSTED_CUSTOMER)));
    }

    private PreviewRuling released(
            Preview preview, Service service, PreviewRequest request, ServicePath path, Decided decided) {
        // Asked directly before the dial: what was closed, frozen or forbidden meanwhile is not sent.
        if (!isOpen(preview) || !parts.gate().stillReleasable(decided)) {
            report(preview, decided, Outcome.Status.NOT_STARTED, Optional.empty());
            return closed(Optional.of(decided.receiptId()));
        }
        ServiceAnswer answer;
        try {
            answer = parts.wire().ask(service, request, path);
        } catch (ServiceBroken e) {
            report(preview, decided, e.sent() ? Outcome.Status.UNKNOWN : Outcome.Status.NOT_STARTED, Optional.empty());
            int status = e.code().equals("preview_timeout") ? 504 : 502;
            return stopped(status, e.code(), String.valueOf(e.getMessage()));
        }
        boolean well = answer.status() < 400;
        report(
                preview,
                decided,
                well ? Outcome.Status.SUCCEEDED : Outcome.Status.FAILED,
                Optional.of(PreviewForm.hash(answer.body())));
        return isOpen(preview) && isActive(preview)
                ? answered(preview, service, request, path, answer)
                : closed(Optional.of(decided.receiptId()));
    }

    private static PreviewRuling answered(
            Preview preview, Service service, PreviewRequest request, ServicePath path, ServiceAnswer answer) {
        List<Field> fields = new ArrayList<>(Hygiene.outward(answer.fields()));
        List<String> locations = answer.fields().stream()
                .filter(f -> f.name().equalsIgnoreCase("Location"))
                .map(Field::value)
                .toList();
        if (!locations.isEmpty()) {
            Optional<String> inside = locations.size() > 1
                    ? Optional.empty()
                    : Redirect.inside(locations.getFirst(), path, service, request.origin(), PreviewScope.of(preview));
            if (inside.isEmpty()) {
                return stopped(
                        502, REFUSED_REDIRECT, "the service sends its reader to where the preview was not opened for");
            }
            fields.add(new Field("Location", inside.get()));
        }
        return new PreviewRuling.Answered(answer.status(), fields, answer.body());
    }

    private static PreviewRuling recorded(Decided decided) {
        Decision decision = decided.judgement().decision();
        Optional<String> approval = decided.approval()
                .filter(a -> decision instanceof Decision.RequireApproval)
                .map(a -> a.id().value());
        String why = approval.isPresent()
                ? "a person must agree first; send the same request again once one did"
                : decision.reason().sentence();
        return new PreviewRuling.Stopped(
                403, decision.reason().wire(), why, Optional.of(decided.receiptId()), approval, 0);
    }

    private static PreviewRuling failed(ReasonCode reason, String detail, long waitSeconds) {
        int status = switch (reason) {
            case RATE_LIMITED -> 429;
            case APPROVAL_PENDING, APPROVAL_INVALIDATED -> 403;
            default -> 503;
        };
        return new PreviewRuling.Stopped(
                status,
                reason.wire(),
                detail.isEmpty() ? reason.sentence() : detail,
                Optional.empty(),
                Optional.empty(),
                waitSeconds);
    }

    private static PreviewRuling closed(Optional<String> receipt) {
        return new PreviewRuling.Stopped(
                403, "preview_closed", "the preview is closed, or its standing changed", receipt, Optional.empty(), 0);
    }

    private static PreviewRuling stopped(int status, String code, String why) {
        return new PreviewRuling.Stopped(status, code, why, Optional.empty(), Optional.empty(), 0);
    }

    private void report(Preview preview, Decided decided, Outcome.Status status, Optional<String> output) {
        boolean ran = status == Outcome.Status.SUCCEEDED || status == Outcome.Status.FAILED;
        parts.gate()
                .report(new Outcome(
                        preview.tenant(),
                        preview.agent(),
                        decided.id(),
                        status,
                        ran ? Optional.of(decided.shown().hex()) : Optional.empty(),
                        output));
    }
}
