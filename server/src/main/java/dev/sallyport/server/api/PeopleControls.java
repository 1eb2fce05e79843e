package dev.sallyport.server.api;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.Invitation;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.auth.CredentialKind;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.auth.PersonNames;
import dev.sallyport.server.http.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * How people come to be known here, what they may do, and how that ends: one place for the API and for pages. An operator invites and never
 * sees what the person types later: the operator gets a code that works once. Every act has its receipt. Thread-safe.
 */
public final class PeopleControls {
    /** The group of whoever is enrolled without one; what the default policies ask. */
    static final String DEFAULT_GROUP = "approvers";

    /** How long an enrolment code can be used, in milliseconds. */
    static final long CODE_MILLIS = 24 * 60 * 60 * 1000L;

    private final Journal journal;
    private final Acts acts;
    private final Credentials credentials;
    private final InstantSource clock;
    /** Held from looking how a name or a code stands until the change is recorded, so that nothing is used twice. */
    private final ReentrantLock changing = new ReentrantLock();

    PeopleControls(Gate gate, Journal journal, Credentials credentials, InstantSource clock) {
        this.journal = journal;
        this.acts = new Acts(gate);
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * Who is to be invited, and as what.
     *
     * @param replace whether a credential or an invitation of that name ends
     */
    public record Wanted(PersonId person, Roles roles, Set<String> groups, boolean replace) {
        public Wanted {
            groups = Set.copyOf(groups);
        }

        /**
         * The same, checked as any request is.
         *
         * @param groups empty for those that go without saying
         * @throws Problem 400 {@code wrong_form} if nobody may be called so
         */
        public static Wanted of(String name, Roles roles, Set<String> groups, boolean replace) {
            PersonNames.fault(name).ifPresent(why -> {
                throw Input.wrong(why);
            });
            try {
                return new Wanted(new PersonId(name), roles, groups(roles, groups), replace);
            } catch (IllegalArgumentException e) {
                throw Input.wrong(String.valueOf(e.getMessage()));
            }
        }

        /** An approver answers for a group at least; who answers nothing needs none. */
        private static Set<String> groups(Roles roles, Set<String> named) {
            return named.isEmpty() && roles.has(Role.APPROVER) ? Set.of(DEFAULT_GROUP) : named;
        }
    }

    /**
     * Groups by name.
     *
     * @throws Problem 400 {@code wrong_form} if there are too many, or one can't be called so
     */
    public static Set<String> groups(List<String> named) {
        try {
            return PersonRoutes.groups(named, false);
        } catch (IllegalArgumentException e) {
            throw Input.wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * An invitation and the code the person sets a credential with. Nobody is told the code again.
     *
     * @param receipt the id of the receipt
     */
    public record Invited(Invitation invitation, String code, String receipt) {
        /** Without the code. */
        @Override
        public String toString() {
            return "Invited[" + invitation.person().value() + ", " + receipt + "]";
        }
    }

    /** A person as enrolled, and the id of the receipt. */
    public record Enrolled(Approver approver, String receipt) {}

    /**
     * Invites a person to set a credential; one the person had is dead at once.
     *
     * @throws Problem 403 {@code own_roles}, 409 {@code approver_exists} or {@code approver_name_alike}, 503
     */
    public Invited invite(Actor actor, Wanted wanted) {
        String code = credentials.mint(CredentialKind.ENROLMENT_CODE);
        changing.lock();
        try {
            Invitation invitation = invitation(actor, wanted, Credentials.hash(code));
            String receipt = acts.record(actor, new RegistryChange.InviteApprover(invitation), "");
            return new Invited(invitation, code, receipt);
        } finally {
            changing.unlock();
        }
    }

    /** Enrols somebody whom a provider names; there is no credential to set. */
    Enrolled named(Actor actor, Wanted wanted, String subject) {
        String identity = Approver.identity(actor.tenant(), subject);
        changing.lock();
        try {
            Invitation free = invitation(actor, wanted, identity);
            if (journal.registry().approverByCredential(identity).isPresent()) {
                throw new Problem(409, "credential_taken", "this name of that provider is somebody's already");
            }
            Approver approver = enrolled(free, identity);
            return new Enrolled(
                    approver,
                    acts.record(actor, new RegistryChange.EnrolApprover(approver), "for the word of a provider"));
        } finally {
            changing.unlock();
        }
    }

    /**
     * The invited person sets the credential; the code is used up.
     *
     * @param invited the invitation of the code, looked up anew
     * @param named as whom the person comes, if that was said
     */
    Enrolled claim(Supplier<Invitation> invited, Optional<PersonId> named, String credential) {
        changing.lock();
        try {
            Invitation invitation = invited.get();
            if (named.filter(p -> !p.equals(invitation.person())).isPresent()) {
                throw new Problem(409, "wrong_person", "this enrolment code is for another name");
            }
            String hash = Credentials.hash(credential);
            if (journal.registry().approverByCredential(hash).isPresent()) {
                throw new Problem(409, "credential_taken", "this credential can't be used; choose another");
            }
            Approver approver = enrolled(invitation, hash);
            Actor actor = new Actor(
                    invitation.tenant(),
                    invitation.roles().acting(),
                    invitation.person().value());
            return new Enrolled(
                    approver,
                    acts.record(
                            actor,
                            new RegistryChange.EnrolApprover(approver),
                            "with a code that " + invitation.by() + " issued"));
        } finally {
            changing.unlock();
        }
    }

    private Approver enrolled(Invitation invitation, String credentialHash) {
        return new Approver(
                invitation.tenant(),
                invitation.person(),
                invitation.groups(),
                credentialHash,
                new Enrolment(clock.millis(), invitation.by(), invitation.replaces()),
                invitation.roles());
    }

    /**
     * Gives a person exactly these roles, and takes the others.
     *
     * @return the person as it is then, and the receipt
     * @throws Problem 400 {@code wrong_form}, 403 {@code own_roles}, 404 {@code no_such_person}, 503
     */
    public Enrolled give(Actor actor, String name, Given given) {
        changing.lock();
        try {
            Approver person = found(actor, name);
            refuseOwn(actor, person);
            Approver next = person.with(given.roles(), given.groups().orElse(person.groups()));
            return new Enrolled(
                    next,
                    acts.record(
                            actor,
                            new RegistryChange.SetRoles(person.tenant(), person.person(), next.roles(), next.groups()),
                            Acts.why(given.why())));
        } finally {
            changing.unlock();
        }
    }

    /**
     * What a person may do from now on.
     *
     * @param groups those the person approves for; empty: as they are
     */
    public record Given(Roles roles, Optional<Set<String>> groups, String why) {
        public Given {
            groups = groups.map(Set::copyOf);
        }
    }

    /**
     * Ends a person's credential and passkeys; the name is free again.
     *
     * @return the id of the receipt
     * @throws Problem 403 {@code own_roles}, 404 {@code no_such_person}, 503
     */
    public String retire(Actor actor, String name, String why) {
        changing.lock();
        try {
            Approver person = found(actor, name);
            refuseOwn(actor, person);
            return acts.record(
                    actor, new RegistryChange.RetireApprover(person.tenant(), person.person()), Acts.why(why));
        } finally {
            changing.unlock();
        }
    }

    /**
     * Somebody of the actor's tenant.
     *
     * @throws Problem 404 {@code no_such_person}
     */
    Approver found(Actor actor, String name) {
        return Input.found(
                journal.registry().approver(actor.tenant(), Input.named(name, PersonId::new, "person")), "person");
    }

    private Invitation invitation(Actor actor, Wanted wanted, String codeHash) {
        Registry registry = journal.registry();
        TenantId tenant = actor.tenant();
        long now = clock.millis();
        Optional<Approver> approver = registry.approver(tenant, wanted.person());
        approver.ifPresent(known -> refuseOwn(actor, known));
        Optional<Invitation> open = registry.invitation(tenant, wanted.person());
        approver.map(Approver::person)
                .or(() -> open.map(Invitation::person))
                .ifPresent(known -> refuseAlike(known, wanted.person()));
        boolean stands =
                approver.isPresent() || open.filter(i -> !i.expiredAt(now)).isPresent();
        if (stands && !wanted.replace()) {
            throw new Problem(
                    409,
                    "approver_exists",
                    "a person of this name is enrolled or invited; `replace` ends that credential and invites anew");
        }
        return new Invitation(
                tenant,
                wanted.person(),
                wanted.groups(),
                codeHash,
                actor.name(),
                now,
                now + CODE_MILLIS,
                approver.isPresent() || open.filter(Invitation::replaces).isPresent(),
                wanted.roles());
    }

    /** The same name in another spelling would pass for another person when people read it. */
    private static void refuseAlike(PersonId known, PersonId wanted) {
        if (!known.value().equals(wanted.value())) {
            throw new Problem(
                    409,
                    "approver_name_alike",
                    "a person is known by this name in another spelling (case, accents or width); use that spelling");
        }
    }

    /** Nobody gives themselves a role, nor takes one away by mistake. */
    private static void refuseOwn(Actor actor, Approver person) {
        if (actor.name().equals(person.person().value())) {
            throw new Problem(403, "own_roles", "somebody else changes what you may do");
        }
    }
}
