package dev.sallyport.server.auth;

import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.http.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What people may do, by their roles: the one table, for pages and for the API alike. {@link #of(String, String)} says what a request takes;
 * what no line names takes {@link #SEE} to read and {@link #OPERATE} to change, so that a route nobody thought of is an operator's.
 */
public enum Right {
    /** One's own things: to sign out, the theme, one's own passkey. */
    OWN(EnumSet.allOf(Role.class)),
    /** What happened and what stands; no contents of held calls. */
    SEE(EnumSet.allOf(Role.class)),
    /** Contents of held calls: of an approver, those of the person's own groups. */
    READ_HELD(EnumSet.of(Role.APPROVER, Role.AUDITOR)),
    /** People, their sessions and their sign-ins; settings. */
    OVERSEE(EnumSet.of(Role.OPERATOR, Role.AUDITOR)),
    /** Incidents, stopping agents they concern, reports on shields, handing in results. */
    HANDLE(EnumSet.of(Role.ANALYST, Role.OPERATOR)),
    /** The second word on a step of a playbook, in person. */
    CONFIRM(EnumSet.of(Role.ANALYST, Role.APPROVER)),
    /** Held calls and break-glass, in person. */
    ANSWER(EnumSet.of(Role.APPROVER)),
    /** Taking back an approval that is remembered. */
    WITHDRAW(EnumSet.of(Role.ANALYST, Role.APPROVER, Role.OPERATOR)),
    /** Everything else that changes something. */
    OPERATE(EnumSet.of(Role.OPERATOR));

    /** A line of what requests take. */
    private record Line(String method, String start, Right right) {}

    private static final String GET = "GET";
    private static final String POST = "POST";

    /** The first line that fits counts. */
    private static final List<Line> LINES = List.of(
            new Line(GET, "/console/people", OVERSEE),
            new Line(GET, "/console/visits", OVERSEE),
            new Line(GET, "/console/settings", OVERSEE),
            new Line(GET, "/console/{file}", OWN),
            new Line(GET, "/console/sign-in", OWN),
            new Line(GET, "/console/oidc", OWN),
            new Line(GET, "/console/passkeys", OWN),
            new Line(POST, "/console/sign-", OWN),
            new Line(POST, "/console/theme", OWN),
            new Line(POST, "/console/passkeys", OWN),
            new Line(POST, "/console/feed/searches", SEE),
            new Line(POST, "/console/approvals", ANSWER),
            new Line(POST, "/console/break-glass", ANSWER),
            new Line(
                    POST,
                    "/console/incidents",
                    SEE), // CONFIRM or HANDLE, which the page asks for by what the form says
            new Line(POST, "/console/decisions", HANDLE),
            new Line(
                    POST,
                    "/console/shields",
                    HANDLE), // reports; what sets a shield takes OPERATE, which the page asks for
            new Line(GET, "/v1/console", OVERSEE),
            new Line(POST, "/v1/searches", SEE),
            new Line(POST, "/console/sessions", OWN), // one's own; others' take OPERATE, which the page asks for
            new Line(POST, "/v1/receipts", SEE),
            new Line(POST, "/v1/approvals/{id}/consume", SEE), // refused there to everybody but agents
            new Line(POST, "/v1/approvals", ANSWER),
            new Line(POST, "/v1/incidents/{id}/steps", CONFIRM),
            new Line(POST, "/v1/incidents", HANDLE),
            new Line(POST, "/v1/grants", WITHDRAW),
            new Line(POST, "/v1/campaigns", HANDLE),
            new Line(POST, "/v1/findings/{id}", OPERATE), // to accept one
            new Line(POST, "/v1/findings", HANDLE),
            new Line(POST, "/v1/shields/reports", HANDLE));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<Role> roles;

    Right(EnumSet<Role> roles) {
        this.roles = Set.copyOf(roles);
    }

    /** What a request of that method on that route's template takes of a person. */
    public static Right of(String method, String template) {
        for (Line line : LINES) {
            if (line.method().equals(method) && template.startsWith(line.start())) {
                return line.right();
            }
        }
        return GET.equals(method) || "HEAD".equals(method) ? SEE : OPERATE;
    }

    /** Whether these roles hold it. {@link #OWN} is everybody's who is signed in, whatever the roles. */
    public boolean isOf(Roles held) {
        return this == OWN || held.all().stream().anyMatch(roles::contains);
    }

    /** Whether that person has it. */
    public boolean isOf(Approver person) {
        return isOf(person.roles());
    }

    /**
     * Lets that person pass.
     *
     * @throws Problem 403 {@code role_lacks} if the person's roles do not hold it
     */
    public void check(Approver person) {
        if (!isOf(person)) {
            throw new Problem(403, "role_lacks", "your roles do not hold this; it takes " + holders());
        }
    }

    /** The roles that hold it, as people read them. */
    public String holders() {
        return String.join(" or ", roles.stream().sorted().map(Role::wire).toList());
    }
}
