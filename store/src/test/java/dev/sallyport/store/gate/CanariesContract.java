package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.seal.SealBroken;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.shield.canary.Canary;
import dev.sallyport.shield.canary.CanaryKind;
import dev.sallyport.shield.canary.CanaryMint;
import dev.sallyport.testkit.SampleCommits;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How planted canaries are kept, by either store. */
public abstract class CanariesContract {
    private final SampleCommits acme = SampleCommits.of("acme");
    private final Sealer sealer = new Sealer(new byte[Sealer.MASTER_LENGTH], new byte[Sealer.RUN_ID_LENGTH]);
    private int committed;

    /** The store as it is open now. */
    protected abstract Store store();

    /** Closes the store and opens it again. */
    protected abstract void reopen();

    /** Every change of the registry as it stands in the database, byte for byte in Latin-1. */
    protected abstract String changes();

    @AfterEach
    protected abstract void close();

    private Canary minted(String id) {
        return new CanaryMint(new Random(id.hashCode()), "https://files.example.com/s/").mint(CanaryKind.TOKEN, id);
    }

    private void plant(PlantedCanary canary) {
        change(new RegistryChange.PlantCanary(acme.tenant(), canary));
    }

    private void change(RegistryChange change) {
        CommitResult result = store().journal()
                .commit(acme.plain("canary" + committed++).changing(change).build())
                .join();
        assertInstanceOf(CommitResult.Committed.class, result);
    }

    private List<Canary> opened() {
        return store().journal().registry().canaries(acme.tenant()).stream()
                .map(canary -> canary.open(acme.tenant(), sealer))
                .toList();
    }

    private int sealAll() {
        return store().sealCanaries(
                        (tenant, canary) -> PlantedCanary.seal(tenant, canary.open(tenant, sealer), sealer));
    }

    @Test
    void a_sealed_canary_is_read_back_after_a_restart_and_the_database_does_not_say_what_was_planted() {
        Canary canary = minted("can_1");
        plant(PlantedCanary.seal(acme.tenant(), canary, sealer));
        assertEquals(List.of(canary), opened());
        reopen();
        assertEquals(List.of(canary), opened());
        assertTrue(changes().contains("can_1"), "the test must find what stands there");
        canary.cores().forEach(core -> assertFalse(changes().contains(core)));
        assertEquals(0, sealAll(), "nothing is in clear");
    }

    @Test
    void what_an_older_version_kept_in_clear_is_sealed_where_it_stands_removed_ones_too() {
        Canary stays = minted("can_2");
        Canary gone = minted("can_3");
        plant(new PlantedCanary.Clear(stays));
        plant(new PlantedCanary.Clear(gone));
        plant(PlantedCanary.seal(acme.tenant(), minted("can_4"), sealer));
        change(new RegistryChange.RemoveCanary(acme.tenant(), gone.id()));
        String before = changes();
        for (Canary canary : List.of(stays, gone)) {
            canary.cores().forEach(core -> assertTrue(before.contains(core), "the test must find what it looks for"));
        }
        assertEquals(2, sealAll());
        assertEquals(0, sealAll());
        String after = changes();
        for (Canary canary : List.of(stays, gone)) {
            canary.cores().forEach(core -> assertFalse(after.contains(core)));
        }
        List<Canary> now = List.of(stays, minted("can_4"));
        assertEquals(now, opened());
        reopen();
        assertEquals(now, opened());
        store().audit();
    }

    @Test
    void a_canary_opens_for_its_tenant_and_with_its_installs_key_alone() {
        plant(PlantedCanary.seal(acme.tenant(), minted("can_5"), sealer));
        PlantedCanary kept =
                store().journal().registry().canaries(acme.tenant()).getFirst();
        byte[] other = new byte[Sealer.MASTER_LENGTH];
        other[0] = 1;
        Sealer stranger = new Sealer(other, new byte[Sealer.RUN_ID_LENGTH]);
        assertThrows(SealBroken.class, () -> kept.open(acme.tenant(), stranger));
        assertThrows(
                SealBroken.class, () -> kept.open(SampleCommits.of("globex").tenant(), sealer));
        assertEquals("Sealed[can_5, token]", kept.toString());
    }
}
