package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.gate.registry.SessionEnd;
import dev.sallyport.server.api.PeopleControls;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.signin.Sessions;
import dev.sallyport.server.signin.SignedIn;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The people of the install: roles, groups, how they come in, and where they are signed in. */
final class PeoplePages {
    static final String PATH = "/console/people";
    static final int WHY = 300;

    private final Console.Parts parts;
    private final Doors doors;

    PeoplePages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        TenantId tenant = person.approver().tenant();
        StringBuilder out = new StringBuilder(8_192);
        exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .ifPresent(receipt -> out.append(RulePages.done(receipt)));
        people(person, tenant, out);
        invited(person, out);
        List<Sessions.Present> sessions = parts.sessions().of(tenant);
        out.append("<h2>Signed in at this gateway</h2>\n");
        sessions(person, sessions, out);
        return Frame.of(person, exchange, Screen.PEOPLE).page("People", out.toString());
    }

    private void people(Doors.Person person, TenantId tenant, StringBuilder out) {
        List<Approver> all = parts.registry().approvers(tenant).stream()
                .sorted(Comparator.comparing(Approver::person))
                .toList();
        out.append(Pages.wide("People") + "<table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Roles</th>"
                + "<th scope=\"col\">Approves for</th><th scope=\"col\">Comes in by</th><th scope=\"col\">Since</th>"
                + "<th scope=\"col\">Acts</th></tr></thead><tbody>\n");
        for (Approver one : all) {
            out.append("<tr data-row><td>")
                    .append(Pages.shown(one.person().value()))
                    .append("</td><td>");
            one.roles().words().forEach(word -> out.append(Pages.tag(word)).append(' '));
            out.append(one.roles().all().isEmpty() ? "<span class=\"muted\">none</span>" : "")
                    .append("</td><td>")
                    .append(Pages.shown(String.join(", ", new TreeSet<>(one.groups()))))
                    .append("</td><td>")
                    .append(one.comesByProvider() ? "provider" : passkeys(one))
                    .append("</td><td>")
                    .append(
                            one.enrolment().timeMillis() == 0
                                    ? "<span class=\"muted\">not kept</span>"
                                    : Pages.time(one.enrolment().timeMillis()) + " by "
                                            + Pages.shown(one.enrolment().by()))
                    .append("</td><td>");
            acts(person, one, out);
            out.append("</td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    private String passkeys(Approver one) {
        return parts.registry().passkeys(one.tenant(), one.person()).isEmpty() ? "credential" : "credential, passkey";
    }

    private static void acts(Doors.Person person, Approver one, StringBuilder out) {
        out.append("<a href=\"/console/visits?person=")
                .append(Html.of(Pages.query(one.person().value())))
                .append("\">Trace</a>");
        boolean self = one.person().equals(person.approver().person());
        if (!person.may(Right.OPERATE) || self) {
            return;
        }
        String name = Pages.shown(one.person().value());
        out.append("<details><summary>Change<span class=\"muted\"> ")
                .append(name)
                .append("</span></summary>")
                .append(Pages.form(
                        person,
                        PATH,
                        "",
                        Pages.hidden("act", "roles")
                                + Pages.hidden("name", one.person().value())
                                + "<fieldset><legend>Roles of " + name + "</legend>" + InvitePages.boxes(one.roles())
                                + "</fieldset><label>Approves for <input name=\"groups\" maxlength=\"500\" value=\""
                                + Html.of(String.join(", ", new TreeSet<>(one.groups())))
                                + "\"></label><label>Why <input name=\"why\" maxlength=\"" + WHY
                                + "\"></label> <button>Set roles</button>"))
                .append(Pages.form(
                        person,
                        "/console/sessions",
                        "",
                        Pages.hidden("name", one.person().value()) + "<button class=\"danger\">End every session of "
                                + name + "</button>"))
                .append(InvitePages.retire(person, one.person().value()))
                .append("</details>");
    }

    private void invited(Doors.Person person, StringBuilder out) {
        TenantId tenant = person.approver().tenant();
        List<Invitation> open = parts.registry().invitations(tenant).stream()
                .sorted(Comparator.comparing(Invitation::person))
                .toList();
        out.append("<h2>Invited</h2>\n");
        if (person.may(Right.OPERATE)) {
            out.append(InvitePages.form(person));
        }
        if (open.isEmpty()) {
            out.append(Pages.empty(
                    "Nobody is invited.",
                    "An operator invites a person, who sets a credential with a code that works once.",
                    "sallyport approver add NAME --role analyst"));
            return;
        }
        out.append("<ul>");
        open.forEach(i -> out.append("<li>")
                .append(Pages.shown(i.person().value()))
                .append(" as ")
                .append(Html.of(String.join(", ", i.roles().words())))
                .append(" by ")
                .append(Pages.shown(i.by()))
                .append(i.expiredAt(parts.clock().millis()) ? ", too late since " : ", until ")
                .append(Pages.time(i.expiresMillis()))
                .append("</li>\n"));
        out.append("</ul>\n");
    }

    /** Sessions as rows, each with a button for whoever may end it. */
    static void sessions(Doors.Person person, List<Sessions.Present> sessions, StringBuilder out) {
        out.append(Pages.wide("Sessions") + "<table><thead><tr><th scope=\"col\">Who</th><th scope=\"col\">From</th>"
                + "<th scope=\"col\">By</th><th scope=\"col\">Since</th><th scope=\"col\">Last seen</th>"
                + "<th scope=\"col\">Acts</th></tr></thead><tbody>\n");
        for (Sessions.Present present : sessions) {
            SignedIn session = present.session();
            String name = present.approver().person().value();
            boolean here = session.id().equals(person.session().id());
            out.append("<tr data-row><td>")
                    .append(Pages.shown(name))
                    .append(here ? " <span class=\"muted\">(this browser)</span>" : "")
                    .append("</td><td>")
                    .append(Html.of(session.address()))
                    .append("</td><td>")
                    .append(session.way().wire())
                    .append("</td><td>")
                    .append(Pages.time(session.startedMillis()))
                    .append("</td><td>")
                    .append(Pages.time(session.seenMillis()))
                    .append("</td><td>");
            if (present.approver().person().equals(person.approver().person()) || person.may(Right.OPERATE)) {
                out.append(Pages.form(
                        person,
                        "/console/sessions",
                        "",
                        Pages.hidden("name", name) + Pages.hidden("session", session.id())
                                + "<button class=\"plain\">End<span class=\"muted\"> " + Pages.shown(name)
                                + "</span></button>"));
            }
            out.append("</td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    /** An operator invites somebody, sets somebody's roles and groups, or ends somebody's credential. */
    Reply change(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Actor actor = Operating.required(person);
        PeopleControls people = parts.controls().people();
        if (form.text("why").length() > WHY) {
            throw wrong("the reason is longer than " + WHY + " characters");
        }
        return switch (form.text("act")) {
            case "invite" ->
                Frame.of(person, exchange, Screen.PEOPLE)
                        .page("Invited", InvitePages.shown(people.invite(actor, InvitePages.wanted(form))));
            case "roles" -> done(roles(people, actor, form).receipt());
            case "retire" -> {
                if (!form.text("sure").equals("yes")) {
                    throw wrong("tick that the credential is to end");
                }
                yield done(people.retire(actor, form.text("name"), form.text("why")));
            }
            default -> throw wrong("the form is not as this page would send it");
        };
    }

    private static Reply done(String receipt) {
        return Html.to(PATH + "?done=" + receipt, Map.of());
    }

    /** A form without groups leaves them as they are; whoever first becomes an approver answers for the default group at least. */
    private PeopleControls.Enrolled roles(PeopleControls people, Actor actor, Form form) {
        Roles roles = InvitePages.roles(form);
        Set<String> named = InvitePages.groups(form);
        boolean first = roles.has(Role.APPROVER)
                && named.isEmpty()
                && (form.fields().containsKey("groups")
                        || named(actor.tenant(), form).groups().isEmpty());
        Optional<Set<String>> groups = first
                ? Optional.of(Set.of("approvers"))
                : form.fields().containsKey("groups") ? Optional.of(named) : Optional.empty();
        return people.give(actor, form.text("name"), new PeopleControls.Given(roles, groups, form.text("why")));
    }

    /** Somebody ends an own session, or an operator anybody's: one, or all of a person. */
    Reply end(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Approver one = named(person.approver().tenant(), form);
        boolean own = one.person().equals(person.approver().person());
        if (!own) {
            Right.OPERATE.check(person.approver());
        }
        Optional<String> session = Optional.of(form.text("session")).filter(id -> !id.isEmpty());
        boolean there = parts.sessions().of(one.tenant()).stream()
                .anyMatch(p -> session.equals(Optional.of(p.session().id()))
                        && p.approver().person().equals(one.person()));
        if (session.isPresent() && !there) {
            throw new Problem(404, "no_such_session", "no such session; it may be over already");
        }
        record(
                person,
                own ? person.approver().roles().acting() : "operator",
                new RegistryChange.EndSessions(
                        one.tenant(),
                        new SessionEnd(one.person(), session, parts.clock().millis())),
                "on the console");
        return Html.to(own && !person.may(Right.OVERSEE) ? "/console/passkeys" : PATH, Map.of());
    }

    private Approver named(TenantId tenant, Form form) {
        try {
            return parts.registry()
                    .approver(tenant, new PersonId(form.text("name")))
                    .orElseThrow(() -> new Problem(404, "no_such_person", "no such person"));
        } catch (IllegalArgumentException e) {
            throw new Problem(404, "no_such_person", "no such person");
        }
    }

    private static Problem wrong(String why) {
        return new Problem(400, "wrong_form", why);
    }

    private void record(Doors.Person person, String role, RegistryChange change, String why) {
        Actor actor =
                new Actor(change.tenant(), role, person.approver().person().value());
        if (!(parts.gate().change(actor, change, why) instanceof CommitResult.Committed)) {
            throw new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
        }
    }
}
