package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.json.Json;
import dev.sallyport.connect.mcp.door.ApprovalWatch;
import dev.sallyport.connect.mcp.door.Asked;
import dev.sallyport.connect.mcp.door.GateDoor;
import dev.sallyport.connect.mcp.door.Release;
import dev.sallyport.connect.mcp.door.Verdict;
import dev.sallyport.connect.mcp.pin.PinOffer;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A gate that does as it is told, by the tool's name: {@code deny…} is denied, {@code hold…} is held, everything else is allowed; pins are
 * compared as the real one does. It remembers which parameters it released, so that a test can ask whether anything else got through.
 */
public final class ScriptedDoor implements GateDoor {
    /** What was reported. */
    public record Report(String decision, Outcome.Status status, Optional<String> outputHash) {}

    private record Ticket(DecisionId decision) implements Release {}

    static final String KEY = "box";

    /** Text of the server's that answered no call. */
    final List<String> overheard = new CopyOnWriteArrayList<>();

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Set<String> releasedParams = ConcurrentHashMap.newKeySet();
    final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    final BlockingQueue<ApprovalId> opened = new LinkedBlockingQueue<>();
    final List<ApprovalId> claims = new CopyOnWriteArrayList<>();
    final BlockingQueue<ApprovalId> withdrawn = new LinkedBlockingQueue<>();
    final List<List<Json>> listed = new CopyOnWriteArrayList<>();
    private final Map<ApprovalId, Asked> held = new ConcurrentHashMap<>();
    private final Map<ApprovalId, ApprovalStatus> approvals = new ConcurrentHashMap<>();
    private final Map<ApprovalId, CountDownLatch> people = new ConcurrentHashMap<>();
    private final List<PinnedTool> pins = new CopyOnWriteArrayList<>();
    private int decisions;
    volatile boolean strict;
    volatile boolean quarantined;
    volatile boolean registered = true;
    volatile boolean releasable = true;
    volatile Optional<RuntimeException> breaks = Optional.empty();
    volatile Runnable beforeAnswer = () -> {};

    ScriptedDoor pin(PinnedTool tool) {
        pins.removeIf(p -> p.name().equals(tool.name()));
        pins.add(tool);
        return this;
    }

    ScriptedDoor pin(String name, String hash) {
        return pin(new PinnedTool(
                name, hash, Effect.READS, Capability.READ, Optional.empty(), Optional.of("path"), Set.of()));
    }

    /** Pins what the protocol offers besides tools. */
    ScriptedDoor pinProtocol() {
        new PinOffer(List.of(), List.of()).withProtocol(Map.of()).tools().forEach(this::pin);
        return this;
    }

    void unpin(String name) {
        pins.removeIf(p -> p.name().equals(name));
    }

    @Override
    public String serverKey() {
        return KEY;
    }

    @Override
    public Optional<Server> server() {
        Map<String, PinnedTool> tools = new LinkedHashMap<>();
        pins.forEach(p -> tools.put(p.name(), p));
        return registered
                ? Optional.of(new Server(new TenantId("default"), KEY, strict, quarantined, tools))
                : Optional.empty();
    }

    @Override
    public void overheard(Supplier<String> text) {
        overheard.add(text.get());
    }

    @Override
    public Verdict authorize(Asked what) {
        asked.add(what);
        beforeAnswer.run();
        breaks.ifPresent(e -> {
            throw e;
        });
        return judge(what, false);
    }

    private synchronized Verdict judge(Asked what, boolean approved) {
        String decision = "dec_" + ++decisions;
        Optional<PinnedTool> pin = server().flatMap(s -> s.tool(what.action().action()));
        String name = what.action().action();
        if (what.observed().workloadStopped()) {
            return refused("workload_stopped", decision);
        }
        if (pin.isEmpty()) {
            return refused("tool_unknown", decision);
        }
        if (!pin.get().schemaHash().equals(what.observed().schemaHash())) {
            return refused("tool_drifted", decision);
        }
        if (name.startsWith("deny")) {
            return refused("policy_forbids", decision);
        }
        if (name.startsWith("hold") && !approved) {
            ApprovalId id = new ApprovalId("apr_" + decisions);
            held.put(id, what);
            approvals.put(id, ApprovalStatus.PENDING);
            people.put(id, new CountDownLatch(1));
            opened.add(id);
            return new Verdict.Held(id, "leads", decision, Optional.empty());
        }
        releasedParams.add(key(what.dispatch()));
        return new Verdict.Released(new Ticket(new DecisionId(decision)));
    }

    private static Verdict refused(String code, String decision) {
        return new Verdict.Refused(code, "because " + code, Optional.of(decision), Optional.of("rcp_" + decision));
    }

    static String key(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public Verdict claim(ApprovalId approval, byte[] dispatch) {
        claims.add(approval);
        Asked what = Objects.requireNonNull(held.get(approval));
        if (!Arrays.equals(what.dispatch(), dispatch)) {
            return refused("approval_hash_mismatch", "dec_x");
        }
        synchronized (this) {
            if (approvals.get(approval) != ApprovalStatus.APPROVED) {
                return refused("approval_consumed", "dec_x");
            }
            approvals.put(approval, ApprovalStatus.CONSUMED);
        }
        return judge(what, true);
    }

    @Override
    public synchronized void withdraw(ApprovalId approval) {
        if (!Objects.requireNonNull(approvals.get(approval)).isFinal()) {
            approvals.put(approval, ApprovalStatus.INVALIDATED);
            withdrawn.add(approval);
        }
    }

    /** The next approval that is withdrawn. */
    ApprovalId awaitWithdrawn() throws InterruptedException {
        return Objects.requireNonNull(withdrawn.poll(10, TimeUnit.SECONDS), "no approval was withdrawn");
    }

    @Override
    public void listed(List<Json> tools) {
        listed.add(tools);
    }

    /** People answer. */
    public synchronized void decide(ApprovalId approval, ApprovalStatus status) {
        approvals.put(approval, status);
        Objects.requireNonNull(people.get(approval)).countDown();
    }

    /** The next approval that is asked for. */
    public ApprovalId awaitOpened() throws InterruptedException {
        return Objects.requireNonNull(opened.poll(10, TimeUnit.SECONDS), "no approval was opened");
    }

    /** The next outcome that is reported. */
    public Report awaitReport() throws InterruptedException {
        return Objects.requireNonNull(reports.poll(10, TimeUnit.SECONDS), "no outcome was reported");
    }

    synchronized ApprovalStatus status(ApprovalId approval) {
        return Objects.requireNonNull(approvals.get(approval));
    }

    @Override
    public boolean stillReleasable(Release release) {
        return releasable;
    }

    @Override
    public void report(Release release, Outcome.Status status, Optional<String> outputHash) {
        reports.add(new Report(release.decision().value(), status, outputHash));
    }

    @Override
    public ApprovalWatch approvals() {
        return (id, millis) -> {
            boolean answered = Objects.requireNonNull(people.get(id)).await(millis, TimeUnit.MILLISECONDS);
            return answered ? status(id) : ApprovalStatus.PENDING;
        };
    }

    List<String> askedParams() {
        List<String> all = new ArrayList<>();
        asked.forEach(a -> all.add(new String(a.dispatch(), StandardCharsets.UTF_8)));
        return all;
    }
}
