package dev.sallyport.soc.life;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.playbook.Activation;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which playbooks act: those that the configuration lets act, that say so themselves, and that an operator set in force in the very version
 * that runs. Each version stands for itself. Thread-safe.
 *
 * @param responds whether playbooks act at all here
 */
public record PlaybookLives(boolean responds, Supplier<Registry> registry) implements Activation {
    /** How far mode and configuration let it go. */
    public Duty.Stage most(Playbook playbook) {
        return responds && playbook.mode() == Playbook.Mode.ACTIVE ? Duty.Stage.RESPOND : Duty.Stage.LOG_ONLY;
    }

    /** What an operator set for that version, if anything. */
    public Optional<Duty> duty(TenantId tenant, Playbook playbook) {
        return registry.get().duty(tenant, Duty.Kind.PLAYBOOK, playbook.reference());
    }

    /** How far it goes. */
    public Duty.Stage stage(TenantId tenant, Playbook playbook) {
        return duty(tenant, playbook)
                .filter(duty -> duty.digest().equals(PlaybookForm.digest(playbook)))
                .map(Duty::stage)
                .orElse(Duty.Stage.LOG_ONLY)
                .atMost(most(playbook));
    }

    @Override
    public boolean acts(TenantId tenant, Playbook playbook, About about) {
        int share = duty(tenant, playbook).map(Duty::canary).orElse(Duty.WHOLE);
        return stage(tenant, playbook) == Duty.Stage.RESPOND
                && Share.holds(tenant, about.agent().orElse(""), playbook.name(), share);
    }

    /** The first playbook that reads otherwise than when its version was first met, or shares its name and version with another. */
    public Optional<String> fault(TenantId tenant, Collection<Playbook> playbooks) {
        List<String> names = playbooks.stream().map(Playbook::reference).toList();
        return playbooks.stream()
                .filter(playbook -> names.indexOf(playbook.reference()) != names.lastIndexOf(playbook.reference())
                        || duty(tenant, playbook)
                                .filter(duty -> !duty.digest().equals(PlaybookForm.digest(playbook)))
                                .isPresent())
                .map(playbook -> "`" + playbook.reference()
                        + "` is the name of another text already: raise `version` and say in `change` what changed")
                .findFirst();
    }
}
