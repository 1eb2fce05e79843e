package dev.sallyport.server.oidc;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Enrolment;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.registry.Roles;
import dev.sallyport.server.auth.PersonNames;
import dev.sallyport.server.config.OidcPlan;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Who a provider's token means here. A person is known by issuer and subject, never by a name or an address, which providers let people change;
 * so nobody takes over a person of the install by being called alike. Where the configuration maps groups, roles follow them at each sign-in, and
 * each change has its receipt. Thread-safe.
 */
final class NamedPeople {
    private final OidcPlan plan;
    private final Gate gate;
    private final Supplier<Registry> registry;
    private final InstantSource clock;
    /** Held from looking who is known until the change is recorded, so that nobody is enrolled twice. */
    private final ReentrantLock changing = new ReentrantLock();

    NamedPeople(OidcPlan plan, Gate gate, Supplier<Registry> registry, InstantSource clock) {
        this.plan = plan;
        this.gate = gate;
        this.registry = registry;
        this.clock = clock;
    }

    private record Standing(Roles roles, Set<String> groups) {}

    /**
     * The person, as it stands now.
     *
     * @throws SignInRefused if nobody is meant, or the person has no role
     */
    Approver of(IdToken token) {
        String key = Approver.identity(plan.tenant(), plan.issuer() + "\n" + token.subject());
        Optional<Standing> given = plan.claims().roles().isEmpty() ? Optional.empty() : Optional.of(given(token));
        changing.lock();
        try {
            Optional<Approver> known = registry.get()
                    .approverByCredential(key)
                    .filter(person -> person.tenant().equals(plan.tenant()));
            Approver person = known.isPresent()
                    ? given.map(now -> following(known.get(), now)).orElse(known.get())
                    : newcomer(key, token, given);
            if (person.roles().all().isEmpty()) {
                throw new SignInRefused("no_role", "no role was given to you here; ask an operator");
            }
            return person;
        } finally {
            changing.unlock();
        }
    }

    private Standing given(IdToken token) {
        Set<String> has = token.texts(plan.claims().groups());
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        plan.claims().roles().forEach((role, groups) -> {
            if (!Collections.disjoint(has, groups)) {
                roles.add(role);
            }
        });
        Set<String> groups = new TreeSet<>();
        plan.claims().approverGroups().forEach((group, of) -> {
            if (!Collections.disjoint(has, of)) {
                groups.add(group);
            }
        });
        Optional<String> fault = Roles.fault(roles);
        if (fault.isPresent()) {
            throw new SignInRefused(
                    "roles_conflict", "your groups give roles that are not one person's: " + fault.get());
        }
        return new Standing(new Roles(roles), groups);
    }

    private Approver following(Approver known, Standing now) {
        if (known.roles().equals(now.roles()) && known.groups().equals(now.groups())) {
            return known;
        }
        record(
                new RegistryChange.SetRoles(known.tenant(), known.person(), now.roles(), now.groups()),
                "as the provider's groups say");
        return known.with(now.roles(), now.groups());
    }

    private Approver newcomer(String key, IdToken token, Optional<Standing> given) {
        if (!plan.claims().creates() || given.isEmpty()) {
            throw new SignInRefused("person_unknown", "nobody enrolled you here; ask an operator");
        }
        if (given.get().roles().all().isEmpty()) {
            throw new SignInRefused("no_role", "no role is given to your groups; ask an operator");
        }
        PersonId name = name(token);
        Registry now = registry.get();
        if (now.approver(plan.tenant(), name).isPresent()
                || now.invitation(plan.tenant(), name).isPresent()) {
            throw new SignInRefused("name_taken", "somebody else has your name here; ask an operator");
        }
        Approver person = new Approver(
                plan.tenant(),
                name,
                given.get().groups(),
                key,
                new Enrolment(clock.millis(), "oidc", false),
                given.get().roles());
        record(new RegistryChange.EnrolApprover(person), "came by the provider for the first time");
        return person;
    }

    private PersonId name(IdToken token) {
        String claim = plan.claims().name();
        String text = token.text(claim).orElse("");
        boolean unproven = claim.equals("email") && !token.isTrue("email_verified");
        try {
            if (!unproven && PersonNames.fault(text).isEmpty()) {
                return new PersonId(text);
            }
        } catch (IllegalArgumentException e) {
            // answered below, like a name with a colon
        }
        throw new SignInRefused("name_unusable", "the provider calls you nothing that can be a name here");
    }

    private void record(RegistryChange change, String why) {
        Actor actor = new Actor(plan.tenant(), "system", "oidc");
        if (!(gate.change(actor, change, why) instanceof CommitResult.Committed)) {
            throw new SignInRefused("journal_unavailable", "the record could not be written, so nothing happened");
        }
    }
}
