package dev.sallyport.soc.playbook;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.About;

/** Whether a playbook acts, asked whenever one is started. Thread-safe. */
@FunctionalInterface
public interface Activation {
    /** As its own mode says. */
    Activation MODE = (tenant, playbook, about) -> playbook.mode() == Playbook.Mode.ACTIVE;

    /** Whether it acts; if not, its steps are written down as what it would have done. */
    boolean acts(TenantId tenant, Playbook playbook, About about);
}
