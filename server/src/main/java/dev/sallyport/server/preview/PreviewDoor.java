package dev.sallyport.server.preview;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.egress.wire.Head.Field;
import dev.sallyport.connect.preview.GatePreview;
import dev.sallyport.connect.preview.PreviewRequest;
import dev.sallyport.connect.preview.PreviewRuling;
import dev.sallyport.connect.preview.PreviewScope;
import dev.sallyport.connect.preview.Service;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Preview;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.http.BodyLimit;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.HostGuard;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.metrics.Meters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preview door over HTTP, on an origin of its own: knows its callers by the preview's token, takes what could be read in two ways for
 * nothing, and shows a service's answer as the gate gave it out. Runs on a virtual thread and blocks. Thread-safe.
 */
public final class PreviewDoor extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewDoor.class);
    private static final String OWN = "/.sallyport/";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FIELD = "token=";
    private static final int FORM_BYTES = 1024;

    /** How long a request's body may take to arrive. */
    private static final long BODY_MILLIS = 60_000;

    private static final Map<String, String> FORGET = Map.of("Clear-Site-Data", "\"cache\", \"storage\"");

    /**
     * What it stands on.
     *
     * @param secure whether it listens with TLS
     * @param house the tenant under which refused strangers are reported
     */
    public record Parts(
            GatePreview gate,
            PreviewPlan plan,
            Supplier<Registry> registry,
            HostGuard guard,
            boolean secure,
            Meters meters,
            TenantId house,
            InstantSource clock) {}

    private final Parts parts;
    private final Semaphore free;

    /** A door of these parts. */
    public PreviewDoor(Parts parts) {
        super(InvocationType.BLOCKING);
        this.parts = parts;
        this.free = new Semaphore(parts.plan().settings().limits().atOnce());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        BodyLimit limit = new BodyLimit(parts.plan().settings().limits().requestBytes(), BODY_MILLIS);
        Exchange exchange = Exchange.unrouted(request, limit);
        PreviewRuling.Answered answer;
        try {
            answer = answer(request, exchange);
        } catch (Problem problem) {
            answer = own(problem.reply());
        } catch (RuntimeException e) {
            // The thread's root: whatever nobody foresaw is refused, and its cause goes to the log alone.
            LOG.error("a request at the preview door failed", e);
            answer = own(new Problem(500, "internal", "the gateway failed; its log says why").reply());
        }
        parts.meters().answered("preview", answer.status());
        response.setStatus(answer.status());
        answer.fields().forEach(field -> response.getHeaders().add(field.name(), field.value()));
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private static PreviewRuling.Answered own(Reply reply) {
        Reply.Whole whole = (Reply.Whole) reply;
        List<Field> fields = new java.util.ArrayList<>();
        fields.add(new Field("Content-Type", whole.type()));
        whole.headers().forEach((name, value) -> fields.add(new Field(name, value)));
        if (!whole.headers().containsKey("Cache-Control")) {
            fields.add(new Field("Cache-Control", "no-store"));
            fields.add(new Field("X-Content-Type-Options", "nosniff"));
        }
        return new PreviewRuling.Answered(whole.status(), fields, whole.body());
    }

    private PreviewRuling.Answered answer(Request request, Exchange exchange) {
        HttpFields headers = request.getHeaders();
        parts.guard().check(headers.get(HttpHeader.HOST), headers.get(HttpHeader.ORIGIN));
        String path = String.valueOf(request.getHttpURI().getPath());
        checkForm(request);
        if (path.startsWith(OWN)) {
            return own(ours(request.getMethod() + " " + path, exchange));
        }
        boolean page = request.getMethod().equals("GET")
                && exchange.headers("Accept").stream().anyMatch(a -> a.contains("text/html"));
        Optional<PreviewToken> token = PreviewToken.of(exchange, parts.secure());
        Optional<Preview> preview = token.flatMap(t -> open(t.text()));
        if (preview.isEmpty()) {
            return own(unknown(exchange, token.isPresent(), page));
        }
        if (token.get().inCookie()) {
            checkSender(exchange);
        }
        return free(() -> passed(request, exchange, token.get(), preview.get(), page));
    }

    /** What is refused whoever asks. */
    private static void checkForm(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query != null && query.contains("sp_")) {
            throw new Problem(400, "credential_in_url", "send the token in a field or on the page, never in a URL");
        }
        if (query != null && !query.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '#')) {
            throw new Problem(400, "bad_query", "the query is not percent-encoded");
        }
        if (!PreviewScope.METHODS.contains(request.getMethod())) {
            throw new Problem(405, "preview_method", "a preview takes GET, HEAD, OPTIONS, POST, PUT, PATCH and DELETE");
        }
        if (request.getHeaders().contains(HttpHeader.UPGRADE)) {
            throw new Problem(501, "preview_upgrade", "a preview carries no WebSocket and no other protocol");
        }
        if (request.getHeaders().contains("Service-Worker")) {
            throw new Problem(403, "preview_worker", "a service worker would outlive the preview");
        }
    }

    /** A browser adds the cookie whoever asks: a page on another port of this host is the same site to it. */
    private static void checkSender(Exchange exchange) {
        boolean foreign = exchange.headers("Sec-Fetch-Site").stream()
                .anyMatch(site -> site.equals("cross-site") || site.equals("same-site"));
        boolean navigates = exchange.headers("Sec-Fetch-Mode").equals(List.of("navigate"));
        if (foreign && !navigates) {
            throw new Problem(403, "origin_not_allowed", "requests from pages of other origins are not taken");
        }
    }

    private PreviewRuling.Answered free(Supplier<PreviewRuling.Answered> work) {
        if (!free.tryAcquire()) {
            throw new Problem(
                    429,
                    "preview_busy",
                    "as many requests are under way as `preview.at_once` lets be",
                    JsonObject.of(),
                    Map.of("Retry-After", "1"));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private PreviewRuling.Answered passed(
            Request request, Exchange exchange, PreviewToken token, Preview preview, boolean page) {
        Service service = parts.plan()
                .service(preview.tenant(), preview.service())
                .orElseThrow(() -> new Problem(
                        503, "preview_service_gone", "the configuration names this preview's service no more"));
        byte[] body = exchange.hasBody() ? exchange.raw() : new byte[0];
        String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
        PreviewRequest asked = new PreviewRequest(
                request.getMethod(),
                String.valueOf(request.getHttpURI().getPath()),
                Optional.ofNullable(request.getHttpURI().getQuery()),
                fields(request.getHeaders()),
                body,
                (parts.secure() ? "https://" : "http://") + host,
                token.text(),
                !token.inAuthorization()
                        && exchange.authorization()
                                .filter(a -> a.contains("sp_"))
                                .isEmpty());
        return switch (parts.gate().pass(preview, service, asked)) {
            case PreviewRuling.Answered answered -> answered;
            case PreviewRuling.Stopped stopped -> own(stopped(stopped, page));
        };
    }

    /** What is no printable ASCII has two readings, and no service needs it. */
    private static List<Field> fields(HttpFields headers) {
        return headers.stream()
                .filter(f -> f.getValue() != null && f.getValue().chars().allMatch(c -> c >= ' ' && c < 0x7f))
                .map((HttpField f) -> new Field(f.getName(), f.getValue()))
                .toList();
    }

    private static Reply stopped(PreviewRuling.Stopped stopped, boolean page) {
        Map<String, String> fields = new HashMap<>();
        if (stopped.waitSeconds() > 0) {
            fields.put("Retry-After", Long.toString(stopped.waitSeconds()));
        }
        if (page) {
            String marks = stopped.approval().map(a -> "approval " + a + " ").orElse("")
                    + stopped.receipt().map(r -> "receipt " + r).orElse("");
            return PreviewPages.refused(stopped.status(), stopped.code(), stopped.why(), marks, fields);
        }
        JsonObject.Builder extra = JsonObject.builder();
        stopped.receipt().ifPresent(receipt -> extra.put("receipt_id", receipt));
        stopped.approval().ifPresent(approval -> extra.put("approval_id", approval));
        return new Problem(stopped.status(), stopped.code(), stopped.why(), extra.build(), fields).reply();
    }

    private Optional<Preview> open(String token) {
        String hash = Credentials.hash(token);
        return parts.registry().get().previews().stream()
                .filter(p -> p.tokenHash().equals(hash))
                .findFirst()
                .filter(parts.gate()::isOpen);
    }

    private Reply unknown(Exchange exchange, boolean shown, boolean page) {
        if (shown) {
            emit(EventName.AUTH_DENIED, parts.house(), "preview_token", exchange);
        }
        Map<String, String> forgotten = Map.of("Set-Cookie", PreviewToken.kept("", 0, parts.secure()));
        if (page) {
            String word = shown ? "The preview is closed, or its token is nobody's." : "This preview takes its token.";
            return PreviewPages.signIn(401, word, shown ? forgotten : Map.of());
        }
        return new Problem(
                        401,
                        "preview_token",
                        "show an open preview's token: Authorization: Bearer TOKEN, or on the page at /",
                        JsonObject.of(),
                        Map.of("WWW-Authenticate", "Bearer"))
                .reply();
    }

    private Reply ours(String asked, Exchange exchange) {
        return switch (asked) {
            case "POST " + OWN + "sign-in" -> signIn(exchange);
            case "POST " + OWN + "sign-out" -> to("/", PreviewToken.kept("", 0, parts.secure()));
            default -> throw new Problem(404, "no_such_route", "nothing is served here");
        };
    }

    private Reply signIn(Exchange exchange) {
        List<String> types = exchange.headers("Content-Type");
        if (types.size() != 1 || !types.getFirst().toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw new Problem(415, "unsupported_media_type", "send the form as " + FORM);
        }
        byte[] body = exchange.raw();
        String text = new String(body, 0, Math.min(body.length, FORM_BYTES), StandardCharsets.US_ASCII);
        // Every character of a token stands for itself in a form; what was pasted around it is white space.
        String token = text.startsWith(FIELD) ? text.substring(FIELD.length()).replaceAll("\\+|%0[9AD]", "") : "";
        Optional<Preview> preview =
                Optional.of(token).filter(PreviewToken::isOne).flatMap(this::open);
        if (preview.isEmpty()) {
            emit(EventName.AUTH_DENIED, parts.house(), "preview_token", exchange);
            return PreviewPages.signIn(401, "That is no open preview's token.", Map.of());
        }
        emit(EventName.AUTH_ACCEPTED, preview.get().tenant(), "preview", exchange);
        long seconds =
                Math.max(1, (preview.get().expiresMillis() - parts.clock().millis()) / 1000);
        return to("/", PreviewToken.kept(token, seconds, parts.secure()));
    }

    /** Whatever a preview before left in the browser's stores goes. */
    private static Reply to(String path, String cookie) {
        Map<String, String> fields = new HashMap<>(FORGET);
        fields.put("Location", path);
        fields.put("Set-Cookie", cookie);
        return new Reply.Whole(303, "text/plain", new byte[0], fields);
    }

    private void emit(EventName name, TenantId tenant, String reason, Exchange exchange) {
        parts.meters()
                .emit(new Event(
                        name,
                        tenant,
                        parts.clock().millis(),
                        "",
                        Map.of("auth.reason", reason, "source.address", exchange.remoteAddress())));
    }
}
