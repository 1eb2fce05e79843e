package dev.sallyport.server.channel;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Owed;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.held.HeldText;
import dev.sallyport.text.visible.Visible;
import java.net.URI;
import java.util.Optional;

/** Makes messages when they are sent, from what is kept: nothing of an action waits in the outbox. Thread-safe. */
final class Messages {
    private final Gate gate;
    private final HeldForm form;
    private final Ballot ballot;
    private final Outbox outbox;
    private final Optional<URI> console;

    Messages(Gate gate, HeldForm form, Ballot ballot, Outbox outbox, Optional<URI> console) {
        this.gate = gate;
        this.form = form;
        this.ballot = ballot;
        this.outbox = outbox;
        this.console = console;
    }

    /** The message of a delivery to a place with that much room; empty if there is nothing to say any more. */
    Optional<Message> of(Owed owed, int room) {
        Delivery.Key key = owed.delivery().key();
        return gate.approval(key.tenant(), key.approval()).flatMap(approval -> switch (key.revision()) {
            case ASKED ->
                form.status(approval) == ApprovalStatus.PENDING
                        ? Optional.of(asked(key, approval, room))
                        : Optional.empty();
            case CLOSED ->
                outbox.of(key.tenant(), key.approval()).stream()
                        .filter(o -> o.state() == Owed.State.ACCEPTED
                                && o.delivery().key().channel().equals(key.channel())
                                && o.delivery().key().revision() == Revision.ASKED)
                        .findFirst()
                        .map(first -> closed(key, approval, first.reference()));
        });
    }

    private Message asked(Delivery.Key key, Approval approval, int room) {
        JsonObject shown = shown(approval);
        String page = HeldText.of(shown);
        boolean whole = page.length() <= room;
        return new Message(
                key,
                shown,
                whole ? page : summary(approval, page.length()),
                whole,
                link(approval),
                form.risk(approval),
                whole && !ballot.isHighRisk(approval),
                "");
    }

    private Message closed(Delivery.Key key, Approval approval, String reference) {
        String page = line(approval) + " is " + form.status(approval).name();
        return new Message(
                key, form.row(approval).build(), page, true, link(approval), form.risk(approval), false, reference);
    }

    private JsonObject shown(Approval approval) {
        JsonObject.Builder out = form.row(approval);
        gate.held(approval.tenant(), approval.id()).ifPresent(held -> form.show(approval, held, true, out));
        return out.build();
    }

    /** Whether a place with that much room was shown all of it. */
    boolean isWhole(Approval approval, int room) {
        return HeldText.of(shown(approval)).length() <= room;
    }

    private static String summary(Approval approval, int length) {
        return line(approval) + ".\nThe action is not shown here: its page has " + length
                + " characters, which is more than fits. It can't be approved from here; read it on the console or with"
                + " `sallyport approve " + approval.id().value() + "`.";
    }

    private static String line(Approval approval) {
        return "approval " + approval.id().value() + ": " + Visible.strict(approval.tool()) + " / "
                + Visible.strict(approval.action());
    }

    private Optional<URI> link(Approval approval) {
        return console.map(
                url -> url.resolve("/console/approvals/" + approval.id().value()));
    }
}
