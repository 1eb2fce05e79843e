package dev.sallyport.server.channel;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Answered;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.VoteResult;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.server.config.Channel;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The channels of a gateway, and the one route by which they answer. An answer counts as the approver's whom the configuration
 * names for the sender; whether that person is an approver, and may answer this one, the registry and the gate say at that
 * moment. Thread-safe.
 */
public final class Channels {
    static final int TIMEOUT_MILLIS = 10_000;

    private final List<Channel> channels;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Parts parts;
    private final Messages messages;
    private final Freshness fresh = new Freshness();

    /** What the channels stand on. */
    public record Parts(
            Gate gate,
            Journal journal,
            HeldForm form,
            Ballot ballot,
            Outbox outbox,
            EventSink events,
            InstantSource clock) {}

    /**
     * The channels of that configuration.
     *
     * @throws dev.sallyport.server.config.BadConfig if a secret can't be read
     */
    public Channels(Settings.Approvals settings, Parts parts) {
        this.channels = settings.channels();
        this.parts = parts;
        this.messages = new Messages(
                parts.gate(),
                parts.form(),
                parts.ballot(),
                parts.outbox(),
                settings.console().url());
        Wire wire = new Wire(TIMEOUT_MILLIS);
        channels.forEach(channel -> places.put(channel.name(), Places.of(channel, wire, parts.clock())));
    }

    /** Where answers come in. */
    public Route route() {
        return new Route("POST", "/v1/channels/{id}/answers", this::answer);
    }

    /** What they are called. */
    public List<String> names() {
        return channels.stream().map(Channel::name).toList();
    }

    List<Channel> all() {
        return channels;
    }

    Map<String, Place> places() {
        return places;
    }

    Messages messages() {
        return messages;
    }

    private Reply answer(Exchange exchange) {
        Channel channel = channels.stream()
                .filter(c -> c.name().equals(exchange.path("id")))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "no_such_channel", "no channel of that name is configured"));
        Place place = Objects.requireNonNull(places.get(channel.name()));
        return switch (place.read(new Incoming(exchange::headers, exchange.raw()))) {
            case Reading.Refused refused -> throw refused(channel, refused, exchange);
            case Reading.Nothing nothing -> result("nothing", "there was nothing to do");
            case Reading.Answer answer ->
                place.alwaysTakes() ? told(place, channel, answer, exchange) : cast(place, channel, answer, exchange);
        };
    }

    /** The other side only wants to hear that somebody listens; the person is told apart. */
    private Reply told(Place place, Channel channel, Reading.Answer answer, Exchange exchange) {
        try {
            return cast(place, channel, answer, exchange);
        } catch (Problem refused) {
            place.tell(answer.who(), String.valueOf(refused.getMessage()));
            return result(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    private Reply cast(Place place, Channel channel, Reading.Answer answer, Exchange exchange) {
        if (!fresh.takes(channel.name() + "/" + answer.once(), parts.clock().millis())) {
            report(EventName.REPLAY_ATTEMPT, channel, "answer_replayed", exchange);
            throw new Problem(409, "answer_replayed", "this very answer came before");
        }
        Approver approver = approver(channel, answer.who()).orElseThrow(() -> {
            report(EventName.AUTH_DENIED, channel, "approver_unknown", exchange);
            return new Problem(403, "approver_unknown", "whoever answered is no approver known under that id here");
        });
        ApprovalId id = id(answer);
        Approval approval = parts.gate()
                .approval(channel.tenant(), id)
                .filter(found -> channel.asks(found.tenant(), found.group()))
                .orElseThrow(Channels::missing);
        if (answer.approves() && !messages.isWhole(approval, place.room())) {
            throw new Problem(403, "approver_not_allowed", "it was not shown whole here, so it can't be approved here");
        }
        Answered given =
                Answered.once(answer.approves(), Optional.of(answer.seen())).via("channel:" + channel.name());
        return voted(parts.ballot().cast(approver, id, given, Ballot.Way.CHANNEL));
    }

    private Optional<Approver> approver(Channel channel, String who) {
        PersonId person = channel.people().get(who);
        return person == null ? Optional.empty() : parts.journal().registry().approver(channel.tenant(), person);
    }

    private static ApprovalId id(Reading.Answer answer) {
        try {
            return new ApprovalId(answer.approval());
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static Problem missing() {
        return new Problem(404, "no_such_approval", "no such approval here");
    }

    private static Reply voted(VoteResult result) {
        return switch (result) {
            case VoteResult.Voted voted ->
                result(voted.approval().status().name().toLowerCase(Locale.ROOT), "recorded as " + voted.receiptId());
            case VoteResult.NotAllowed no -> throw new Problem(403, "approver_not_allowed", no.why());
            case VoteResult.NoSuchApproval none -> throw missing();
            case VoteResult.OtherAction other ->
                throw new Problem(409, "approval_hash_mismatch", "another action waits than the one that was answered");
            case VoteResult.NotPending other ->
                throw new Problem(
                        409,
                        "approval_not_pending",
                        "it is not waiting any more; it is " + other.status().name());
            case VoteResult.Unwritable no ->
                throw new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
        };
    }

    private static Reply result(String word, String text) {
        return Reply.json(
                200, JsonObject.builder().put("result", word).put("text", text).build());
    }

    private Problem refused(Channel channel, Reading.Refused refused, Exchange exchange) {
        if (refused.code().equals("wrong_form")) {
            return new Problem(400, refused.code(), refused.why());
        }
        report(EventName.AUTH_DENIED, channel, refused.code(), exchange);
        return new Problem(403, refused.code(), refused.why());
    }

    private void report(EventName name, Channel channel, String code, Exchange exchange) {
        parts.events()
                .emit(new Event(
                        name,
                        channel.tenant(),
                        parts.clock().millis(),
                        "",
                        Map.of(
                                "auth.reason", code,
                                "approval.channel", channel.name(),
                                "source.address", exchange.remoteAddress())));
    }
}
