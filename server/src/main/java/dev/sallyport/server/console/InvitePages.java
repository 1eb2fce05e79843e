package dev.sallyport.server.console;

import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.api.PeopleControls;
import dev.sallyport.server.http.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Forms about people: inviting somebody, what the operator is shown once, roles and groups, and the end of a credential. */
final class InvitePages {
    private InvitePages() {}

    /** The form that invites; nothing but a name and what the person is to do. */
    static String form(Doors.Person person) {
        return "<details><summary>Invite somebody</summary>"
                + Pages.form(
                        person,
                        PeoplePages.PATH,
                        "autocomplete=\"off\"",
                        Pages.hidden("act", "invite")
                                + "<p><label>Name <input name=\"name\" required maxlength=\"200\"></label></p>"
                                + "<fieldset><legend>Roles</legend>" + boxes(Roles.NONE) + "</fieldset>"
                                + "<p><label>Approves for, if an approver <input name=\"groups\" maxlength=\"500\" placeholder=\"approvers\"></label></p>"
                                + "<p><label><input type=\"checkbox\" name=\"replace\" value=\"yes\"> End the credential or invitation that this name has</label></p>"
                                + "<button>Invite</button>")
                + "</details>\n";
    }

    /** A box for each role, those that are held ticked. */
    static String boxes(Roles held) {
        StringBuilder boxes = new StringBuilder(600);
        for (Role role : Role.values()) {
            boxes.append("<label><input type=\"checkbox\" name=\"role-")
                    .append(role.wire())
                    .append("\" value=\"yes\"")
                    .append(held.has(role) ? " checked" : "")
                    .append("> ")
                    .append(role.wire())
                    .append("</label>");
        }
        return boxes.toString();
    }

    /**
     * The boxes that were ticked.
     *
     * @throws Problem 400 {@code wrong_form} if nobody may have these together
     */
    static Roles roles(Form form) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (form.text("role-" + role.wire()).equals("yes")) {
                roles.add(role);
            }
        }
        Roles.fault(roles).ifPresent(why -> {
            throw new Problem(400, "wrong_form", why);
        });
        return new Roles(roles);
    }

    /** The groups that were named, with commas between them. */
    static Set<String> groups(Form form) {
        List<String> named = Arrays.stream(form.text("groups").split(","))
                .map(String::strip)
                .filter(group -> !group.isEmpty())
                .toList();
        return PeopleControls.groups(named);
    }

    /** Whom the form names, and as what. */
    static PeopleControls.Wanted wanted(Form form) {
        return PeopleControls.Wanted.of(
                form.text("name").strip(),
                roles(form),
                groups(form),
                form.text("replace").equals("yes"));
    }

    /** The code, shown this once: it is in no address, and the answer is kept nowhere. */
    static String shown(PeopleControls.Invited invited) {
        Invitation invitation = invited.invitation();
        String name = Pages.shown(invitation.person().value());
        String roles = String.join(", ", invitation.roles().words());
        return RulePages.done(invited.receipt())
                + "<p>" + name + " is invited as " + (roles.isEmpty() ? "nothing yet" : Html.of(roles))
                + (invitation.replaces() ? "; the credential of before is dead" : "")
                + ". Give the person this code, on a way that nobody else reads. <strong>It is shown this once</strong>, works once and until "
                + Pages.time(invitation.expiresMillis()) + ".</p>\n<p><code data-secret>" + Html.of(invited.code())
                + "</code></p>\n<p>With it the person chooses a passphrase, which you never see:</p><p><code>sallyport approver claim "
                + name + "</code></p>\n<p><a href=\"" + PeoplePages.PATH + "\">Back to the people</a></p>\n";
    }

    /** The end of a person's credential, which has to be meant. */
    static String retire(Doors.Person person, String name) {
        return Pages.form(
                person,
                PeoplePages.PATH,
                "",
                Pages.hidden("act", "retire") + Pages.hidden("name", name)
                        + "<label><input type=\"checkbox\" name=\"sure\" value=\"yes\" required> The credential, passkeys and sessions of "
                        + Pages.shown(name) + " end</label> <label>Why <input name=\"why\" required maxlength=\""
                        + PeoplePages.WHY + "\"></label> <button class=\"danger\">Retire " + Pages.shown(name)
                        + "</button>");
    }
}
