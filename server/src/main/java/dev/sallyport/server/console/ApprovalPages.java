package dev.sallyport.server.console;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Answered;
import dev.sallyport.gate.BreakingGlass;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.VoteResult;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.BreakGlass;
import dev.sallyport.gate.registry.Passkey;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.Earlier;
import dev.sallyport.server.held.HeldReading;
import dev.sallyport.server.held.HeldText;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.passkey.PasskeyRefused;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** One held action: what would run, and the answer to it. */
final class ApprovalPages {
    private static final long MINUTE_MILLIS = 60_000;

    private final Console.Parts parts;
    private final Doors doors;
    private final Optional<Keys> keys;

    ApprovalPages(Console.Parts parts, Doors doors, Optional<Keys> keys) {
        this.parts = parts;
        this.doors = doors;
        this.keys = keys;
    }

    private static Problem missing() {
        return new Problem(404, "no_such_approval", "no such approval");
    }

    private Approval approval(Doors.Person person, Exchange exchange) {
        try {
            return parts.gate()
                    .approval(person.approver().tenant(), new ApprovalId(exchange.path("id")))
                    .orElseThrow(ApprovalPages::missing);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    /** Whoever may answer may read, and whoever audits; nobody else. */
    private boolean mayRead(Approver approver, Approval approval) {
        return HeldReading.may(approver, approval)
                || (Right.ANSWER.isOf(approver)
                        && parts.registry().breakGlasses(approval.tenant()).stream()
                                .anyMatch(glass -> glass.lets(
                                        approver.person(),
                                        approval.agent(),
                                        parts.clock().millis())));
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            // Not what the path says: whoever is not signed in learns nothing from it.
            String id = exchange.path("id").matches("[a-z0-9_]{1,80}") ? exchange.path("id") : "";
            return Console.stranger(exchange, id.isEmpty() ? "/console/" : "/console/approvals/" + id);
        }
        Doors.Person person = signedIn.get();
        Approval approval = approval(person, exchange);
        StringBuilder body = new StringBuilder(16_384);
        new ApprovalHead(parts.form(), parts.clock().millis()).tell(approval, body);
        if (mayRead(person.approver(), approval)) {
            content(person, approval, body);
        } else {
            body.append("<p>It asks ")
                    .append(Pages.shown(approval.group()))
                    .append(", where you are not. What would run is shown to them.</p>");
        }
        parts.outbox().of(approval.tenant(), approval.id()).forEach(owed -> body.append(Pages.told(owed)));
        ApprovalStatus status = parts.form().status(approval);
        boolean open = status == ApprovalStatus.PENDING || status == ApprovalStatus.EXPIRED;
        if (open
                && Right.ANSWER.isOf(person.approver())
                && person.approver().groups().contains(BreakGlass.GROUP)) {
            body.append(Pages.breakGlass(person, approval));
        }
        next(person, approval, body);
        return Frame.of(person, exchange, Screen.APPROVALS).scripted("Approval", "approvals", body.toString());
    }

    /** What else waits for this person, the one that runs out first. */
    private void next(Doors.Person person, Approval approval, StringBuilder body) {
        parts.waiting().of(approval.tenant()).stream()
                .filter(other -> !other.id().equals(approval.id())
                        && !other.answeredBy(person.approver().person())
                        && person.approver().groups().contains(other.group()))
                .min(Comparator.comparingLong(Approval::expiresMillis))
                .ifPresent(other -> body.append("<p class=\"noprint\"><a data-next href=\"/console/approvals/")
                        .append(Html.of(other.id().value()))
                        .append("\">The next one that waits for you</a></p>\n"));
    }

    private void content(Doors.Person person, Approval approval, StringBuilder body) {
        Optional<HeldCall> held = parts.gate().held(approval.tenant(), approval.id());
        JsonObject.Builder shown = parts.form().row(approval);
        held.ifPresent(call -> parts.form().show(approval, call, true, shown));
        body.append(Pages.held(HeldText.of(shown.build()), held));
        held.ifPresent(call -> {
            Earlier.Lookup lookup = new Earlier.Lookup(parts.records(), parts.gate());
            EarlierCall.tell(Earlier.than(approval, call, lookup, other -> mayRead(person.approver(), other)), body);
        });
        ArgumentOrigins.tell(parts.form(), approval, body);
        boolean intact = held.filter(call ->
                        call.call().action().hash(Scheme.SALLYPORT_JCS_2).hex().equals(call.actionHash2()))
                .isPresent();
        if (!intact) {
            body.append(
                    "<p class=\"bad\">What is kept of it was erased or is not what was held. It can't be approved.</p>");
        } else if (parts.form().status(approval) == ApprovalStatus.PENDING && Right.ANSWER.isOf(person.approver())) {
            answers(person, approval, body);
        }
    }

    private void answers(Doors.Person person, Approval approval, StringBuilder body) {
        Optional<Passkey> key = key(person);
        boolean takes = parts.ballot().takesPasskey(person.approver(), approval);
        if (takes && key.isEmpty()) {
            body.append("<p class=\"bad\">This is of high risk and takes a passkey.")
                    .append(" <a href=\"/console/passkeys\">Register one</a></p>");
        } else {
            body.append(form(person, approval, true, takes ? key : Optional.empty()));
        }
        body.append(form(person, approval, false, Optional.empty()));
    }

    private Optional<Passkey> key(Doors.Person person) {
        return keys.isEmpty()
                ? Optional.empty()
                : parts
                        .registry()
                        .passkeys(person.approver().tenant(), person.approver().person())
                        .stream()
                        .findFirst();
    }

    private String form(Doors.Person person, Approval approval, boolean approves, Optional<Passkey> key) {
        String nonce = key.isPresent() ? person.session().nonce(parts.clock().millis()) : "";
        String attributes = key.flatMap(k -> keys.map(all -> all.asking(approval, approves, k, nonce)))
                .orElse("");
        return Pages.form(
                person,
                "/console/approvals/" + Html.of(approval.id().value()),
                "data-answers " + attributes,
                Pages.hidden("answer", approves ? "approve" : "reject")
                        + Pages.hidden("action_hash", approval.actionHash())
                        + Pages.hidden("nonce", nonce)
                        + (approves ? "<button>" : "<button class=\"danger\">")
                        + (approves ? key.isPresent() ? "Approve with passkey" : "Approve" : "Reject")
                        + "</button>");
    }

    Reply answer(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Approval approval = approval(person, exchange);
        boolean approves = form.text("answer").equals("approve");
        if (!approves && !form.text("answer").equals("reject")) {
            throw new Problem(400, "wrong_form", "the form is not as this page would send it");
        }
        Ballot.Way way =
                form.text("signature").isEmpty() ? Ballot.Way.CREDENTIAL : signed(person, approval, approves, form);
        String via = way == Ballot.Way.PASSKEY ? "console, passkey" : "console";
        Answered answer =
                Answered.once(approves, Optional.of(form.text("action_hash"))).via(via);
        voted(parts.ballot().cast(person.approver(), approval.id(), answer, way));
        return Html.to("/console/approvals/" + approval.id().value(), Map.of());
    }

    private Ballot.Way signed(Doors.Person person, Approval approval, boolean approves, Form form) {
        Passkey key = key(person).orElseThrow(() -> new Problem(403, "passkey_refused", "you have no passkey here"));
        if (!person.session().takes(form.text("nonce"), parts.clock().millis())) {
            throw new Problem(409, "challenge_spent", "the page was too old or used before; load it again");
        }
        try {
            keys.orElseThrow().verify(key, approval, approves, form);
            return Ballot.Way.PASSKEY;
        } catch (PasskeyRefused e) {
            throw new Problem(403, "passkey_refused", "the passkey's answer was not taken: " + e.getMessage());
        }
    }

    private static void voted(VoteResult result) {
        switch (result) {
            case VoteResult.Voted voted -> {}
            case VoteResult.NotAllowed no -> throw new Problem(403, "approver_not_allowed", no.why());
            case VoteResult.NoSuchApproval none -> throw missing();
            case VoteResult.OtherAction other ->
                throw new Problem(409, "approval_hash_mismatch", "another action waits than the page showed");
            case VoteResult.NotPending other ->
                throw new Problem(
                        409,
                        "approval_not_pending",
                        "it is not waiting any more; it is " + other.status().name());
            case VoteResult.Unwritable no -> throw unavailable();
        }
    }

    private static Problem unavailable() {
        return new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
    }

    Reply open(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Approval approval = approval(person, exchange);
        String why = form.text("why").strip();
        if (why.isEmpty() || why.length() > 300 || !form.text("minutes").matches("[0-9]{1,3}")) {
            throw new Problem(400, "wrong_form", "say why, in up to 300 characters, and for how many minutes");
        }
        long life = Long.parseLong(form.text("minutes")) * MINUTE_MILLIS;
        if (life < MINUTE_MILLIS || life > BreakGlass.MAX_LIFE_MILLIS) {
            throw new Problem(400, "wrong_form", "it lasts from 1 to 240 minutes");
        }
        return broken(parts.gate().breakingGlass().open(person.approver(), approval.id(), life, why));
    }

    Reply confirm(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        return broken(parts.gate().breakingGlass().confirm(person.approver(), exchange.path("id")));
    }

    private static Reply broken(BreakingGlass.Result result) {
        return switch (result) {
            case BreakingGlass.Result.Stands stands -> Html.to("/console/", Map.of());
            case BreakingGlass.Result.Missing none ->
                throw new Problem(404, "no_such_break_glass", "no such approval or request");
            case BreakingGlass.Result.NotAllowed no -> throw new Problem(403, "break_glass_not_allowed", no.why());
            case BreakingGlass.Result.TooLate late -> throw new Problem(409, "break_glass_too_late", late.why());
            case BreakingGlass.Result.Unwritable no -> throw unavailable();
        };
    }
}
